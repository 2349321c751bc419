"""Small questions with their answers and data, for the check with the real uv."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from resolver_core import (
    IndexSnapshot,
    Options,
    RecordingIndex,
    Resolution,
    Selection,
    parse_problem,
    resolve,
    target,
)
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from uv_check.question import Mode, Question

LINUX = "x86_64-unknown-linux-gnu"
DAY = datetime(2025, 1, 2, tzinfo=UTC)
LATER = datetime(2025, 6, 1, tzinfo=UTC)

WORLD: Mapping[str, Sequence[MemoryFile]] = {
    "app": [
        MemoryFile("app-1.0-py3-none-any.whl", requires=["base"], extras=["fast"], uploaded_at=DAY),
        MemoryFile(
            "app-2.0-py3-none-any.whl",
            requires=["base>=1", "speed ; extra == 'fast'", "old ; python_version < '3.11'"],
            extras=["fast"],
            uploaded_at=LATER,
        ),
    ],
    "base": [
        MemoryFile("base-1.0.tar.gz", uploaded_at=DAY),
        MemoryFile("base-1.1-py3-none-any.whl", requires_python=">=3.11", uploaded_at=DAY),
        MemoryFile("base-1.0-py3-none-any.whl", uploaded_at=DAY),
    ],
    "old": [MemoryFile("old-3.tar.gz", uploaded_at=DAY)],
    "speed": [MemoryFile("speed-0.1-py3-none-any.whl", uploaded_at=DAY)],
}
TEXT = """\
[project]
name = "demo"
version = "1"
requires-python = ">=3.10"
dependencies = ["app[fast]"]
[project.optional-dependencies]
more = ["old"]
"""


@dataclass
class World:
    """A text on an index in memory."""

    text: str = TEXT
    projects: Mapping[str, Sequence[MemoryFile]] = field(default_factory=lambda: WORLD)
    others: Mapping[str, Mapping[str, Sequence[MemoryFile]]] = field(default_factory=dict)
    python: str = "3.12"
    platform: str = LINUX
    extras: tuple[str, ...] = ()
    filename: str | None = None
    options: Options | None = None

    def question(self) -> Question:
        index = MemoryIndex(self.projects)
        options = self.options or Options(index.url)
        problem = parse_problem(self.text, filename=self.filename)
        return Question(problem, options, target(self.python, self.platform), Selection(self.extras))  # type: ignore[arg-type]

    def answered(self, mode: Mode) -> tuple[Question, Resolution, IndexSnapshot]:
        """The question, our answer in a mode, and what it was read from."""
        question = self.question()
        index = RecordingIndex(MemoryIndex(self.projects, others=self.others))
        resolution = resolve(question.problem, question.policy(mode), index)
        return question, resolution, index.snapshot().reduced(None)
