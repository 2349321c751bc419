"""`backtracking`: requirements exclude each other, and another project gave way.

A fall to a release years old that no requirement asks for, and that hardly anybody wants, is a finding. A release
that some requirement in the answer holds back is no surprise: whoever wrote it wanted that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.installed import installed_edges
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import settled
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.pages_read import files_of
from resolver_core.explain.lab.requirement_edits import with_bound
from resolver_core.explain.lab.trials import Candidate, Trial, edited
from resolver_core.explain.narrowing import allowed_versions
from resolver_core.explain.wording.causes import backtracking as words
from resolver_core.explain.wording.evidence import becomes
from resolver_core.explain.wording.experiments import with_requirement
from resolver_core.index.records import Distribution
from resolver_core.inputs.problem import ResolutionMode

YEARS_OLD = timedelta(days=2 * 365)
"""How much older than the newest allowed release a pick has to be to surprise."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A pick, the newest release that every requirement allows, and how many years lie between them."""

    pin: Pin
    newest: Version
    years: float


class Backtracking(KnownCause):
    """The order in which requirements are met decides, or a bound is missing."""

    name = CauseClass.BACKTRACKING

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The order of requirements."""
        return Axis.REQUIREMENT_ORDER in axes

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> Iterator[Candidate]:
        """A bound on what fell, at the version of the mode in which it did not; or on what did not."""
        return settled(diverging)

    def reason(self, diverging: Diverging) -> str:
        """By name against as written."""
        return words.REASON

    def in_answer(self, surprising: Surprising) -> Iterator[Hypothesis]:
        """Releases years older than the newest that all requirements allow, each with the bound that would lift it."""
        laboratory = surprising.laboratory
        if laboratory.single_policy.resolution is not ResolutionMode.HIGHEST:
            return
        falls = {fall.pin.project: fall for fall in _falls(laboratory)}
        for project, fall in falls.items():
            if not _has_fallen_parent(laboratory, project, falls):
                yield from self._lifted(laboratory, fall)

    def _lifted(self, laboratory: Laboratory, fall: Fall) -> Iterator[Hypothesis]:
        """Proven by the bound: the solve succeeds without the old release, or fails because of what is named."""
        pin, project = fall.pin, fall.pin.project
        bound = f"{project}>={fall.newest.public}"
        text = with_bound(laboratory.problem.text, project, bound)
        if text is None:
            return
        lifted = laboratory.run(Start.SINGLE, Change(text=text))
        if lifted.failure is not None or (lifted.solved and project not in laboratory.pins(lifted)):
            return
        is_forced = lifted.conflict is not None
        moved = [] if is_forced else _moved_down(laboratory, lifted, project)
        if is_forced:
            summary = words.forced(pin, fall.newest, fall.years, lifted)
        else:
            summary = words.fallen(pin, fall.newest, fall.years, moved, bound)
        yield Hypothesis(
            self.name,
            (_with_bound(fall, text, bound),),
            summary,
            tuple(Evidence("moves", line) for line in moved),
            () if is_forced else edited(words.ask_for(project, fall.newest), text),
            about=project,
            mode="both",
            is_fact=True,
            is_conclusive=is_forced or bool(moved),
            needs_fix=True,
        )


def _with_bound(fall: Fall, text: str, bound: str) -> Trial:
    title, expected = with_requirement(bound), words.newest_or_clash(fall.newest)
    return Trial(Start.SINGLE, Change(text=text), title, fall.pin.project, lambda _: True, expected)


def _falls(laboratory: Laboratory) -> Iterator[Fall]:
    for pin in laboratory.pins(laboratory.single).values():
        allowed = allowed_versions(laboratory, laboratory.single, pin)
        if not allowed or allowed[-1] <= pin.version:
            continue
        newest_files = (file for file in files_of(laboratory, pin.project) if file.version == allowed[-1])
        chosen, newest = _uploaded(pin.distributions), _uploaded(newest_files)
        if chosen is not None and newest is not None and newest - chosen >= YEARS_OLD:
            yield Fall(pin, allowed[-1], (newest - chosen).days / 365)


def _uploaded(files: Iterable[Distribution]) -> datetime | None:
    return min((file.uploaded_at for file in files if file.uploaded_at is not None), default=None)


def _has_fallen_parent(laboratory: Laboratory, project: NormalizedName, falls: dict[NormalizedName, Fall]) -> bool:
    selection = laboratory.selection
    edges = installed_edges(laboratory.single, laboratory.target, selection.extras, selection.groups)
    parents = {edge.parent.project for edge in edges if edge.parent is not None and edge.child.project == project}
    return any(parent in falls and parent != project for parent in parents)


def _moved_down(laboratory: Laboratory, lifted: Resolution, project: NormalizedName) -> list[str]:
    before, after = laboratory.pins(laboratory.single), laboratory.pins(lifted)
    return [
        becomes(name, before[name].version, pin.version)
        for name, pin in sorted(after.items())
        if name != project and name in before and pin.version < before[name].version
    ]
