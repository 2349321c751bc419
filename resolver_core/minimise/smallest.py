"""What is left in the end, and how far it came on the way: values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resolver_core.answer.resolution import Resolution
from resolver_core.explain.explanation import Cause
from resolver_core.inputs.problem import Problem
from resolver_core.minimise.case import Case
from resolver_core.minimise.goal import Goal
from resolver_core.minimise.index_levels import RecordedFiles
from resolver_core.minimise.text_parts import requirements_in
from resolver_core.targets.environment import Environment


class Ending(StrEnum):
    """Why it went no further."""

    MINIMAL = "minimal"  #: nothing more can go
    CANCELLED = "cancelled"
    SOLVES = "solves"  #: the budget in solves is spent
    SECONDS = "seconds"


class Stage(StrEnum):
    """What gets smaller."""

    TEXT = "text"
    INDEX = "index"  #: and what the smaller index lets go of the text


@dataclass(frozen=True, slots=True)
class Size:
    """What is left of a case; None: all of the index is there."""

    requirements: int
    lines: int
    projects: int | None = None
    versions: int | None = None
    files: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. `is_proven`: the cause is proven of what is left; else the difference alone was seen."""

    stage: Stage
    left: Size
    text: str
    solves: int
    is_proven: bool


@dataclass(frozen=True)
class Small:
    """A case that shows it, with the proof. `problem` is its text as it is read; `is_minimal`: no part can go alone."""

    case: Case
    problem: Problem
    single: Resolution
    universal: Resolution
    cause: Cause
    is_minimal: bool


@dataclass(frozen=True)
class Smallest:
    """The smallest project on the index as it is, and the smallest on an index of its own.

    `closed` is None where the first stage did not come to its end, or where the data that were read do not suffice.
    """

    goal: Goal
    target: Environment
    before: Size
    text: Small
    closed: Small | None
    recorded: RecordedFiles | None  #: what is known of the files of `closed`
    solves: int
    too_slow: int  #: steps that were given up because they took too long: what they tried is counted as needed
    ending: Ending


def size_of(case: Case, recorded: RecordedFiles | None = None) -> Size:
    """What a case has."""
    requirements = sum(1 for _ in requirements_in(case.text))
    lines = len(case.text.splitlines())
    if case.universe is None or recorded is None:
        return Size(requirements, lines)
    versions = {(file.page, recorded.files[file].version) for file in case.universe.files}
    return Size(requirements, lines, len(case.universe.projects), len(versions), len(case.universe.files))
