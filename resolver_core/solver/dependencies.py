"""From a version's metadata to the dependency list the kernel gets (uv-resolution sections 1.4, 5.1, 5.2)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.versions import FULL, VersionSet
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.by_extra import Declared, RequirementsByExtra
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.overriding import is_excluded, scoped_overrides
from resolver_core.solver.packages import Package, Packages, requested
from resolver_core.solver.request import Request
from resolver_core.solver.requirements import LoweredRequirement


@dataclass(frozen=True, slots=True)
class Dependency:
    """One entry of a dependency list: a package to decide, and the requirement that asks for it.

    `exactly` is set for what a proxy forces; the requirement's specifier is not used then.
    """

    package: Package
    requirement: LoweredRequirement
    exactly: Version | None = None
    is_unversioned: bool = False  #: nobody knows the version of its project (`Request.unversioned`)

    def allowed(self, packages: Packages) -> VersionSet:
        """The versions of its project that it allows; a direct URL and an unknown version stand for all."""
        axis = packages.axis(self.package.name)
        if self.exactly is not None:
            return axis.exactly(self.exactly)
        if self.requirement.url is not None or self.is_unversioned:
            return FULL
        return axis.specifier_set(self.requirement.specifier)

    @property
    def conflict_item(self) -> ConflictItem | None:
        """What this asks for (an extra, a group or the project itself) as a possible member of a declared conflict."""
        package = self.package
        return ConflictItem(package.name, package.extra, package.group) if package.name else None


@dataclass(frozen=True, slots=True)
class Parent:
    """Whose requirements are read: `name` None is the root."""

    name: NormalizedName | None = None
    version: Version | None = None
    extra: NormalizedName | None = None
    group: NormalizedName | None = None


class DependencyReader:
    """Reads dependency lists under one request, one scope and one Python target."""

    def __init__(
        self, request: Request, scope: Scope, python: PythonRange, by_extra: RequirementsByExtra | None = None
    ) -> None:
        self._request = request
        self._by_extra = by_extra or RequirementsByExtra()
        self._scope = scope
        text = python.marker_text()
        self._python_marker = MarkerSet.parse(text)

    def dependencies(self, parent: Parent, requirements: Declared) -> list[Dependency]:
        """The list of one version (or one extra or group of it), in declared order."""
        kept = [item for item in self._flattened(parent, requirements) if not self._is_excluded(parent, item.name)]
        return [dependency for item in kept for dependency in self._requested(item)]

    def _requested(self, item: LoweredRequirement) -> Iterator[Dependency]:
        marker = item.marker.without_extras()
        wanted: list[tuple[NormalizedName | None, NormalizedName | None]]
        if item.extras:
            wanted = [(extra, None) for extra in item.extras]
        elif item.groups:
            wanted = [(None, group) for group in item.groups]
        else:
            wanted = [(None, None)]
        if any(self._may_conflict(ConflictItem(item.name, *pair)) for pair in wanted if pair != (None, None)):
            wanted.insert(0, (None, None))  # so that the fork without any of them still meets the project
        is_unversioned = item.name in self._request.unversioned
        for extra, group in wanted:
            package = requested(item.name, extra, group, marker)
            yield Dependency(package, item, is_unversioned=is_unversioned)

    def _may_conflict(self, item: ConflictItem) -> bool:
        return any(item in conflict for conflict in self._request.conflicts)

    # -- extras that name the project itself ------------------------------------------------------

    def _flattened(self, parent: Parent, declared: Declared) -> list[LoweredRequirement]:
        """The requirements with self-references (`project[all]` in an extra of project) put in place."""
        found = list(self._of_extra(parent, declared, parent.extra))
        if parent.group is None:
            found += self._reached_by_self_extras(parent, declared, found)
        kept: list[LoweredRequirement] = []
        constrained: list[LoweredRequirement] = []
        for item in found:
            if not (item.name == parent.name and item.extras and parent.group is None):
                kept.append(item)
            elif item.specifier:
                constrained.append(item)
        return kept + [
            LoweredRequirement(
                item.name, specifier=item.specifier, marker=item.marker, line=item.line, is_supposed=item.is_supposed
            )
            for item in constrained
        ]

    def _reached_by_self_extras(
        self, parent: Parent, declared: Declared, found: list[LoweredRequirement]
    ) -> list[LoweredRequirement]:
        queue = deque(
            (extra, item.marker.without_extras()) for item in found if item.name == parent.name for extra in item.extras
        )
        seen: set[tuple[NormalizedName, MarkerSet]] = set()
        reached: list[LoweredRequirement] = []
        while queue:
            extra, marker = queue.popleft()
            if (extra, marker) in seen:
                continue
            seen.add((extra, marker))
            for item in self._of_extra(parent, declared, extra):
                under = item.under(marker & item.marker.assume_extras([extra]))
                if item.name == parent.name:
                    queue.extend((other, under.marker) for other in item.extras)
                    reached += [under] if item.specifier else []
                else:
                    reached.append(under)
        return reached

    # -- overrides, applicability, constraints ------------------------------------------------------

    def _of_extra(
        self, parent: Parent, declared: Declared, extra: NormalizedName | None
    ) -> Iterator[LoweredRequirement]:
        for item in self._read_for(parent, declared, extra):
            stopping.check()
            if self._applies(item, extra):
                yield item
                yield from self._constraints(item, extra)

    def _read_for(
        self, parent: Parent, declared: Declared, extra: NormalizedName | None
    ) -> Iterable[LoweredRequirement]:
        """What may apply: everything, or for an extra what rests on it (`_applies` says no to all else)."""
        if extra is None:
            return self._overridden(parent, declared)
        of = (parent.name, parent.version, parent.extra is not None or parent.group is not None)
        return self._by_extra.resting_on(extra, declared, of, lambda: self._overridden(parent, declared))

    def _overridden(self, parent: Parent, declared: Declared) -> Iterator[LoweredRequirement]:
        scoped = scoped_overrides(self._request.problem, parent.name, parent.version)
        used: set[NormalizedName] = set()
        for item in declared:
            replacements = scoped.get(item.name) or self._request.overrides.get(item.name)
            if replacements is None:
                yield item
                continue
            used.add(item.name)
            condition = _extra_condition(item.marker)
            for replacement in replacements:
                yield replacement.under(replacement.marker & condition)
        for name, additions in scoped.items():
            if name not in used and parent.extra is None and parent.group is None:
                yield from additions

    def _is_excluded(self, parent: Parent, name: NormalizedName) -> bool:
        if parent.name is None and self._request.members:
            return False
        return is_excluded(self._request.problem, parent.name, parent.version, name)

    def _applies(self, item: LoweredRequirement, extra: NormalizedName | None) -> bool:
        if extra is None:
            if not self._scope.admits(item.marker, ()):
                return False
        elif self._scope.admits(item.marker, ()) or not self._scope.admits(item.marker, (extra,)):
            return False  # an extra adds only what does not hold without it
        elif not self._scope.allows(ConflictItem(item.name, extra=extra)):
            return False
        return not self._python_marker.disjoint(item.marker) and self._scope.meets(item.marker)

    def _constraints(self, item: LoweredRequirement, extra: NormalizedName | None) -> Iterator[LoweredRequirement]:
        for constraint in self._request.constraints.get(item.name, ()):
            marker = constraint.marker & item.marker
            if marker.is_false or self._python_marker.disjoint(marker) or not self._scope.meets(marker):
                continue
            if self._scope.admits(marker, () if extra is None else (extra,)):
                yield constraint.under(marker)


def _extra_condition(marker: MarkerSet) -> MarkerSet:
    """The `extra == 'x'` that a marker rests on, TRUE where there is none."""
    for extra in sorted(marker.extras()):
        condition = MarkerSet.extra(extra)
        if marker.implies(condition):
            return condition
    return MarkerSet.TRUE


def forced(package: Package, version: Version, members: list[Package]) -> list[Dependency]:
    """What a proxy requires: the same version of every package behind it."""
    requirement = LoweredRequirement(package.name, marker=package.marker)
    return [Dependency(member, requirement, exactly=version) for member in members]
