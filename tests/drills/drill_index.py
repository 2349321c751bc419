"""The index that the drills solve from: projects of each submission's own, so that nothing is answered from a cache."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support.served_index import ServedFile, ServedIndex, served_index

LENGTH = 8
PYTHON = "3.8"
_UPLOADED = "2024-10-30T00:00:00Z"


def text(number: int) -> str:
    """The project of one submission."""
    return f"""\
[project]
name = "drill-{number}"
version = "0.1.0"
requires-python = ">=3.8"
dependencies = ["n{number}-step-0", "n{number}-lib"]
"""


def files(number: int) -> Iterator[ServedFile]:
    """A chain that cannot be read ahead, and a library whose newest version has no wheel for an older Python."""
    for step in range(LENGTH):
        following = (f"n{number}-step-{step + 1}",) if step + 1 < LENGTH else ()
        yield _wheel(f"n{number}_step_{step}-1.0-py3-none-any", following)
    yield _wheel(f"n{number}_lib-1.0-py3-none-any", ())
    yield _wheel(f"n{number}_lib-2.0-cp310-cp310-manylinux_2_17_x86_64", ())
    yield _wheel(f"n{number}_lib-2.0-cp310-cp310-win_amd64", ())


def _wheel(name: str, requires: tuple[str, ...]) -> ServedFile:
    return ServedFile(f"{name}.whl", requires, requires_python=">=3.8", uploaded_at=_UPLOADED)


def wrong_words(number: int, document: dict[str, Any]) -> str | None:
    """What an ended submission says that is not true; None where all of it is.

    `document` is the API's. The lock has the newest library, for which that old Python has no wheel.
    """
    steps = {(f"n{number}-step-{step}", "1.0") for step in range(LENGTH)}
    for side, version in (("single", "1.0"), ("universal", "2.0")):
        answer = document[side]
        if answer is None:
            return f"{side}: no answer ({document['solves'][side]['error'] or document['solves'][side]['state']})"
        found = {(package["name"], package["version"]) for package in answer["packages"] if not package["root"]}
        if found != steps | {(f"n{number}-lib", version)}:
            return f"{side}: {answer['outcome']} {sorted(found)}"
    for label, row in document["solves"].items():
        if row["state"] != "done":
            return f"{label}: {row['state']} ({row['error']})"
    if document["comparison"] is None:
        return "no comparison"
    return None


@contextmanager
def drill_index(count: int, delay_s: float = 0.02, host: str = "127.0.0.1") -> Iterator[ServedIndex]:
    """Serve the projects of so many submissions; each answer takes a moment."""
    with served_index(file for number in range(count) for file in files(number)) as index:
        answer, never = type(index).answer, threading.Event()

        def late(path: str) -> tuple[str, bytes] | None:
            never.wait(delay_s)
            return answer(index, path)

        index.answer = late  # type: ignore[method-assign]
        yield index
