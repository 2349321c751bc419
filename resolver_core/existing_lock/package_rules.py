"""The packages of a lock that can change under it, beside what they say today.

uv goes from the workspace's own projects along the lock's edges and stops at what cannot change: a package of an
index, or of a commit. So neither its files nor its requirements are looked at, nor whether it is there still.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.lock_verdict import StaleLock, StaleReason
from resolver_core.candidates.direct_files import distribution_at
from resolver_core.existing_lock.comparison import Comparison, names_apart, stated
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import IndexLocation, MetadataRead
from resolver_core.inputs.locked_inputs import NO_REQUIREMENTS, LockedPackageInputs, Requirements
from resolver_core.solver.request import Member
from resolver_core.solver.requirements import flattened, read_requirement

_OF_FOLDERS = ("virtual", "editable", "directory")


@dataclass(frozen=True, slots=True)
class _Today:
    """What a package says today. `flat` are its requirements without those on itself."""

    version: Version | None
    requires_dist: Requirements
    extras: frozenset[NormalizedName]
    groups: Mapping[NormalizedName, Requirements] = field(default_factory=dict)
    flat: Requirements = NO_REQUIREMENTS
    indexes: tuple[IndexLocation, ...] = ()  #: that its requirements name


@dataclass
class Walk:
    """One walk over a lock. `unchecked` are the projects that are not here to be compared."""

    comparison: Comparison
    unchecked: dict[NormalizedName, None] = field(default_factory=dict)
    _indexes: set[str] | None = None

    def reason(self) -> StaleReason | None:
        """The first package that is no more as the lock has it."""
        self._indexes = _configured(self.comparison)
        waiting = [package for member in self.comparison.request.members for package in self._named(member.name)]
        seen = {id(package) for package in waiting}
        while waiting:
            stopping.check()
            package = waiting.pop(0)
            found = self._changed(package)
            if found is not None:
                return found
            if package.kind in ("registry", "git"):
                continue
            for following in self._required_by(package):
                if id(following) not in seen:
                    seen.add(id(following))
                    waiting.append(following)
        return None

    def _named(self, name: NormalizedName) -> list[LockedPackageInputs]:
        return self.comparison.packages.get(name, [])

    def _required_by(self, package: LockedPackageInputs) -> Iterator[LockedPackageInputs]:
        for name, version, source, _ in package.dependencies:
            for one in self._named(name):
                if version in (None, one.version) and source in ("", one.source):
                    yield one

    def _changed(self, package: LockedPackageInputs) -> StaleReason | None:
        if package.kind == "registry":
            return self._of_other_index(package)
        if package.kind == "git":
            return None
        today = self._today(package)
        if today is not None:
            return self._apart(package, today)
        if not self.comparison.policy.assume:
            return StaleReason(StaleLock.UNVALIDATED, project=package.name, version=package.version)
        self.unchecked[package.name] = None
        return None

    def _of_other_index(self, package: LockedPackageInputs) -> StaleReason | None:
        if self._indexes is None or package.place in self._indexes:
            return None
        return StaleReason(StaleLock.INDEX, (package.place,), (), package.name, package.version)

    # -- what a package says today ------------------------------------------------------------------

    def _today(self, package: LockedPackageInputs) -> _Today | None:
        if package.kind in _OF_FOLDERS:
            members = self.comparison.request.local.values()
            found = next((member for member in members if member.name == package.name), None)
            return None if found is None else self._of_member(found)
        return self._of_url(package) if package.kind == "url" else None

    def _of_member(self, member: Member) -> _Today:
        required = [*member.requires_dist, *(item for group in member.groups.values() for item in group)]
        return _Today(
            version=None if member.is_versionless else member.version,
            requires_dist=self.comparison.of_today(member.requires_dist),
            extras=frozenset(member.extras),
            groups={name: self.comparison.of_today(group) for name, group in member.groups.items()},
            flat=self.comparison.of_today(flattened(list(member.requires_dist), member.name)),
            indexes=tuple(item.index for item in required if item.index is not None),
        )

    def _of_url(self, package: LockedPackageInputs) -> _Today | None:
        """What the file at a URL says: it is read again, since it may be another one."""
        file = distribution_at(package.name, package.place)
        answer = None if file is None else self.comparison.index.metadata(file)
        if not isinstance(answer, MetadataRead):
            return None
        metadata = answer.metadata
        requirements = self.comparison.normalised(stated(read_requirement(one)) for one in metadata.requires_dist)
        return _Today(metadata.version, requirements, frozenset(metadata.provides_extra))

    # -- beside what the lock says ------------------------------------------------------------------

    def _apart(self, package: LockedPackageInputs, today: _Today) -> StaleReason | None:
        rules = (self._version, self._extras, self._requirements, self._groups)
        reason = next((found for rule in rules if (found := rule(package, today)) is not None), None)
        if reason is None and self._indexes is not None:
            self._indexes |= {without_credentials(index.written_url) for index in today.indexes}
        return reason

    def _version(self, package: LockedPackageInputs, today: _Today) -> StaleReason | None:
        if package.version == today.version:
            return None
        is_dynamic = package.version is None or today.version is None
        kind = StaleLock.DYNAMIC if is_dynamic else StaleLock.VERSION
        before, now = (() if version is None else (str(version),) for version in (package.version, today.version))
        return StaleReason(kind, before, now, package.name)

    def _extras(self, package: LockedPackageInputs, today: _Today) -> StaleReason | None:
        """Locks before revision 1 do not list extras."""
        if self.comparison.locked.revision < 1:
            return None
        return names_apart(StaleLock.PACKAGE_EXTRAS, package.provides_extras, today.extras, package.name)

    def _requirements(self, package: LockedPackageInputs, today: _Today) -> StaleReason | None:
        locked = self.comparison.normalised(package.requires_dist)
        if package.version is None and locked == today.flat:
            return None
        kind = StaleLock.PACKAGE_REQUIREMENTS
        return self.comparison.difference(kind, locked, today.requires_dist, package.name, package.version)

    def _groups(self, package: LockedPackageInputs, today: _Today) -> StaleReason | None:
        """An empty group is a group, except in locks before revision 1."""
        counted = [
            {name: group for name, group in groups.items() if group or self.comparison.locked.revision >= 1}
            for groups in (package.groups, today.groups)
        ]
        before, now = counted
        apart = names_apart(StaleLock.PACKAGE_GROUPS, frozenset(before), frozenset(now), package.name)
        if apart is not None:
            return apart
        kind = StaleLock.PACKAGE_GROUPS
        reasons = (self.comparison.difference(kind, before[name], now[name], package.name) for name in sorted(before))
        return next(filter(None, reasons), None)


def _configured(comparison: Comparison) -> set[str] | None:
    """The addresses of all indexes; None where none is configured at all, for then any will do.

    A slash at the end counts where the project writes it; of the others only the address is known.
    """
    policy, routing = comparison.policy, comparison.request.routing
    if not policy.indexes and not policy.settings.no_index:
        return None
    indexes = [index for index in policy.indexes if index in routing.find_links or not routing.no_index]
    named = [item.index for item in comparison.request.roots if item.index is not None]
    found = {without_credentials(index.written_url) for index in (*indexes, *named)}
    others = [index.url for index in indexes if index not in comparison.problem.indexes]
    if not any(index.default for index in indexes) and not routing.no_index:
        others.append(policy.default_index)
    return found | {f"{without_credentials(url).rstrip('/')}{end}" for url in others for end in ("", "/")}
