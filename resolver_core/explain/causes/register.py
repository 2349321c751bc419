"""All causes, in the order of decisiveness. Nothing else knows which there are.

The order is that in which they are asked about a result, a cause's own phase aside (`Phase`), and that in which they
may claim proven axes: the first that does decides the class.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain

from resolver_core.answer.resolution import Pin
from resolver_core.explain.causes.backtracking import Backtracking
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.dynamic_metadata import DynamicMetadata
from resolver_core.explain.causes.env_specific_lock import EnvSpecificLock
from resolver_core.explain.causes.exclude_newer import ExcludeNewer
from resolver_core.explain.causes.explicit_index import ExplicitIndex
from resolver_core.explain.causes.extras_groups_conflicts import ExtrasGroupsConflicts
from resolver_core.explain.causes.index_metadata_gap import IndexMetadataGap
from resolver_core.explain.causes.index_routing import IndexRouting
from resolver_core.explain.causes.invalid_metadata import InvalidMetadata
from resolver_core.explain.causes.local_version import LocalVersion
from resolver_core.explain.causes.marker_forks import MarkerForks
from resolver_core.explain.causes.name_normalisation import NameNormalisation
from resolver_core.explain.causes.no_compatible_file import NoCompatibleFile
from resolver_core.explain.causes.overrides_constraints import OverridesConstraints
from resolver_core.explain.causes.platform_range import PlatformRange
from resolver_core.explain.causes.platform_tags import PlatformTags
from resolver_core.explain.causes.preferences import Preferences
from resolver_core.explain.causes.prerelease import Prerelease
from resolver_core.explain.causes.python_range import PythonRange
from resolver_core.explain.causes.python_upper_bound import PythonUpperBound
from resolver_core.explain.causes.representative_unreachable import RepresentativeUnreachable
from resolver_core.explain.causes.requirements_conflict import RequirementsConflict
from resolver_core.explain.causes.several_differences import SeveralDifferences
from resolver_core.explain.causes.wheel_metadata_differs import WheelMetadataDiffers
from resolver_core.explain.causes.yanked import Yanked
from resolver_core.explain.lab.changes import Axis
from resolver_core.explain.lab.trials import Candidate

CAUSES: tuple[KnownCause, ...] = (
    RepresentativeUnreachable(),
    DynamicMetadata(),
    ExcludeNewer(),
    IndexMetadataGap(),
    Preferences(),
    Yanked(),
    Prerelease(),
    LocalVersion(),
    InvalidMetadata(),
    PythonUpperBound(),
    OverridesConstraints(),
    NameNormalisation(),
    EnvSpecificLock(),
    WheelMetadataDiffers(),
    ExplicitIndex(),
    ExtrasGroupsConflicts(),
    IndexRouting(),
    PlatformTags(),
    NoCompatibleFile(),
    PythonRange(),
    MarkerForks(),
    PlatformRange(),
    Backtracking(),
    RequirementsConflict(),
    SeveralDifferences(),
)
_PLACES = {cause.name: place for place, cause in enumerate(CAUSES)}

_OF_FAILURES = sorted(CAUSES, key=lambda cause: cause.phase_in_failures)
_OF_PICKS = sorted(CAUSES, key=lambda cause: cause.phase_in_picks)


def claiming(axes: Set[Axis], result: Diverging | Failing) -> Iterator[KnownCause]:
    """The causes that a proven change of axes may be, the most decisive first."""
    return (cause for cause in CAUSES if cause.claims(axes, result))


def says_more(cause_class: CauseClass, than: CauseClass) -> bool:
    """Whether one class is more decisive than another; whatever has no place among them is the least."""
    return _PLACES.get(cause_class, len(CAUSES)) < _PLACES.get(than, len(CAUSES))


def in_order(classes: Sequence[CauseClass]) -> list[CauseClass]:
    """Proven classes of a failure in their order, but for those that yield to another one of them."""
    yielding = {cause.name for cause in CAUSES if not cause.yields_to.isdisjoint(classes)}
    return sorted(classes, key=lambda name: name in yielding)


def of_divergence(diverging: Diverging) -> Iterator[Hypothesis]:
    """What the evidence of a divergence suggests, the most telling first."""
    return _all(cause.in_divergence(diverging) for cause in CAUSES)


def of_failure(failing: Failing) -> Iterator[Hypothesis]:
    """The facts that may leave a mode without an answer, the most telling first."""
    return _all(cause.in_failure(failing) for cause in _OF_FAILURES if cause.phase_in_failures is not Phase.LOOSER)


def of_looser_question(failing: Failing) -> Iterator[Hypothesis]:
    """Easier questions that the mode may have an answer to."""
    return _all(cause.in_failure(failing) for cause in _OF_FAILURES if cause.phase_in_failures is Phase.LOOSER)


def of_answer(surprising: Surprising) -> Iterator[Hypothesis]:
    """What may surprise about the answer as a whole."""
    return _all(cause.in_answer(surprising) for cause in CAUSES)


def of_picks(surprising: Surprising) -> Iterator[Hypothesis]:
    """What may surprise about one pin after the other."""
    pins: Iterable[Pin] = surprising.pins.values()
    return _all(cause.in_pick(surprising, pin) for pin in pins for cause in _OF_PICKS)


def edits(cause_class: CauseClass, diverging: Diverging) -> Iterable[Candidate]:
    """The edits that a cause offers for its divergence."""
    return chain.from_iterable(cause.edits(diverging) for cause in CAUSES if cause.name is cause_class)


def _all(suggested: Iterable[Iterable[Hypothesis]]) -> Iterator[Hypothesis]:
    return chain.from_iterable(suggested)
