"""Which axes make the difference: the smallest set that is sufficient and necessary (design of a proof).

Sufficient: the single-platform policy with only these axes at the universal value has the universal
outcome. Necessary: the universal policy with only these axes set back has the single-platform outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.explain.explanation import Experiment, Proof
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.experiments import measured
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import Result, Trial
from resolver_core.explain.wording.experiments import with_axes

Agrees = Callable[[Result], bool]

SCOPE = (Axis.ENVIRONMENTS, Axis.MARKER_READING)
"""Where markers are evaluated on a target there is nothing but the target: the two axes go together."""

SINGLES = (
    Axis.METADATA_RULE,
    Axis.FILE_RULE,
    Axis.ROOTS,
    Axis.REQUIREMENT_ORDER,
    Axis.PYTHON,
    Axis.INDEX_ROUTING,
    Axis.PREFERENCES,
)

GROUPS: tuple[tuple[Axis, ...], ...] = (
    *((axis,) for axis in SINGLES),
    SCOPE,
    (Axis.FILE_RULE, Axis.METADATA_RULE),
    (*SCOPE, Axis.PYTHON),
    (*SCOPE, Axis.REQUIREMENT_ORDER),
    (*SCOPE, Axis.FILE_RULE),
)
"""What is tried from below; what needs more is found from above (`_shrunk`)."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What a cause has to reproduce: of which project, and what each mode's outcome is."""

    about: NormalizedName | None  #: the project in question; None: whether there is an answer
    is_single: Agrees
    is_universal: Agrees
    single_text: str
    universal_text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a search: `axes` are empty where nothing was proven."""

    axes: tuple[Axis, ...]
    proof: Proof
    experiments: tuple[Experiment, ...]


def search(laboratory: Laboratory, sides: Sides, likely: Iterable[tuple[Axis, ...]] = ()) -> Found:
    """Try sets of axes, the likely ones first, then single axes, then more. Ends with the first proof."""
    experiments: list[Experiment] = []
    try:
        for axes in _candidates(laboratory, likely):
            sufficient = _experiment(laboratory, Start.SINGLE, axes, sides)
            experiments.append(sufficient)
            if not sufficient.supports:
                continue
            necessary = _experiment(laboratory, Start.UNIVERSAL, axes, sides)
            experiments.append(necessary)
            if necessary.supports:
                return Found(axes, Proof.PROVEN, (sufficient, necessary))
        minimal = _shrunk(laboratory, sides, experiments)
        if minimal is not None:
            return minimal
    except OutOfBudget:
        pass
    undecided = any(experiment.undecided for experiment in experiments)
    return Found((), Proof.UNDECIDED if undecided else Proof.NOT_PROVEN, tuple(experiments))


UNITS: tuple[tuple[Axis, ...], ...] = (
    (Axis.INDEX_ROUTING,),
    (Axis.PREFERENCES,),
    (Axis.REQUIREMENT_ORDER,),
    (Axis.PYTHON,),
    (Axis.METADATA_RULE,),
    (Axis.FILE_RULE,),
    SCOPE,
    (Axis.ROOTS,),
)
"""What is taken away, in this order, when a proof needs several axes."""


def _shrunk(laboratory: Laboratory, sides: Sides, experiments: list[Experiment]) -> Found | None:
    """Start from all axes, which is the other mode, and take away what is not needed. None if that is no proof."""
    kept = [unit for unit in UNITS if any(_matters(laboratory, axis) for axis in unit)]
    dropped: list[tuple[Axis, ...]] = []
    for unit in list(kept):
        fewer = [other for other in kept if other != unit]
        experiment = _experiment(laboratory, Start.SINGLE, _joined(fewer), sides)
        experiments.append(experiment)
        if experiment.supports:
            kept.remove(unit)
            dropped.append(unit)
    return _necessary(laboratory, sides, kept, dropped, experiments)


def _necessary(
    laboratory: Laboratory,
    sides: Sides,
    kept: list[tuple[Axis, ...]],
    dropped: list[tuple[Axis, ...]],
    experiments: list[Experiment],
) -> Found | None:
    """What suffices need not be all that is necessary: take back what was taken away last, until it is."""
    for unit in (None, *reversed(dropped)):
        if unit is not None:
            kept = [*kept, unit]
        axes = _joined(kept)
        if not axes:
            continue
        necessary = _experiment(laboratory, Start.UNIVERSAL, axes, sides)
        experiments.append(necessary)
        if necessary.supports:
            sufficient = _experiment(laboratory, Start.SINGLE, axes, sides)
            experiments.append(sufficient)
            if sufficient.supports:
                return Found(axes, Proof.PROVEN, (sufficient, necessary))
    return None


def _joined(units: Iterable[tuple[Axis, ...]]) -> tuple[Axis, ...]:
    return tuple(axis for unit in units for axis in unit)


def _candidates(laboratory: Laboratory, likely: Iterable[tuple[Axis, ...]]) -> Iterator[tuple[Axis, ...]]:
    for axes in dict.fromkeys((*likely, *GROUPS)):
        if any(_matters(laboratory, axis) for axis in axes):
            yield axes


def _matters(laboratory: Laboratory, axis: Axis) -> bool:
    """Whether the two presets have different values at all."""
    problem = laboratory.problem
    if axis is Axis.ROOTS:
        return bool(problem.optional_dependencies or problem.dependency_groups)
    if axis is Axis.PREFERENCES:
        return laboratory.universal_policy.lock is not None
    if axis is Axis.INDEX_ROUTING:
        return bool(problem.sources)
    return True


def _experiment(laboratory: Laboratory, start: Start, axes: tuple[Axis, ...], sides: Sides) -> Experiment:
    other, agrees, expected = Start.UNIVERSAL, sides.is_universal, sides.universal_text
    if start is Start.UNIVERSAL:
        other, agrees, expected = Start.SINGLE, sides.is_single, sides.single_text
    return measured(laboratory, Trial(start, Change(axes=axes), with_axes(other, axes), sides.about, agrees, expected))
