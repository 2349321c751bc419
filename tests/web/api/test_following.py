"""Waiting, streams that go on, webhooks that arrive later, and the MCP server: all against a live instance."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from resolver_core import Instance
from tests.support.receiver import Receiver, receiver
from tests.support.served_index import ServedIndex, served_index
from tests.support.servers import Application, free_port, running_application, until
from tests.support.shared import REPOSITORY
from tests.support.whole_application import TORCH, TORCH_FILES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def index() -> Iterator[ServedIndex]:
    with served_index(list(TORCH_FILES)) as served:
        yield served


@pytest.fixture(scope="module")
def application(
    index: ServedIndex, examples_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Application]:
    folder = tmp_path_factory.mktemp("application")
    with running_application(folder, index.url, database=examples_database) as running:
        yield running


def call(application: Application, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
    """One request: the status and the document."""
    connection = http.client.HTTPConnection(urlsplit(application.url).netloc, timeout=120)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    text = None if body is None else json.dumps(body)
    connection.request(method, path, text, {"Content-Type": "application/json", **sent})
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer.status, json.loads(read) if read else None


def submitted(application: Application, **question: object) -> str:
    status, made = call(application, "POST", "/api/v1/resolutions", {"text": TORCH, "python": "3.8", **question})
    assert status == 202
    return str(made["id"])


def events(application: Application, submission_id: str, last: str = "", most: int = 10_000) -> list[dict[str, str]]:
    """The events of a stream until it ends, or so many of them: then the connection is dropped."""
    connection = http.client.HTTPConnection(urlsplit(application.url).netloc, timeout=120)
    headers = {"Last-Event-ID": last} if last else {}
    connection.request("GET", f"/api/v1/resolutions/{submission_id}/events", headers=headers)
    answer = connection.getresponse()
    found: list[dict[str, str]] = []
    event: dict[str, str] = {}
    for line in iter(answer.readline, b""):
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name:
            event[name] = value
        elif event:
            found.append(event)
            event = {}
            if len(found) >= most:
                break
    connection.close()
    return [one for one in found if "event" in one]


def traced(found: list[dict[str, str]]) -> list[tuple[str, int]]:
    documents = [json.loads(one["data"]) for one in found if one["event"] == "trace"]
    return [(one["label"], one["first"]) for one in documents]


def test_a_stream_goes_on_after_a_dropped_connection_and_a_restart(
    index: ServedIndex, examples_database: Path, tmp_path: Path
) -> None:
    with running_application(tmp_path, index.url, database=examples_database) as first:
        submission_id = submitted(first)
        status, progress = call(first, "GET", f"/api/v1/resolutions/{submission_id}/wait")
        assert (status, progress["state"], progress["explained"]) == (200, "done", True)
        whole = events(first, submission_id)
        some = events(first, submission_id, most=1)
    with running_application(tmp_path, index.url) as again:
        rest = events(again, submission_id, last=some[-1]["id"])
        assert traced(some) + traced(rest) == traced(whole)
        assert len(traced(whole)) > 1, "there is something to go on with"
        assert [one["event"] for one in rest][-2:] == ["state", "ended"]
        assert call(again, "GET", f"/api/v1/resolutions/{submission_id}/events", Last_Event_ID="end") == (204, None)


def test_a_webhook_whose_receiver_is_down_arrives_later_and_once(application: Application) -> None:
    port = free_port()
    submission_id = submitted(application)
    path = f"/api/v1/resolutions/{submission_id}/webhooks"
    status, hook = call(application, "POST", path, {"url": f"http://127.0.0.1:{port}/hook"})
    assert status == 201

    def deliveries() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = call(application, "GET", f"{path}/{hook['id']}")[1]["deliveries"]
        return found

    until(lambda: bool(deliveries() and deliveries()[0]["tries"]), "the first try")
    with receiver(port) as taken:
        until(lambda: deliveries()[0]["state"] == "delivered", "the delivery")
        event_id = deliveries()[0]["event_id"]
        assert [one.headers["Whichwheel-Event-Id"] for one in taken] == [event_id]
        _assert_signed(taken[0], hook["secret"])
    assert [one["status"] for one in deliveries()[0]["tries"]] == [None] * (len(deliveries()[0]["tries"]) - 1) + [200]
    assert json.loads(taken[0].body)["resolution"]["id"] == submission_id


def _assert_signed(message: Receiver, secret: str) -> None:
    signed = message.headers["Whichwheel-Timestamp"].encode() + b"." + message.body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    assert message.headers["Whichwheel-Signature"] == f"sha256={expected}"


def test_a_verdict_in_one_call_and_on_the_command_line(application: Application, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(TORCH)
    command = [sys.executable, "-m", "resolver_core", "compare", str(tmp_path / "pyproject.toml")]
    command += ["--at", application.url, "--python", "3.8"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout.startswith("differs: ")
    assert "torch: 2.4.1 / 2.5.1" in ended.stdout
    assert f"{application.url}/r/" in ended.stdout.splitlines()[-1]
    unreachable = [*command[:-3], f"http://127.0.0.1:{free_port()}", *command[-2:]]
    nobody = subprocess.run(unreachable, capture_output=True, text=True, cwd=REPOSITORY)
    assert (nobody.returncode, "no answer of" in nobody.stderr) == (2, True)
    with Instance(application.url) as instance:
        first, second = (instance.verdict({"text": TORCH, "python": "3.8"}) for _ in range(2))
    assert first["differing"] == second["differing"]
    assert {"project": "torch", "single": "2.4.1", "universal": "2.5.1"} in first["differing"]


def test_all_tools_of_the_mcp_server_answer(application: Application) -> None:
    found = asyncio.run(_tools(application.url))
    assert found["tools"] == ["compare", "explain_report", "why", "why_not"]
    assert found["compare"]["verdict"] == "differs"
    assert found["why"]["answers"]["answers"]
    assert found["why_not"]["state"] == "done"
    assert found["explain_report"]["verdict"] is not None


async def _tools(url: str) -> dict[str, Any]:
    """What each tool gives, asked by the package's own client over stdio."""
    from mcp import ClientSession, StdioServerParameters, stdio_client

    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "webui.mcp", "--at", url], cwd=str(REPOSITORY), env=dict(os.environ)
    )
    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
        await session.initialize()

        async def call_tool(name: str, **arguments: str) -> dict[str, Any]:
            result = await session.call_tool(name, arguments)
            assert not result.is_error, result.content
            content = result.content[0]
            assert content.type == "text"
            document: dict[str, Any] = json.loads(content.text)
            return document

        found: dict[str, Any] = {"tools": sorted(tool.name for tool in (await session.list_tools()).tools)}
        found["compare"] = await call_tool("compare", text=TORCH, python="3.8")
        submission_id = found["compare"]["id"]
        found["why"] = await call_tool("why", id=submission_id, project="torch")
        found["why_not"] = await call_tool("why_not", id=submission_id, project="torch", version="2.5.1")
        found["explain_report"] = await call_tool("explain_report", text=REPORT)
        return found


REPORT = f"""\
### uv lock picks another torch

`uv lock` takes torch 2.5.1, and `uv pip install` torch 2.4.1, on Python 3.8.

```toml
{TORCH}
```

```console
$ uv lock
$ uv --version
uv 0.5.1
```
"""
