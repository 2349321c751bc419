"""What is required beside the packages' own metadata: members, lists of `[tool.uv]`, supplied metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.lock_verdict import StaleLock, StaleReason
from resolver_core.existing_lock.comparison import Comparison, names_apart, stated
from resolver_core.inputs.locked_inputs import NO_REQUIREMENTS, Requirements, StatedOverride
from resolver_core.inputs.problem import LocalKind, Problem, ScopedExclude, SuppliedMetadata
from resolver_core.inputs.stated_requirement import INDEX, StatedRequirement
from resolver_core.solver.requirements import read_requirement

_USUAL = frozenset(["dev"])
"""The groups that are installed by default where nothing is said."""


def members(comparison: Comparison) -> StaleReason | None:
    """Whether the projects of the workspace are others; one project alone is no workspace."""
    present = frozenset(member.name for member in comparison.request.members)
    is_alone = len(present) == 1 and comparison.problem.name is not None and not comparison.problem.members
    asked = frozenset() if is_alone else present
    return names_apart(StaleLock.MEMBERS, comparison.locked.manifest.members, asked)


def default_groups(comparison: Comparison) -> StaleReason | None:
    """Whether other groups are installed by default; locks before revision 5 do not say."""
    if comparison.locked.revision < 5:
        return None
    manifest, projects = comparison.locked.manifest, comparison.projects
    for member in comparison.request.members:
        locked = comparison.only(member.name)
        before = None if locked is None else locked.default_groups
        reason = _default_groups_apart(before, projects[member.name], member.name)
        if reason is not None:
            return reason
    root = comparison.nameless
    return None if root is None else _default_groups_apart(manifest.default_groups, root, None)


def group_python(comparison: Comparison) -> StaleReason | None:
    """Whether a group has another requires-python of its own; locks before revision 5 do not say."""
    if comparison.locked.revision < 5:
        return None
    for member in comparison.request.members:
        locked = comparison.only(member.name)
        before = {} if locked is None else locked.group_python
        now = comparison.projects[member.name].group_requires_python
        if before != now:
            return StaleReason(StaleLock.GROUP_PYTHON, _pythons(before), _pythons(now), member.name)
    return None


def kinds_of_members(comparison: Comparison) -> StaleReason | None:
    """Whether a project is built now and was not before, or installed in another way."""
    for member in comparison.request.members:
        locked = comparison.only(member.name)
        before, now = "" if locked is None else locked.kind, member.source.partition(":")[0]
        for kind, local in ((StaleLock.VIRTUAL, LocalKind.VIRTUAL), (StaleLock.EDITABLE, LocalKind.EDITABLE)):
            if locked is None or (before == local) != (now == local):
                return StaleReason(kind, (before,) if before else (), (now,), member.name)
    return None


def requirements(comparison: Comparison) -> StaleReason | None:
    """Whether a script requires something else."""
    asked = () if comparison.request.members else comparison.request.roots
    locked = comparison.locked.manifest.requirements
    return comparison.difference(StaleLock.REQUIREMENTS, locked, comparison.of_today(asked))


def constraints(comparison: Comparison) -> StaleReason | None:
    """Whether `constraint-dependencies` are others."""
    locked = comparison.normalised(comparison.locked.manifest.constraints)
    asked = comparison.of_today(comparison.lists.constraints)
    effective = [frozenset(one for one in each if _is_effective(one)) for each in (locked, asked)]
    return comparison.difference(StaleLock.CONSTRAINTS, effective[0], _of_concern(comparison, *effective))


def overrides(comparison: Comparison) -> StaleReason | None:
    """Whether `override-dependencies` are others, in general or for one package."""
    manifest = comparison.locked.manifest
    locked = comparison.normalised(manifest.overrides)
    asked = _of_concern(comparison, locked, comparison.of_today(comparison.lists.overrides))
    general = comparison.difference(StaleLock.OVERRIDES, locked, asked)
    if general is not None:
        return general
    before = {_normalised(comparison, override) for override in manifest.scoped_overrides}
    now = {
        _normalised(comparison, StatedOverride(one.package, one.version, _stated(one.dependencies)))
        for one in comparison.problem.scoped_overrides
    }
    now = {one for one in now if one in before or comparison.concerns(one.package)}
    if before == now:
        return None
    return StaleReason(StaleLock.OVERRIDES, _overrides(before - now), _overrides(now - before))


def excludes(comparison: Comparison) -> StaleReason | None:
    """Whether `exclude-dependencies` are others."""
    manifest, problem = comparison.locked.manifest, comparison.problem
    before = {**_plain(manifest.excludes), **_scoped(manifest.scoped_excludes)}
    after = {**_plain(problem.excludes), **_scoped(problem.scoped_excludes)}
    now = {text: name for text, name in after.items() if text in before or comparison.concerns(name)}
    if before == now:
        return None
    return StaleReason(
        StaleLock.EXCLUDES, tuple(sorted(before.keys() - now.keys())), tuple(sorted(now.keys() - before.keys()))
    )


def build_constraints(comparison: Comparison) -> StaleReason | None:
    """Whether `build-constraint-dependencies` are others."""
    asked = comparison.of_today(comparison.lists.build_constraints)
    return comparison.difference(StaleLock.BUILD_CONSTRAINTS, comparison.locked.manifest.build_constraints, asked)


def groups(comparison: Comparison) -> StaleReason | None:
    """Whether the groups of a root that is no project are others; empty ones do not count."""
    manifest = comparison.locked.manifest
    asked = {name: comparison.of_today(group) for name, group in comparison.request.groups_of_root.items()}
    for name in sorted({*manifest.dependency_groups, *asked}):
        before = manifest.dependency_groups.get(name, NO_REQUIREMENTS)
        reason = comparison.difference(StaleLock.GROUPS, before, asked.get(name, NO_REQUIREMENTS), name)
        if reason is not None:
            return reason
    return None


def dependency_metadata(comparison: Comparison) -> StaleReason | None:
    """Whether the metadata that `dependency-metadata` supplies are others."""
    before = set(map(_supplied, comparison.locked.manifest.dependency_metadata))
    asked = set(map(_supplied, comparison.problem.dependency_metadata))
    now = {entry for entry in asked if entry in before or comparison.concerns(entry[0])}
    if before == now:
        return None
    named = {name for name, *_ in before ^ now}
    return StaleReason(StaleLock.DEPENDENCY_METADATA, _named(before - now), _named(now - before), min(named))


def _normalised(comparison: Comparison, override: StatedOverride) -> StatedOverride:
    dependencies = comparison.normalised(override.dependencies)
    return StatedOverride(override.package, override.version, dependencies)


def _stated(dependencies: Iterable[Requirement]) -> Requirements:
    return frozenset(stated(read_requirement(item)) for item in dependencies)


def _overrides(overrides: set[StatedOverride]) -> tuple[str, ...]:
    texts = (f"{_of(one.package, one.version)}: {', '.join(sorted(map(str, one.dependencies)))}" for one in overrides)
    return tuple(sorted(texts))


def _is_effective(requirement: StatedRequirement) -> bool:
    """Whether a constraint says anything of versions; uv forgets the others (measured)."""
    return bool(requirement.specifier) or requirement.source.partition(" ")[0] not in ("", INDEX)


def _of_concern(comparison: Comparison, locked: Requirements, asked: Requirements) -> Requirements:
    """What is asked without what is new and about no package of the lock, which changes nothing of it."""
    return frozenset(one for one in asked if one in locked or comparison.concerns(one.name))


def _plain(names: Iterable[NormalizedName]) -> dict[str, NormalizedName]:
    return {str(name): name for name in names}


def _scoped(entries: Iterable[ScopedExclude]) -> dict[str, NormalizedName]:
    return {f"{_of(one.package, one.version)}: {', '.join(sorted(one.dependencies))}": one.package for one in entries}


def _default_groups_apart(
    locked: frozenset[str] | None, project: Problem, name: NormalizedName | None
) -> StaleReason | None:
    stated = project.stated_default_groups
    before, now = locked, None if stated is None else frozenset(stated)
    before, now = (_USUAL if groups is None else groups for groups in (before, now))
    if before == now:
        return None
    return StaleReason(StaleLock.DEFAULT_GROUPS, tuple(sorted(before)), tuple(sorted(now)), name)


def _pythons(ranges: Mapping[NormalizedName, SpecifierSet]) -> tuple[str, ...]:
    return tuple(f"{name}: {python}" for name, python in sorted(ranges.items()))


def _of(package: NormalizedName, version: object) -> str:
    return str(package) if version is None else f"{package} {version}"


Supplied = tuple[NormalizedName, Version | None, tuple[StatedRequirement, ...], SpecifierSet | None, tuple[str, ...]]


def _supplied(entry: SuppliedMetadata) -> Supplied:
    """The order of the requirements counts (measured)."""
    requirements = tuple(stated(read_requirement(item)) for item in entry.requires_dist)
    return entry.name, entry.version, requirements, entry.requires_python, entry.provides_extra


def _named(entries: set[Supplied]) -> tuple[str, ...]:
    return tuple(sorted(_of(name, version) for name, version, *_ in entries))
