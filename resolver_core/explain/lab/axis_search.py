"""Which change makes the difference: the smallest one that is sufficient and necessary (design of a proof).

Sufficient: the single-platform policy with only this at the universal value has the universal outcome. Necessary:
the universal policy with only this set back has the single-platform outcome.

one axis for the project ──► one axis ──► the only one that is necessary ──► several, of which none can be left out
                             narrowed to a few projects where it can be

A fork has no place in a solve for one platform, so that one thing may be necessary and still not suffice there: it is
put down as such, and whoever claims it has to show the fact by an edit of the text. Of several that are necessary, what
the project itself declares counts before a rule that every lock has.

What the recorded data do not decide is no proof, and nothing larger is one then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial

from packaging.utils import NormalizedName

from resolver_core.explain.explanation import Experiment, Proof
from resolver_core.explain.lab.changes import PER_PROJECT, Axis, AxisChange, Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.few_projects import fewer, moved_by
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import Result, Trial
from resolver_core.explain.wording.experiments import anything_but, with_changes

Agrees = Callable[[Result], bool]

SCOPE = (Axis.ENVIRONMENTS, Axis.MARKER_READING)
"""Where markers are evaluated on a target there is nothing but the target: the two axes go together."""
RANGE = (*SCOPE, Axis.PYTHON)
"""Everything that an answer has to hold for: markers on Python, and Requires-Python."""

UNITS = tuple(
    AxisChange(axes)
    for axes in (
        (Axis.METADATA_RULE,),
        (Axis.FILE_RULE,),
        (Axis.ROOTS,),
        (Axis.REQUIREMENT_ORDER,),
        (Axis.PYTHON,),
        (Axis.INDEX_ROUTING,),
        (Axis.PREFERENCES,),
        SCOPE,
        RANGE,
    )
)
"""One thing each: what is tried before anything larger."""

PARTS = tuple(
    AxisChange(axes)
    for axes in (
        (Axis.INDEX_ROUTING,),
        (Axis.PREFERENCES,),
        (Axis.REQUIREMENT_ORDER,),
        (Axis.METADATA_RULE,),
        (Axis.FILE_RULE,),
        RANGE,
        (Axis.ROOTS,),
    )
)
"""All that the two presets differ in, once each: what is taken away, in this order, where one thing is not enough."""


DECLARED = frozenset({Axis.ROOTS, Axis.INDEX_ROUTING, Axis.PREFERENCES})
"""The axes at which the two presets differ only where the project declares something, or brings a lock."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What a cause has to reproduce: of which project, and what each mode's outcome is."""

    about: NormalizedName | None  #: the project in question; None: whether there is an answer
    is_single: Agrees
    is_universal: Agrees
    single_text: str
    universal_text: str
    suspects: tuple[NormalizedName, ...] = ()  #: the projects for which alone an axis is tried first


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a search: `changes` are empty where nothing was proven; several are each indispensable."""

    changes: tuple[AxisChange, ...]
    proof: Proof
    experiments: tuple[Experiment, ...]
    is_sufficient: bool = True  #: False: only necessary, and the only thing that is

    @property
    def axes(self) -> tuple[Axis, ...]:
        """All axes that are changed."""
        return tuple(axis for change in self.changes for axis in change.axes)


def search(laboratory: Laboratory, sides: Sides, likely: Iterable[AxisChange] = ()) -> Iterator[Found]:
    """What is found, the smallest first and the likely before the others; at the end what was tried in vain.

    The caller stops where a cause claims what was found.
    """
    looking = _Search(laboratory, sides)
    with suppress(OutOfBudget):
        for look in (partial(looking.one, likely), looking.necessary, looking.several):
            found = look()
            if found is not None:
                yield found
    undecided = any(experiment.undecided for experiment in looking.tried)
    yield Found((), Proof.UNDECIDED if undecided else Proof.NOT_PROVEN, tuple(looking.tried))


class _Verdict(Enum):
    HOLDS = auto()
    FAILS = auto()
    UNDECIDED = auto()


@dataclass
class _Search:
    laboratory: Laboratory
    sides: Sides
    tried: list[Experiment] = field(default_factory=list)

    # -- one thing ------------------------------------------------------------------------------------

    def one(self, likely: Iterable[AxisChange]) -> Found | None:
        """One axis, or two that go together: for the projects in question first, then for all, then for a few."""
        for change in dict.fromkeys((*self._likely(likely), *self._for_suspects(*UNITS), *UNITS)):
            if self._matters(change) and self._verdict((change,)) is _Verdict.HOLDS:
                return self._found((self._narrowed(change),))
        return None

    def necessary(self) -> Found | None:
        """The one thing that is necessary, where there is only one; of axes that contain each other the least."""
        found: dict[AxisChange, Experiment] = {}
        for change in (*self._for_suspects(*UNITS), *UNITS):
            if self._matters(change) and not any(set(one.axes) & set(change.axes) for one in found):
                experiment = self._measured(Start.UNIVERSAL, (change,))
                if experiment.undecided:
                    return None
                if experiment.supports:
                    found[change] = experiment
        declared = [change for change in found if DECLARED.issuperset(change.axes)]
        chosen = declared if len(declared) == 1 else list(found)
        if len(chosen) != 1:
            return None
        return Found((chosen[0],), Proof.PROVEN, (found[chosen[0]],), is_sufficient=False)

    def _likely(self, likely: Iterable[AxisChange]) -> Iterator[AxisChange]:
        """The likely ones, for the projects in question alone where that is possible."""
        for change in likely:
            yield from self._for_suspects(change) or (change,)

    def _for_suspects(self, *changes: AxisChange) -> list[AxisChange]:
        """Changes for each of the projects in question alone; those that have no place for one are left out."""
        possible = (change for change in changes if _is_per_project(change))
        return [AxisChange(change.axes, (name,)) for change in possible for name in self.sides.suspects]

    def _narrowed(self, change: AxisChange) -> AxisChange:
        """The same for a few projects, where that is enough."""
        if change.projects or not _is_per_project(change):
            return change

        def holds(projects: Sequence[NormalizedName]) -> bool:
            return self._verdict((AxisChange(change.axes, tuple(projects)),)) is _Verdict.HOLDS

        moved = moved_by(self.laboratory, Change(axes=change.axes))
        few = fewer(moved, holds) if moved else None
        return change if few is None else AxisChange(change.axes, few)

    # -- several --------------------------------------------------------------------------------------

    def several(self) -> Found | None:
        """Start from all, which is the other mode, and take away what is not needed. None if that is no proof."""
        if any(experiment.undecided for experiment in self.tried):
            return None  # what was not decided may have been enough
        kept = [part for part in PARTS if self._matters(part)]
        if self._verdict(kept) is not _Verdict.HOLDS:
            return None
        while (fewer_parts := self._one_less(kept)) is not None:
            kept = fewer_parts
        return None if any(one.undecided for one in self.tried) else self._found(tuple(kept))

    def _one_less(self, kept: Sequence[AxisChange]) -> list[AxisChange] | None:
        """Without one that can be left out; None where each is indispensable."""
        for part in kept if len(kept) > 1 else ():
            without = [other for other in kept if other != part]
            if self._verdict(without) is _Verdict.HOLDS:
                return without
        return None

    # -- experiments ----------------------------------------------------------------------------------

    def _verdict(self, changes: Sequence[AxisChange]) -> _Verdict:
        """Whether changes are sufficient and necessary."""
        verdict = _Verdict.HOLDS
        for start in (Start.SINGLE, Start.UNIVERSAL):
            experiment = self._measured(start, changes)
            if experiment.undecided:
                verdict = _Verdict.UNDECIDED
            elif not experiment.supports:
                return _Verdict.FAILS
        return verdict

    def _measured(self, start: Start, changes: Sequence[AxisChange]) -> Experiment:
        experiment = measured(self.laboratory, self._trial(start, changes))
        self.tried.append(experiment)
        return experiment

    def _found(self, changes: tuple[AxisChange, ...]) -> Found:
        starts = (Start.SINGLE, Start.UNIVERSAL)
        experiments = [measured(self.laboratory, self._trial(start, changes)) for start in starts]
        for change in changes if len(changes) > 1 else ():
            experiments.append(self._left_out(change, [other for other in changes if other != change]))
        return Found(changes, Proof.PROVEN, tuple(experiments))

    def _left_out(self, change: AxisChange, others: Sequence[AxisChange]) -> Experiment:
        """The experiment in which the others alone do not give the outcome."""
        tried = [measured(self.laboratory, self._refuting(start, others)) for start in (Start.SINGLE, Start.UNIVERSAL)]
        return next(experiment for experiment in tried if experiment.supports)

    def _refuting(self, start: Start, changes: Sequence[AxisChange]) -> Trial:
        trial = self._trial(start, changes)
        return replace(trial, supports=lambda result: not trial.supports(result), expected=anything_but(trial.expected))

    def _trial(self, start: Start, changes: Sequence[AxisChange]) -> Trial:
        sides = self.sides
        other, agrees, expected = Start.UNIVERSAL, sides.is_universal, sides.universal_text
        if start is Start.UNIVERSAL:
            other, agrees, expected = Start.SINGLE, sides.is_single, sides.single_text
        axes = tuple(dict.fromkeys(axis for change in changes for axis in change.axes))
        projects = next((change.projects for change in changes if change.projects), ())
        words = with_changes(other, changes)
        return Trial(start, Change(axes=axes, projects=projects), words, sides.about, agrees, expected)

    def _matters(self, change: AxisChange) -> bool:
        """Whether the two presets have different values at all."""
        return any(_differs(self.laboratory, axis) for axis in change.axes)


def _is_per_project(change: AxisChange) -> bool:
    return PER_PROJECT.issuperset(change.axes)


def _differs(laboratory: Laboratory, axis: Axis) -> bool:
    problem = laboratory.problem
    if axis is Axis.ROOTS:
        return bool(problem.optional_dependencies or problem.dependency_groups)
    if axis is Axis.PREFERENCES:
        return laboratory.universal_policy.lock is not None
    if axis is Axis.INDEX_ROUTING:
        return bool(problem.sources)
    return True
