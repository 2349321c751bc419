"""The environments and Pythons that a lock is for, beside those of today."""

from __future__ import annotations

from packaging.specifiers import SpecifierSet

from resolver_core.answer.lock_verdict import StaleLock, StaleReason
from resolver_core.candidates.python_range import PythonRange
from resolver_core.existing_lock.comparison import Comparison
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.declared_conflicts import declared_conflicts, inferred_conflicts

Texts = tuple[str, ...]


def forks_cover_environments(comparison: Comparison) -> StaleReason | None:
    """Whether the lock's forks cover all that the lock itself says it is for."""
    inside = _python(comparison.locked.requires_python)
    supported = comparison.locked.supported_markers
    expected = inside & _union(supported) if supported else inside
    covered = _covered(comparison)
    if (~covered).disjoint(expected):
        return None
    return StaleReason(StaleLock.FORKS_LACK_ENVIRONMENTS, _text(comparison, covered), _text(comparison, expected))


def forks_meet_python(comparison: Comparison) -> StaleReason | None:
    """Whether the lock's forks have any Python of today's requires-python."""
    if not _covered(comparison).disjoint(_python(comparison.policy.python)):
        return None
    return StaleReason(
        StaleLock.FORKS_LACK_PYTHON, (str(comparison.locked.requires_python),), (str(comparison.policy.python),)
    )


def environments(comparison: Comparison) -> StaleReason | None:
    """Whether `environments` are others, or in another order."""
    problem, locked = comparison.problem, comparison.locked
    return _apart(comparison, StaleLock.ENVIRONMENTS, locked.supported_markers, problem.environments)


def required_environments(comparison: Comparison) -> StaleReason | None:
    """Whether `required-environments` are others, or in another order."""
    problem, locked = comparison.problem, comparison.locked
    return _apart(comparison, StaleLock.REQUIRED_ENVIRONMENTS, locked.required_markers, problem.required_environments)


def conflicts(comparison: Comparison) -> StaleReason | None:
    """Whether the declared conflicts are others, or in another order; what follows from them has no order."""
    declared, inferred = (find(comparison.problem) for find in (declared_conflicts, inferred_conflicts))
    locked, asked = comparison.locked.conflicts, tuple(map(frozenset, (*declared, *inferred)))
    count = len(declared)
    if locked[:count] == asked[:count] and sorted(map(_text_of, locked)) == sorted(map(_text_of, asked)):
        return None
    return StaleReason(StaleLock.CONFLICTS, _sets(locked, asked), _sets(asked, locked))


def requires_python(comparison: Comparison) -> StaleReason | None:
    """Whether the lowest or the highest Python is another."""
    locked, asked = comparison.locked.requires_python, comparison.policy.python
    if PythonRange.of(locked) == PythonRange.of(asked):
        return None
    has_forks = bool(comparison.lock.fork_markers)
    kind = StaleLock.REQUIRES_PYTHON_OF_FORKS if has_forks else StaleLock.REQUIRES_PYTHON
    return StaleReason(kind, (str(locked),), (str(asked),))


def _apart(comparison: Comparison, kind: StaleLock, locked: Texts, asked: Texts) -> StaleReason | None:
    before = [comparison.shortened(MarkerSet.parse(text)) for text in locked]
    now = [comparison.shortened(MarkerSet.parse(text)) for text in asked]
    return None if before == now else StaleReason(kind, locked, asked)


def _covered(comparison: Comparison) -> MarkerSet:
    inside = _python(comparison.locked.requires_python)
    forks = comparison.lock.fork_markers
    return inside & _union(forks).without_extras() if forks else inside


def _union(texts: Texts) -> MarkerSet:
    marker = MarkerSet.FALSE
    for text in texts:
        marker = marker | MarkerSet.parse(text)
    return marker


def _python(specifiers: SpecifierSet) -> MarkerSet:
    """The Pythons between the ends of a range; holes are forgotten, as in uv."""
    python = PythonRange.of(specifiers)
    if (python.lower is not None and not python.lower_inclusive) or python.upper_inclusive:
        return MarkerSet.python_specifier(specifiers)
    return MarkerSet.python_range(python.lower, python.upper)


def _text(comparison: Comparison, marker: MarkerSet) -> Texts:
    return (str(comparison.shortened(marker)),)


def _sets(sets: tuple[frozenset[ConflictItem], ...], others: tuple[frozenset[ConflictItem], ...]) -> Texts:
    """The sets that the others lack; where only the order differs, all of them."""
    different = [one for one in sets if one not in others] or sets
    return tuple(map(_text_of, different))


def _text_of(conflict: frozenset[ConflictItem]) -> str:
    return " + ".join(sorted(map(_item, conflict)))


def _item(item: ConflictItem) -> str:
    if item.extra is not None:
        return f"{item.package}[{item.extra}]"
    return f"{item.package}:{item.group}" if item.group is not None else str(item.package)
