"""compose.yaml as it stands: its services as processes; any of them is killed, and every answer comes."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.composed import COMPOSE, Composed, composed, services
from tests.support.postgresql import Server
from tests.support.served_index import ServedIndex, served_index
from tests.support.servers import held, until
from tests.support.whole_application import TORCH, TORCH_FILES

pytestmark = [pytest.mark.redis, pytest.mark.slow]

TIMES = {"LEASE_SECONDS": "6", "HEARTBEAT_SECONDS": "1", "SWEEP_SECONDS": "1", "REQUEUE_SECONDS": "4"}
SETTINGS = {
    **{f"WHICHWHEEL_{name}": value for name, value in TIMES.items()},
    "WHICHWHEEL_ALLOW_NETWORKS": "127.0.0.0/8",
    "WHICHWHEEL_UV_CHECK": "never",
    "WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "0",
}


@pytest.fixture
def index() -> Iterator[ServedIndex]:
    with served_index(TORCH_FILES) as served:
        yield served


@pytest.fixture
def installation(tmp_path: Path, postgresql_server: Server, index: ServedIndex) -> Iterator[Composed]:
    with composed(tmp_path, postgresql_server, WHICHWHEEL_DEFAULT_INDEX=index.url, **SETTINGS) as running:
        yield running


def got(url: str, body: bytes | None = None) -> Any:
    """What a web process answers; None while it cannot."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"} if body else {})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)
    except (urllib.error.URLError, OSError):
        return None


def ask(web: str, name: str) -> str:
    """Paste a text; the id of its answer."""
    body = json.dumps({"text": TORCH.replace("old-python", name), "python": "3.8"}).encode()
    answers: list[Any] = []
    until(lambda: answers.append(got(f"{web}/api/v1/resolutions", body)) or answers[-1], f"{web} to take a text")
    return str(answers[-1]["id"])


def answer(web: str, pk: str) -> Any:
    """The answer with its reasons, once both are there."""
    found: list[Any] = []

    def is_there() -> bool:
        found.append(got(f"{web}/api/v1/resolutions/{pk}"))
        solves = found[-1]["solves"] if found[-1] else {}
        return bool(solves) and solves.get("explanation", {}).get("state") in ("done", "failed", "cancelled")

    until(is_there, f"the answer {pk} at {web}")
    return found[-1]


def what_is_missing(found: Any) -> list[str]:
    """Of an answer with both sides solved and the reason found; nothing where all is there."""
    sides = [side for side in ("single", "universal") if not found[side] or found[side]["outcome"] != "solved"]
    reasons = [] if (found["explanation"] or {}).get("divergences") else ["explanation"]
    return [f"{name}: {found['solves'].get(name)}" for name in (*sides, *reasons)]


def test_any_process_may_be_killed_and_every_answer_comes(installation: Composed, index: ServedIndex) -> None:
    first, second = (installation.processes[name].url for name in ("web-1", "web-2"))
    pk = ask(first, "before")
    assert not what_is_missing(answer(second, pk)), "a paste at one web is read at the other"

    for name in ("worker-1", "web-1", "redis", "cache", "postgres"):
        with held(index, "sympy"):
            web = second if name == "web-1" else first
            pk = ask(web, f"while-{name}-is-killed")
            until(lambda: is_at_work(web, pk), f"work to begin before {name} is killed")  # noqa: B023
            installation.kill(name)
        assert not what_is_missing(answer(second, pk)), f"{name} was killed"
    ready = {"database": "ok", "broker": "ok", "worker": "ok"}
    for web in (first, second):
        until(lambda: got(f"{web}/readyz") == ready, f"{web} to be ready again")  # noqa: B023


def is_at_work(web: str, pk: str) -> bool:
    """Whether a worker is at it."""
    found = got(f"{web}/api/v1/resolutions/{pk}")
    return bool(found) and any(solve["state"] == "running" for solve in found["solves"].values())


# -- the file itself ----------------------------------------------------------------------------

VARIABLES = {"SECRET_KEY": "k", "POSTGRES_PASSWORD": "p", "WHICHWHEEL_HOST": "h.test"}


def test_what_has_to_be_set_is_not_guessed() -> None:
    for missing in VARIABLES:
        with pytest.raises(KeyError, match=missing):
            services({name: value for name, value in VARIABLES.items() if name != missing})


def test_whatever_runs_our_code_may_write_nothing_and_has_no_rights() -> None:
    ours = {name: service for name, service in services(VARIABLES).items() if "build" in service}
    assert set(ours) == {"web", "worker", "check-worker"}
    for service in ours.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["restart"] == "unless-stopped"
        assert "volumes" not in service


def test_queue_and_cache_have_a_memory_cap_of_their_own() -> None:
    found = services(VARIABLES)
    caps = {
        name: found[name]["command"][found[name]["command"].index("--maxmemory") + 1] for name in ("redis", "cache")
    }
    assert caps == {"redis": "256mb", "cache": "512mb"}
    assert found["redis"]["command"][-1] == "noeviction"
    assert found["cache"]["command"][-1] == "allkeys-lru"
    web = found["web"]["environment"]
    assert web["REDIS_URL"] != web["WHICHWHEEL_CACHE_URL"]


def test_no_secret_stands_in_the_file() -> None:
    text = COMPOSE.read_text()
    assert "SECRET_KEY: ${SECRET_KEY:?" in text
    assert "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?" in text
