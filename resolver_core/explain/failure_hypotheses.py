"""A possible cause of a failure: the change that would give the mode an answer, and what a user could write."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.resolution import Resolution
from resolver_core.explain.explanation import CauseClass, Evidence
from resolver_core.explain.fixes import Candidate
from resolver_core.explain.lab.changes import Change


@dataclass(frozen=True, slots=True)
class FailureHypothesis:
    """A possible cause of a failure. `edits` are what a user could write to the same effect."""

    cause_class: CauseClass
    words: str  #: go on after "single-platform solve …"
    change: Change
    summary: str
    evidence: tuple[Evidence, ...] = ()
    edits: tuple[Candidate, ...] = ()


def projects_of(resolution: Resolution) -> tuple[NormalizedName, ...]:
    """The projects that a failure speaks of."""
    failure, conflict = resolution.failure, resolution.conflict
    names = failure.projects if failure is not None else () if conflict is None else conflict.projects
    return tuple(dict.fromkeys(map(canonicalize_name, names)))
