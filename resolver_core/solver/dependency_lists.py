"""From a version that was chosen to its dependency list, divided among the parts of its fork's scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.caution import NoSuchExtra, UnknownVersion
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.candidates.versions import EMPTY
from resolver_core.policy import RequirementOrder
from resolver_core.solver.choosing import Forked
from resolver_core.solver.dependencies import Dependency, DependencyReader, Parent, forced
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.forking import DependencyFork, fork_dependencies, fork_on_conflicts
from resolver_core.solver.packages import Package, PackageKind, behind
from resolver_core.solver.request import Member
from resolver_core.solver.requirements import LoweredRequirement
from resolver_core.solver.search_context import SearchContext
from resolver_core.solver.unavailable import UnavailableVersion
from resolver_core.solver.version_metadata import VersionMetadata


class DependencyLists:
    """Reads the dependency lists of one fork (uv-resolution sections 5.2 and 6.1)."""

    def __init__(self, state: ForkState, context: SearchContext) -> None:
        self._state = state
        self._context = context

    def parts_of(self, package: Package, version: Version) -> tuple[DependencyFork, ...] | UnavailableVersion | Forked:
        """The list of a version in each part that it divides the scope into; one part means no fork.

        Or why the version is passed over, or where its Requires-Python splits the scope. Raises SolveFailed.
        """
        state, conflicts = self._state, self._context.request.conflicts
        if package.is_proxy:
            return (DependencyFork(state.scope, tuple(forced(package, version, behind(package)))),)
        listed = self._listed(package, version)
        if not isinstance(listed, list):
            return listed
        for entry in listed:
            if entry.allowed(self._context.packages) == EMPTY:
                wanted = f"{entry.package}{entry.requirement.specifier}"
                impossible = Rejection(RejectionReason.IMPOSSIBLE_REQUIREMENT, requirements=(wanted,))
                return UnavailableVersion(version, impossible)
        if self._context.policy.requirement_order is RequirementOrder.BY_NAME:
            listed.sort(key=lambda entry: entry.package.name)
        if not state.scope.can_split:
            return fork_on_conflicts(listed, state.scope, conflicts).forks
        forks = fork_dependencies(listed, state.scope, state.python, conflicts).forks
        return forks or (DependencyFork(state.scope),)

    def _listed(self, package: Package, version: Version) -> list[Dependency] | UnavailableVersion | Forked:
        state, request = self._state, self._context.request
        reader = DependencyReader(request, state.scope, state.python, self._context.by_extra)
        if package.kind is PackageKind.ROOT:
            return reader.dependencies(Parent(), request.roots)
        parent = Parent(package.name, version, package.extra, package.group)
        if not self._context.policy.with_dependencies:
            return []
        local = request.local_project(state.urls.get(package.name))
        if local is not None:
            self._warn_of_missing_extra(package, local.extras, None, local.folder)
            return reader.dependencies(parent, _member_requirements(local, package))
        metadata = self._metadata(package, version)
        if isinstance(metadata, UnavailableVersion):
            return metadata
        refused = self._context.chooser.requires_other_python(state, package.name, version, metadata)
        if refused is not None:
            return refused
        self._warn_of_missing_extra(package, metadata.metadata.provides_extra, version)
        listed = reader.dependencies(parent, metadata.requirements)
        self._warn_of_unknown_versions(package.name, version, listed)
        return listed

    def _warn_of_unknown_versions(
        self, required_by: NormalizedName, version: Version, listed: Iterable[Dependency]
    ) -> None:
        for entry in listed:
            name, specifier = entry.package.name, str(entry.requirement.specifier)
            if entry.is_unversioned and specifier and self._context.request.is_beside(name):
                self._context.cautions[UnknownVersion(name, specifier, required_by, version)] = None

    def _warn_of_missing_extra(
        self, package: Package, provided: Collection[NormalizedName], version: Version | None, folder: str = ""
    ) -> None:
        if package.extra is not None and package.extra not in provided:
            self._context.cautions[NoSuchExtra(package.name, version, package.extra, folder)] = None

    def _metadata(self, package: Package, version: Version) -> VersionMetadata | UnavailableVersion:
        known = self._context.metadata
        before = known.count
        metadata = known.of(self._state.chosen[package.name, version])
        if isinstance(metadata, Rejection):
            return UnavailableVersion(version, metadata)
        if known.count > before:
            self._context.trace.metadata_read(self._state, package.name, version, metadata.read.provenance)
        return metadata


def _member_requirements(member: Member, package: Package) -> tuple[LoweredRequirement, ...]:
    return member.requires_dist if package.group is None else member.groups.get(package.group, ())
