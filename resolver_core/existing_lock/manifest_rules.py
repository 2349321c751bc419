"""What is required beside the packages' own metadata: members, lists of `[tool.uv]`, supplied metadata."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.answer.lock_verdict import StaleLock, StaleReason
from resolver_core.existing_lock.comparison import Comparison, names_apart, stated
from resolver_core.inputs.locked_inputs import NO_REQUIREMENTS, Requirements, StatedOverride
from resolver_core.inputs.problem import LocalKind, ScopedExclude, SuppliedMetadata
from resolver_core.solver.requirements import read_requirement


def members(comparison: Comparison) -> StaleReason | None:
    """Whether the projects of the workspace are others; one project alone is no workspace."""
    present = frozenset(member.name for member in comparison.request.members)
    is_alone = len(present) == 1 and comparison.problem.name is not None and not comparison.problem.members
    asked = frozenset() if is_alone else present
    return names_apart(StaleLock.MEMBERS, comparison.locked.manifest.members, asked)


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
    asked = comparison.of_today(comparison.lists.constraints)
    return comparison.difference(StaleLock.CONSTRAINTS, comparison.locked.manifest.constraints, asked)


def overrides(comparison: Comparison) -> StaleReason | None:
    """Whether `override-dependencies` are others, in general or for one package."""
    manifest = comparison.locked.manifest
    asked = comparison.of_today(comparison.lists.overrides)
    general = comparison.difference(StaleLock.OVERRIDES, manifest.overrides, asked)
    if general is not None:
        return general
    before = {_normalised(comparison, override) for override in manifest.scoped_overrides}
    now = {
        _normalised(comparison, StatedOverride(one.package, one.version, _stated(one.dependencies)))
        for one in comparison.problem.scoped_overrides
    }
    if before == now:
        return None
    return StaleReason(StaleLock.OVERRIDES, _overrides(before - now), _overrides(now - before))


def excludes(comparison: Comparison) -> StaleReason | None:
    """Whether `exclude-dependencies` are others."""
    manifest, problem = comparison.locked.manifest, comparison.problem
    before = {*map(str, manifest.excludes), *map(_scoped, manifest.scoped_excludes)}
    now = {*map(str, problem.excludes), *map(_scoped, problem.scoped_excludes)}
    if before == now:
        return None
    return StaleReason(StaleLock.EXCLUDES, tuple(sorted(before - now)), tuple(sorted(now - before)))


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
    now = set(map(_supplied, comparison.problem.dependency_metadata))
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


def _scoped(one: ScopedExclude) -> str:
    return f"{_of(one.package, one.version)}: {', '.join(sorted(one.dependencies))}"


def _of(package: NormalizedName, version: object) -> str:
    return str(package) if version is None else f"{package} {version}"


Supplied = tuple[NormalizedName, str, tuple[str, ...], str, tuple[str, ...]]


def _supplied(entry: SuppliedMetadata) -> Supplied:
    """The order of the requirements counts (measured)."""
    version = "" if entry.version is None else str(entry.version)
    requirements = tuple(str(stated(read_requirement(item))) for item in entry.requires_dist)
    python = "" if entry.requires_python is None else str(entry.requires_python)
    return entry.name, version, requirements, python, entry.provides_extra


def _named(entries: set[Supplied]) -> tuple[str, ...]:
    return tuple(f"{name} {version}".strip() for name, version, *_ in sorted(entries))
