"""The same hostile texts on the command line: each must end within half a minute, in words."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.attacks import _elsewhere
from tests.drills.forbidden import HOSTILE_HOST, listener
from tests.drills.hostile_answers import hostile_answers
from tests.drills.processes import processor_seconds, resident_bytes
from tests.drills.variants import Places, Variant, variants
from tests.support.hostile_index import hostile_index
from tests.support.shared import REPOSITORY

WANTED_S = 30.0
GIVEN_UP_S = 90.0
AT_ONCE = 2
NAMES_ITS_INDEX = re.compile(r"default = true|index-url|^-i ", re.MULTILINE)


@dataclass
class Runs:
    """Of the commands of one kind."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest_s: float = 0.0
    most_processor_s: float = 0.0
    peak_bytes: int = 0
    wrong: list[str] = field(default_factory=list)


@contextmanager
def hosts() -> Iterator[Places]:
    """The hosts that the texts name."""
    with listener() as heard, hostile_index(HOSTILE_HOST) as hostile:
        elsewhere = _elsewhere(heard.port)
        with hostile_answers(HOSTILE_HOST, elsewhere) as answers:
            yield Places(hostile.base, answers.base, heard.port, elsewhere)


def run(places: Places, kind: str, count: int) -> Runs:
    """Run the variants of a kind."""
    found = Runs()
    numbered = list(enumerate(variants(kind, places, count)[:count]))
    with tempfile.TemporaryDirectory(prefix="drill-cli-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda each: _one(Path(folder), f"{kind} {each[0]}", places, each[1], found), numbered))
    return found


def _one(folder: Path, what: str, places: Places, variant: Variant, found: Runs) -> None:
    file = folder / f"{what.replace(' ', '-')}.{'toml' if variant.text.startswith('[') else 'txt'}"
    file.write_text(variant.text, "utf-8", "surrogatepass")
    command = [sys.executable, "-m", "resolver_core", "resolve", str(file), "--assume"]
    command += ["--cache-dir", str(folder / "cache"), *_options(variant)]
    if not NAMES_ITS_INDEX.search(variant.text):  # an option would go before what the text names
        command += ["--default-index", f"{places.answers}/ok/simple"]
    began, peak = time.monotonic(), [0.0, 0.0]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=REPOSITORY, stdout=said, stderr=said, env={**os.environ}, preexec_fn=_without_core
        )
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, over))
        watcher.start()
        try:
            status = process.wait(timeout=GIVEN_UP_S)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            status = process.wait()
        over.set()
        watcher.join()
        seconds = time.monotonic() - began
        found.most_processor_s = max(found.most_processor_s, peak[1])
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    found.statuses[status] += 1
    found.slowest_s = max(found.slowest_s, seconds)
    found.peak_bytes = max(found.peak_bytes, int(peak[0]))
    if seconds > WANTED_S:
        found.wrong.append(f"{what}: {seconds:.0f} s")
    if status not in (0, 1, 2) or "Traceback" in words:
        found.wrong.append(f"{what}: status {status}: {words[-150:]!r}")


def _options(variant: Variant) -> list[str]:
    """What the API takes as options, as far as the command line has them."""
    targets = variant.options.get("targets")
    found = [f"--group={name}" for name in _list(variant.options.get("groups"))]
    for target in _list(targets):
        python, platform = target.split("/")
        found += [f"--python={python}", f"--platform={platform}"]
    return found


def _list(value: object) -> list[str]:
    return list(map(str, value)) if isinstance(value, list) else []


def _without_core() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(pid: int, peak: list[float], over: threading.Event) -> None:
    with suppress(OSError):
        while not over.wait(0.2):
            peak[0] = max(peak[0], resident_bytes(pid))
            peak[1] = max(peak[1], processor_seconds(pid))
