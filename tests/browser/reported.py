"""The five reported cases on the recorded index, as a person pastes them, and what is expected of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.projects import BASE_IN_FILES, load_case
from tests.conformance.shared_programs import frozen_index
from tests.support.servers import Application, running_application
from tests.support.shared import require_shared


@dataclass(frozen=True)
class Reported:
    """One case. `headline` and `cause` are what the finished page says at its top, blanks collapsed."""

    slug: str
    project: str  #: whose drawer tells the cause
    headline: tuple[str, ...]
    cause: str  #: its class, as a badge says it
    python: str = "3.12"
    as_of: str = ""
    extras: tuple[str, ...] = ()

    def text(self, base: str) -> str:
        """The pasted text; `base` is where the recorded index is served."""
        folder = require_shared("frozen-index", "projects", self.slug)
        return (folder / "pyproject.toml").read_text("utf-8").replace(BASE_IN_FILES, base)


TORCH = Reported(
    "seed-9514-torch", "torch", ("torch is ◆ 2.5.1 in the lock and ● 2.4.1 when installed here",),
    "no compatible file", "3.8", "2024-11-29",
)  # fmt: skip
NIGHTLY = Reported("seed-10693-nightly", "torch", ("torch",), "wheel metadata differs")
JUPYTER = Reported(
    "seed-11926-jupyter", "tornado", ("tornado",), "representative unreachable", as_of="2025-03-03"
)  # fmt: skip
ACCELERATORS = Reported(
    "seed-9640-accelerators", "torch", ("torch",), "extras groups conflicts"
)  # fmt: skip
GRADIO = Reported("seed-7990-gradio", "numba", ("numba",), "backtracking", "3.10", "2024-10-07")
REPORTED = (TORCH, NIGHTLY, JUPYTER, ACCELERATORS, GRADIO)


@contextmanager
def recorded_index() -> Iterator[str]:
    """The base address of the recorded index, failing where one of the cases says so."""
    folders = (require_shared("frozen-index", "projects", case.slug) for case in REPORTED)
    with frozen_index([pattern for folder in folders for pattern in load_case(folder).get("fail", [])]) as base:
        yield base


@contextmanager
def reported_application(folder: Path, base: str) -> Iterator[Application]:
    """The application on the recorded index, with time enough for every reason."""
    more = {"WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "0", "WHICHWHEEL_EXPLAIN_SECONDS": "240"}
    with running_application(folder, f"{base}/simple", **more) as application:
        yield application
