"""One of the two solves as the result page shows it: how far it is, how it ended, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from resolver_core import ConflictEntry, FailureEntry, ForkEntry, ProofEntry, ResolutionDocument
from webui.resolutions.asking.labels import Label, kind_of
from webui.resolutions.models import Solve, State
from webui.resolutions.showing import formats
from webui.resolutions.showing.absences import PRIVATE, is_private
from webui.resolutions.showing.facts import Fact
from webui.resolutions.showing.headlines import GLYPHS
from webui.resolutions.showing.rows import Row

COMMANDS = {Label.SINGLE: "uv pip install", Label.UNIVERSAL: "uv lock"}
DEEPEST = 8
LONGEST_ARGUMENT = 300
FAILURE_WORDS = {
    "fetch": "The index did not give what it lists",
    "build": "Metadata could only be had by building a source distribution, which is never done here",
    "invalid": "The index gave data that contradict themselves",
    "unsupported": "This source cannot be read here",
    "refused": "uv does not take what the text says in this mode",
    "not-recorded": "The recorded index lacks the data",
    "other": "The solve could not go on",
}


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of the pasted text, with what asks for something on it."""

    number: int
    text: str
    rows: tuple[Row, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether a requirement on this line has different answers."""
        return any(row.differs for row in self.rows)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the argument that there is no solution; what it rests on follows one level deeper."""

    depth: int  #: as it is shown, at most DEEPEST
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class SideView:
    """One of the two solves: how far it is, or how it ended."""

    solve: Solve
    now: datetime
    waiting_before: int
    text_lines: tuple[str, ...] = field(repr=False, default=())
    target: str = ""  #: in words, where there are several

    @property
    def label(self) -> Label:
        """Which of the kinds."""
        return kind_of(self.solve.label)

    @property
    def word(self) -> str:
        """ "single-platform" or "universal"."""
        return self.label.label

    @property
    def glyph(self) -> str:
        """● or ◆."""
        return GLYPHS[self.label]

    @property
    def command(self) -> str:
        """The uv command it stands for."""
        return COMMANDS[self.label]

    @property
    def document(self) -> ResolutionDocument | None:
        """The resolution document, once there is one."""
        return self.solve.document

    @property
    def is_solved(self) -> bool:
        """Whether it has versions."""
        return self.solve.outcome == "solved"

    @property
    def elapsed(self) -> str:
        """Time since the attempt began, or that it took."""
        return formats.seconds(self.solve.elapsed_seconds(self.now)) if self.solve.started_at else ""

    @property
    def status(self) -> str:
        """The state in words."""
        solve = self.solve
        if solve.state == State.QUEUED:
            again = " again after its worker stopped" if solve.lost_workers else ""
            ahead = f", {formats.count(self.waiting_before, 'solve')} ahead" if self.waiting_before else ""
            return f"waiting for a worker{again}{ahead}"
        if solve.state == State.RUNNING:
            return "stopping" if solve.cancel_requested else "solving"
        if solve.state == State.DONE:
            return {"solved": "solved", "unsatisfiable": "no solution", "failed": "index trouble"}[solve.outcome]
        return {State.FAILED: "given up", State.CANCELLED: "cancelled"}[State(solve.state)]

    @property
    def counts(self) -> list[Fact]:
        """What a running solve has done so far."""
        progress = self.solve.progress
        if not progress:
            return []
        forks = progress["forks_open"] + progress["forks_closed"]
        counted = [
            Fact("projects chosen", f"{progress.get('chosen', 0):,} of {progress['projects']:,} known"),
            Fact("metadata read", f"{progress['metadata_read']:,}"),
            Fact("clashes", f"{progress['conflicts']:,}"),
        ]
        if forks > 1:
            counted.insert(1, Fact("parts solved", f"{progress['forks_closed']:,} of {forks:,}"))
        return counted

    @property
    def share(self) -> tuple[int, int]:
        """How many of the known projects have a version, and how many are known; (1, 1) once it is solved."""
        if self.solve.has_ended:
            return 1, 1
        progress = self.solve.progress
        return progress.get("chosen", 0), max(1, progress.get("projects", 0))

    @property
    def latest(self) -> str:
        """The last version that a running solve chose."""
        return str(self.solve.progress.get("latest", "")) if self.solve.state == State.RUNNING else ""

    @property
    def conflict(self) -> ConflictEntry | None:
        """Why there is no solution."""
        return self.document["conflict"] if self.document else None

    @cached_property
    def proof(self) -> list[Step]:
        """The whole argument, conclusions before what they rest on."""
        return _steps(self.conflict["proof"]) if self.conflict else []

    @cached_property
    def quoted_lines(self) -> list[TextLine]:
        """The user's own lines that the argument rests on."""
        steps = self.conflict["proof"]["steps"] if self.conflict else []
        numbers = sorted({line for step in steps for line in step["lines"]})
        return [TextLine(n, self.text_lines[n - 1].strip()) for n in numbers if n <= len(self.text_lines)]

    @property
    def failure(self) -> FailureEntry | None:
        """What could not be read."""
        return self.document["failure"] if self.document else None

    @property
    def failure_advice(self) -> str:
        """What to do about it, as sentences; "" where the message says it."""
        advice = self.failure.get("advice", "") if self.failure else ""
        return PRIVATE if self.is_private else f"{advice}." if advice else ""

    @property
    def failure_words(self) -> str:
        """The kind of trouble, as a sentence without its full stop."""
        return FAILURE_WORDS.get(self.failure["kind"], FAILURE_WORDS["other"]) if self.failure else ""

    @property
    def is_private(self) -> bool:
        """Whether it needed an address that this site never asks."""
        return is_private(self.failure)

    @property
    def can_be_retried(self) -> bool:
        """Whether it ended in trouble that another try may not meet."""
        return self.has_trouble and not self.is_private

    @property
    def has_trouble(self) -> bool:
        """Whether it ended without an answer."""
        return self.solve.can_be_retried

    @property
    def forks(self) -> list[ForkEntry]:
        """The parts that the environments were split into; none where there is only one."""
        found = self.document["forks"] if self.document else []
        return found if len(found) > 1 else []

    @property
    def existing_lock(self) -> str:
        """What became of the pasted uv.lock, in words; "" without one."""
        verdict = self.document.get("lock") if self.document else None
        return verdict["text"] if verdict else ""

    @property
    def warnings(self) -> list[str]:
        """What uv would warn about."""
        return list(self.document["warnings"]) if self.document else []


def _steps(proof: ProofEntry) -> list[Step]:
    """The numbered steps as an outline, the conclusion first; what is needed twice is spelt out once."""
    numbered = proof["steps"]
    outline: list[Step] = []
    told: set[int] = set()
    waiting = [(0, len(numbered) - 1)]
    while waiting and len(outline) < LONGEST_ARGUMENT:
        depth, number = waiting.pop()
        step = numbered[number]
        again = number in told and bool(step["causes"])
        outline.append(Step(min(depth, DEEPEST), step["text"] + " (see above)" * again, tuple(step["lines"])))
        if number not in told:
            waiting += [(depth + 1, cause) for cause in reversed(step["causes"])]
        told.add(number)
    return outline
