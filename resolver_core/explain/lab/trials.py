"""What can be tried, an experiment or an edit of the text, and what came out: values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.targets.environment import Environment

ABSENT = "absent"
"""The outcome of a project that is not installed."""
SOLVED = "solved"
"""The outcome where the question is whether there is an answer, and there is one."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one project came out as in an experiment. `pin` is None where it is absent or nothing was solved."""

    text: str  #: the version, ABSENT, "unsatisfiable", or "failed: …"; SOLVED where no project is in question
    pin: Pin | None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """One experiment that could be made, and what of its result would speak for a hypothesis."""

    start: Start
    change: Change
    words: str  #: go on after "single-platform solve …"
    about: NormalizedName | None  #: the project in question; None: whether there is an answer
    supports: Callable[[Result], bool]
    expected: str
    target: Environment | None = None  #: None: that of the laboratory


@dataclass(frozen=True, slots=True)
class Candidate:
    """An edit that may help; `text` is the whole text after it.

    A `command` does it without an edit, or asks beside it for what the edit alone does not change; `of_lock` is what
    it changes of the universal solve then.
    """

    title: str
    text: str
    command: str = ""
    of_lock: Change | None = None
    extras: tuple[NormalizedName, ...] = ()  #: asked for beside what was asked for
    target: Environment | None = None  #: another target than that of the laboratory, for which it is meant


def edited(title: str, text: str | None) -> tuple[Candidate, ...]:
    """The candidate; none where the text has no place for the edit."""
    return () if text is None else (Candidate(title, text),)


def version_of(pin: Pin | None) -> str:
    """The version of a pin, or ABSENT."""
    return ABSENT if pin is None else str(pin.version)
