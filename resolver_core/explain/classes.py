"""From proven axes and what they touched to a cause class."""

from __future__ import annotations

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.answer.comparison import Row
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.explain.explanation import CauseClass
from resolver_core.explain.lab.changes import Axis
from resolver_core.index.records import Distribution
from resolver_core.inputs.problem import Problem
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagMismatch, TagRanks, platform_family


def class_of(
    axes: tuple[Axis, ...], row: Row, target: Environment, problem: Problem, universal: Resolution
) -> CauseClass:
    """The class of a proven set of axes; the most telling axis decides."""
    chosen = set(axes)
    if Axis.PREFERENCES in chosen:
        return CauseClass.PREFERENCES
    if Axis.METADATA_RULE in chosen:
        return CauseClass.WHEEL_METADATA_DIFFERS
    if Axis.ROOTS in chosen:
        return CauseClass.EXTRAS_GROUPS_CONFLICTS
    if Axis.INDEX_ROUTING in chosen:
        return CauseClass.INDEX_ROUTING
    if Axis.FILE_RULE in chosen:
        return _file_class(row, target)
    if Axis.PYTHON in chosen:
        return CauseClass.PYTHON_RANGE
    if chosen & {Axis.ENVIRONMENTS, Axis.MARKER_READING}:
        return _scope_class(row.project, problem, universal)
    if Axis.REQUIREMENT_ORDER in chosen:
        return CauseClass.BACKTRACKING
    return CauseClass.NOT_PROVEN


def _file_class(row: Row, target: Environment) -> CauseClass:
    """A newer glibc or macOS than the target's is platform-tags; no file at all for it is no-compatible-file."""
    pin = row.universal or row.single
    return CauseClass.PLATFORM_TAGS if pin is not None and near_misses(pin, target) else CauseClass.NO_COMPATIBLE_FILE


def near_misses(pin: Pin, target: Environment) -> list[Distribution]:
    """Wheels that miss the target by the age of its platform alone: same Python, same kind, same machine."""
    ranks = TagRanks(target.tags)
    families = {platform_family(tag.platform) for tag in target.tags if tag.platform != "any"}
    return [
        file
        for file in pin.distributions
        if file.is_wheel
        and ranks.judge(file.tags) is TagMismatch.PLATFORM
        and any(platform_family(tag.platform) in families for tag in file.tags)
    ]


def _scope_class(project: NormalizedName, problem: Problem, universal: Resolution) -> CauseClass:
    """One parent with several markers on a name is marker-forks; else a platform holds a version back."""
    lists = [[line.requirement for line in problem.dependencies]]
    lists += [list(pin.metadata.requires_dist) for pin in universal.pins if pin.metadata is not None]
    for requirements in lists:
        markers = {str(each.marker or "") for each in requirements if canonicalize_name(each.name) == project}
        if len(markers) > 1:
            return CauseClass.MARKER_FORKS
    return CauseClass.PLATFORM_RANGE
