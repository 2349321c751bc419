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
    headline: str
    reason: str  #: of the text below the headline
    cause: str  #: its class, as a badge says it
    python: str = "3.12"
    as_of: str = ""

    def text(self, base: str) -> str:
        """The pasted text; `base` is where the recorded index is served."""
        folder = require_shared("frozen-index", "projects", self.slug)
        return (folder / "pyproject.toml").read_text("utf-8").replace(BASE_IN_FILES, base)


TORCH = Reported(
    slug="seed-9514-torch",
    project="torch",
    headline="torch is ◆ 2.5.1 with uv sync and ● 2.4.1 with uv pip install.",
    reason="no cp38 wheel",
    cause="no compatible file",
    python="3.8",
    as_of="2024-11-29",
)
NIGHTLY = Reported(
    slug="seed-10693-nightly",
    project="torch",
    headline="torch is 2.7.0.dev20250116+cu126 in both, but ◆ the lock and ● the install read metadata that disagree.",
    reason="requires 14 projects that the lock's file does not",
    cause="wheel metadata differs",
)
JUPYTER = Reported(
    slug="seed-11926-jupyter",
    project="tornado",
    headline="● The install on Python 3.12, Linux x86_64 finds a solution; "
    "◆ the lock could not get past tornado 6.4.2.",
    reason="which answers HTTP 404",
    cause="metadata file unreachable",
    as_of="2025-03-03",
)
ACCELERATORS = Reported(
    slug="seed-9640-accelerators",
    project="torch",
    headline="torch is ◆ 2.5.1 with uv sync and ● 2.15.0 with uv pip install.",
    reason="The lock solves all extras and groups together",
    cause="extras groups conflicts",
)
GRADIO = Reported(
    slug="seed-7990-gradio",
    project="numba",
    headline="numba is 0.53.1 both in ◆ the lock and in ● an install here, a release years older than the newest.",
    reason="With numba>=0.60.0 the solve succeeds",
    cause="backtracking",
    python="3.10",
    as_of="2024-10-07",
)
REPORTED = (TORCH, NIGHTLY, JUPYTER, ACCELERATORS, GRADIO)


@contextmanager
def recorded_index() -> Iterator[str]:
    """The base address of the recorded index, failing where one of the cases says so."""
    folders = (require_shared("frozen-index", "projects", case.slug) for case in REPORTED)
    with frozen_index([pattern for folder in folders for pattern in load_case(folder).get("fail", [])]) as base:
        yield base


@contextmanager
def reported_application(folder: Path, base: str, database: Path | None = None) -> Iterator[Application]:
    """The application on the recorded index, with time enough for every reason."""
    more = {"WHICHWHEEL_SUBMISSIONS_PER_MINUTE": "0", "WHICHWHEEL_EXPLAIN_SECONDS": "1200"}
    with running_application(folder, f"{base}/simple", database=database, **more) as application:
        yield application
