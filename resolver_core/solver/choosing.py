"""Choosing a version for the package the kernel decides next (uv-resolution sections 4, 6.3 to 6.5)."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.split import Split, SplitKind
from resolver_core.candidates.implied_markers import Libc, implied_marker, implied_python_low
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.candidates.version_map import Candidate, VersionMap
from resolver_core.candidates.versions import VersionSet, holds, intersection
from resolver_core.inputs.problem import ForkStrategy
from resolver_core.markers import MarkerSet
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.direct_urls import direct_candidate, member_candidate
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.forking import (
    VersionFork,
    split_on_coverage,
    split_on_marker,
    split_on_python,
    uncovered_by_local,
)
from resolver_core.solver.incompatibility import Origin, PackageId
from resolver_core.solver.kernel import Kernel
from resolver_core.solver.packages import Package, PackageKind, Packages
from resolver_core.solver.preferences import Preferences, preferred
from resolver_core.solver.request import Member
from resolver_core.solver.unavailable import UnavailableVersion, UnknownProject
from resolver_core.solver.version_metadata import KnownMetadata, VersionMetadata


@dataclass(frozen=True, slots=True)
class Forked:
    """The scope splits before a version can be chosen. The last part is solved first."""

    parts: tuple[VersionFork, ...]
    split: Split


Choice = Candidate | UnavailableVersion | UnknownProject | Forked | None
Question = tuple[NormalizedName, str | None, VersionSet]
"""A project, the URL of the index that it is pinned to, and the range."""


class Chooser:
    """Picks versions for one solve."""

    def __init__(
        self,
        catalogue: Catalogue,
        metadata: KnownMetadata,
        required: tuple[MarkerSet, ...],
        preferences: Preferences,
    ) -> None:
        self._catalogue = catalogue
        self._policy = catalogue.policy
        self._packages: Packages = catalogue.packages
        self._metadata = metadata
        self._required = required
        problem = catalogue.request.problem
        stated = (("glibc", problem.minimum_glibc), ("musl", problem.minimum_musl))
        self._oldest_libcs = tuple(Libc(kind, version) for kind, version in stated if version is not None)
        self._preferences = preferences
        self._answered_for = ""  # the fork that `_answers` are of: nothing that they rest on changes within it
        self._answers: dict[Question, Choice] = {}
        self._asked_search = False  # whether the choice rests on what the search knows by now

    def choose(self, state: ForkState, package: Package, versions: VersionSet) -> Choice:
        """The version to decide on; None where the range has none."""
        name = package.name
        if name in state.urls:
            return self._choose_direct(state, name, versions)
        if state.fixed is not None:
            return self._chosen(state, name, versions)
        answers, question = self._answers_of(state), _question(state, name, versions)
        if question in answers:
            return answers[question]
        self._asked_search = False
        answer = self._chosen(state, name, versions)
        if not self._asked_search:
            answers[question] = answer
        return answer

    def repeats_itself(self, state: ForkState, name: NormalizedName, versions: VersionSet) -> bool:
        """Whether the choice out of a range, made before, stays the same in a fork until a new source comes up."""
        return name not in state.urls and _question(state, name, versions) in self._answers_of(state)

    def _answers_of(self, state: ForkState) -> dict[Question, Choice]:
        if self._answered_for != state.id:
            self._answered_for, self._answers = state.id, {}
        return self._answers

    def _chosen(self, state: ForkState, name: NormalizedName, versions: VersionSet) -> Choice:
        maps = self._catalogue.version_maps(name, state.pinned.get(name))
        if isinstance(maps, UnknownProject):
            return maps
        if state.fixed is not None:
            return next((entry.candidate(state.fixed) for entry in maps if entry.lists(state.fixed)), None)
        candidate = self._preferred(state, name, maps, versions) or self._best(state, name, maps, versions)
        return None if candidate is None else self._checked(state, candidate, maps, versions)

    def is_preference(
        self, state: ForkState, candidate: Candidate, maps: list[VersionMap], versions: VersionSet
    ) -> bool:
        """Whether a candidate is what a lock, or a part solved before, would have chosen out of a range."""
        found = self._preferred(state, candidate.project, maps, versions)
        return found is not None and (found.version, found.index) == (candidate.version, candidate.index)

    def _preferred(
        self, state: ForkState, name: NormalizedName, maps: list[VersionMap], versions: VersionSet
    ) -> Candidate | None:
        return preferred(
            self._preferences.of(name),
            maps,
            versions,
            self._packages.axis(name),
            state.scope.meets,
            self._catalogue.prereleases(name, state.scope),
            oldest_first=self._catalogue.oldest_first(name, state.scope),
            pinned=state.pinned.get(name),
        )

    def _best(
        self, state: ForkState, name: NormalizedName, maps: list[VersionMap], versions: VersionSet
    ) -> Candidate | None:
        return self._catalogue.selection_rule(name, state.scope).best(maps, versions)

    def _checked(self, state: ForkState, candidate: Candidate, maps: list[VersionMap], versions: VersionSet) -> Choice:
        if candidate.usable.rejection is not None:
            return _without_file(candidate)
        if candidate.requires_python is not None and not state.python.contained_by(candidate.requires_python):
            return self._refused_by_python(state, candidate.project, candidate.version, candidate.requires_python)
        if state.scope.can_split and _begins_above(state, candidate):
            return UnavailableVersion(candidate.version, Rejection(RejectionReason.TAG, "abi-python-version"))
        return self._covered(state, candidate, maps, versions) or candidate

    def _refused_by_python(
        self, state: ForkState, project: NormalizedName, version: Version, requires_python: SpecifierSet
    ) -> UnavailableVersion | Forked:
        """A version for newer Pythons: split there, or pass it over (section 6.3)."""
        if self._policy.fork_strategy is ForkStrategy.REQUIRES_PYTHON:
            parts = split_on_python(requires_python, state.python, state.scope)
            if parts:
                return Forked(tuple(parts), Split(SplitKind.PYTHON, project, version, requires_python))
        return UnavailableVersion(version, Rejection(RejectionReason.REQUIRES_PYTHON, requires_python=requires_python))

    def requires_other_python(
        self, state: ForkState, project: NormalizedName, version: Version, metadata: VersionMetadata
    ) -> UnavailableVersion | Forked | None:
        """The same question once more, asked of the metadata (section 4.6)."""
        specifiers = metadata.metadata.requires_python
        if specifiers is None or state.python.contained_by(specifiers):
            return None
        return self._refused_by_python(state, project, version, specifiers)

    # -- platforms --------------------------------------------------------------------------------

    def _implied(self, candidate: Candidate) -> MarkerSet:
        return implied_marker(candidate.usable.judgements, oldest_libcs=self._oldest_libcs)

    def _covered(self, state: ForkState, candidate: Candidate, maps: list[VersionMap], versions: VersionSet) -> Choice:
        """Forks and refusals for platforms the candidate has no file for; None where there are none."""
        if not state.scope.can_split or not (self._required or candidate.version.local):
            return None
        implied = self._implied(candidate)
        if implied.is_true:
            return None
        for required in self._required:
            needed = state.scope.marker & required
            if not needed.is_false and implied.disjoint(needed) and self._is_reached(state, needed):
                parts = split_on_coverage(state.scope, required, implied & state.scope.marker)
                if not parts:
                    rejection = Rejection(RejectionReason.MISSING_PLATFORM, str(required))
                    return UnavailableVersion(candidate.version, rejection)
                return Forked(tuple(parts), Split(SplitKind.FILES, candidate.project, candidate.version))
        return None if candidate.version.local is None else self._local_fork(state, candidate, implied, maps, versions)

    def _is_reached(self, state: ForkState, required: MarkerSet) -> bool:
        self._asked_search = True
        return not reached_under(state.kernel, self._packages, state.deciding).disjoint(required)

    def _local_fork(
        self,
        state: ForkState,
        candidate: Candidate,
        implied: MarkerSet,
        maps: list[VersionMap],
        versions: VersionSet,
    ) -> Choice:
        """A local variant that covers less than its release shares the scope with it (section 6.5)."""
        base = self._release_of(state, candidate, maps, versions)
        if base is None or base.usable.rejection is not None:
            return None
        base_implied = self._implied(base)
        missing = base_implied & ~implied
        if missing.is_false or not state.scope.meets(missing):
            return None
        if not state.scope.meets(implied):
            return base
        parts = split_on_marker(state.scope, uncovered_by_local(base_implied, implied))
        if parts is None:
            return None
        forks = (VersionFork(parts[0], base.version), VersionFork(parts[1], candidate.version))
        return Forked(forks, Split(SplitKind.LOCAL_FILES, candidate.project, candidate.version))

    def _release_of(
        self, state: ForkState, candidate: Candidate, maps: list[VersionMap], versions: VersionSet
    ) -> Candidate | None:
        public = Version(candidate.version.public)
        within = intersection(versions, self._packages.axis(candidate.project).exactly(public))
        found = self._preferred(state, candidate.project, maps, within)
        return found or self._best(state, candidate.project, maps, within)

    # -- direct URLs ------------------------------------------------------------------------------

    def _choose_direct(self, state: ForkState, name: NormalizedName, versions: VersionSet) -> Choice:
        request = self._catalogue.request
        local = request.local_project(state.urls[name])
        if local is not None:
            return self._choose_local(state, local, versions)
        candidate = direct_candidate(request, name, state.urls[name])
        metadata = self._metadata.of(candidate)
        if isinstance(metadata, Rejection):
            return UnavailableVersion(candidate.version, metadata)
        if not holds(versions, self._packages.axis(name).position(candidate.version)):
            return None
        return self.requires_other_python(state, name, candidate.version, metadata) or candidate

    def _choose_local(self, state: ForkState, local: Member, versions: VersionSet) -> Choice:
        """The one version of a project in a folder; a dynamic version is not known, so it excludes nothing."""
        if not local.is_versionless and not holds(versions, self._packages.axis(local.name).position(local.version)):
            return None
        python = local.requires_python
        if python is not None and not state.python.contained_by(python):
            return UnavailableVersion(local.version, Rejection(RejectionReason.REQUIRES_PYTHON, requires_python=python))
        return member_candidate(local)


def _question(state: ForkState, name: NormalizedName, versions: VersionSet) -> Question:
    pinned = state.pinned.get(name)
    return name, None if pinned is None else pinned.url, versions


def _begins_above(state: ForkState, candidate: Candidate) -> bool:
    """Whether every wheel is for Pythons above the fork's (docs/uv-behaviour.md)."""
    return implied_python_low(candidate.usable.judgements) >= state.python.high


def _without_file(candidate: Candidate) -> UnavailableVersion:
    usable = candidate.usable
    assert usable.rejection is not None
    filename = "" if usable.decisive is None else usable.decisive.distribution.filename
    return UnavailableVersion(candidate.version, Rejection(usable.rejection, usable.detail, filename))


def reached_under(kernel: Kernel, packages: Packages, package: PackageId) -> MarkerSet:
    """Where a package is needed, as far as the dependencies known by now tell (section 6.4)."""
    open_path: set[PackageId] = set()

    def reached(number: PackageId) -> MarkerSet:
        if packages[number].kind is PackageKind.ROOT:
            return MarkerSet.TRUE
        if number in open_path:
            return MarkerSet.FALSE
        open_path.add(number)
        marker = packages[number].marker
        found = MarkerSet.FALSE
        for incompatibility in kernel.incompatibilities_of(number):
            if incompatibility.origin is Origin.DEPENDENCY and incompatibility.dependency is not None:
                dependent, dependency = incompatibility.dependency
                if dependency == number and dependent != number:
                    found = found | (marker & reached(dependent))
        open_path.discard(number)
        return found

    return reached(package)
