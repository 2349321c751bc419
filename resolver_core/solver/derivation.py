"""Why there is no solution: the kernel's learned facts as a proof, from the user's own lines down.

The proof tree is the kernel's (`Premise.causes`); the summary is its facts once each, in an order a
person can follow. Facts are values: their words are in `explain.wording.conflicts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.proof import (
    Clashing,
    Concluded,
    Conflict,
    Fact,
    ListedVersions,
    NotFound,
    NoVersion,
    Premise,
    Requires,
    RequiresPython,
    SkippedListing,
    SomeVersions,
    Subject,
    Unsatisfiable,
    Unusable,
    UserRequires,
    Wanted,
)
from resolver_core.candidates.versions import EMPTY, FULL, VersionSet, holds
from resolver_core.index.formats.filenames import stated_version
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import PageProblemKind
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId
from resolver_core.solver.packages import Package, PackageKind, Packages
from resolver_core.solver.unavailable import SolveFailed, UnavailableVersion, UnknownProject

MOST_NAMED = 3
"""So many versions are named one by one."""

SUBJECTS = {PackageKind.ROOT: Subject.REQUEST, PackageKind.PYTHON: Subject.PYTHON}

NOT_TOLD = Premise(None)


def explain(number: int, state: ForkState, packages: Packages, catalogue: Catalogue) -> Conflict:
    """The proof that ends at a terminal incompatibility of a fork's kernel."""
    reader = FactReader(state, packages, catalogue)
    proof = reader.premise(number)
    facts = list(dict.fromkeys(leaves(proof)))
    named = dict.fromkeys(name for fact in facts for name in fact.projects)
    told = (step.fact for step in _in_reading_order(facts))
    return Conflict(
        fork_id=state.id,
        fork_marker="" if state.scope.point is not None else str(state.scope.marker),
        proof=proof,
        summary=(*(fact for fact in told if fact is not None), Unsatisfiable()),
        projects=tuple(named),
    )


def leaves(premise: Premise) -> Iterator[Premise]:
    """The facts that a proof rests on, in order."""
    waiting, seen = [premise], set()
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        waiting.extend(reversed(current.causes))
        if not current.causes and current.fact is not None:
            yield current


def _in_reading_order(facts: list[Premise]) -> list[Premise]:
    """The user's lines first, then what they bring in, each after something that names one of its projects."""
    waiting = sorted(facts, key=lambda fact: not fact.lines and not _is_supposed(fact))
    told: list[Premise] = []
    known: set[str] = set()
    while waiting:
        stopping.check()
        following = next(
            (
                fact
                for fact in waiting
                if fact.lines or _is_supposed(fact) or (fact.projects[:1] and fact.projects[0] in known)
            ),
            waiting[0],
        )
        waiting.remove(following)
        told.append(following)
        known.update(following.projects)
    return told


def _is_supposed(step: Premise) -> bool:
    return isinstance(step.fact, UserRequires) and step.fact.is_supposed


@dataclass
class FactReader:
    """Reads what a fork's kernel has learned. What was read once is kept."""

    state: ForkState
    packages: Packages
    catalogue: Catalogue
    _made_of: dict[int, Premise] = field(default_factory=dict)
    _known_of: dict[NormalizedName, list[Version]] = field(default_factory=dict)

    def premise(self, number: int) -> Premise:
        """The proof tree of an incompatibility; steps between the packages of one project are left out."""
        made = self._made_of
        waiting = [number]
        while waiting:
            current = waiting[-1]
            if current in made:
                waiting.pop()
                continue
            incompatibility = self.state.kernel.store[current]
            missing = [cause for cause in incompatibility.causes or () if cause not in made]
            if missing:
                waiting += missing
                continue
            made[current] = self._made(incompatibility, [made[cause] for cause in incompatibility.causes or ()])
            waiting.pop()
        return made[number]

    def _made(self, incompatibility: Incompatibility, causes: list[Premise]) -> Premise:
        if incompatibility.origin is not Origin.DERIVED:
            return self._fact(incompatibility)
        told = [cause for cause in causes if cause.fact is not None]
        if len(told) == 1:
            return told[0]
        names = dict.fromkeys(name for number in incompatibility.terms if (name := self.packages[number].name))
        lines = tuple(sorted({line for cause in told for line in cause.lines}))
        fact: Fact = Unsatisfiable()
        if names:
            parts = tuple(self._clashing(incompatibility, number) for number in incompatibility.terms)
            fact = Concluded(parts, is_of_several=len(names) > 1)
        return Premise(fact, tuple(names), lines, tuple(told))

    def _clashing(self, incompatibility: Incompatibility, number: PackageId) -> Clashing:
        term, package = incompatibility.terms[number], self.packages[number]
        subject = SUBJECTS.get(package.kind)
        if subject is not None:
            return Clashing(subject)
        return Clashing(self._some(package, term.versions), excluded=not term.positive)

    # -- facts --------------------------------------------------------------------------------------

    def _fact(self, incompatibility: Incompatibility) -> Premise:
        if incompatibility.origin is Origin.DEPENDENCY:
            return self._dependency(incompatibility)
        numbers = list(incompatibility.terms)
        package = self.packages[numbers[0]]
        if incompatibility.origin is Origin.NO_VERSIONS:
            return self._no_version(package, incompatibility.terms[numbers[0]].versions)
        if incompatibility.origin is Origin.UNAVAILABLE:
            return _unavailable(package, incompatibility.reason)
        return NOT_TOLD

    def _no_version(self, package: Package, versions: VersionSet) -> Premise:
        if package.kind is PackageKind.PYTHON:
            return NOT_TOLD
        if versions == FULL:
            none = NoVersion(package.name, is_every=True)
        else:
            specifier = self.packages.axis(package.name).specifier_text(versions) or ""
            none = NoVersion(package.name, specifier, skipped=self._skipped(package.name, versions))
        pinned = self.state.pinned.get(package.name)
        if pinned is not None:
            none = replace(none, index_url=without_credentials(pinned.url))
        return Premise(none, (package.name,))

    def _skipped(self, name: NormalizedName, versions: VersionSet) -> tuple[SkippedListing, ...]:
        """The files of such versions that nobody can use."""
        axis = self.packages.axis(name)
        return tuple(
            SkippedListing(file.filename, file.reason)
            for file in self.catalogue.skipped.get(name, ())
            if (version := stated_version(file.filename)) is not None and holds(versions, axis.position(version))
        )

    def _dependency(self, incompatibility: Incompatibility) -> Premise:
        assert incompatibility.dependency is not None
        dependent, dependency = (self.packages[number] for number in incompatibility.dependency)
        if dependency.kind is PackageKind.PYTHON:
            return self._requires_python(dependent, incompatibility)
        if dependent.name == dependency.name:
            return NOT_TOLD
        term = incompatibility.terms.get(incompatibility.dependency[1])
        allowed = term.versions if term else EMPTY
        if dependent.kind is PackageKind.ROOT or self.catalogue.request.is_member(dependent.name):
            return self._users_own(dependent, dependency, allowed)
        some = self._some(dependent, incompatibility.terms[incompatibility.dependency[0]].versions)
        return Premise(Requires(some, self._wanted(dependency, allowed)), (dependent.name, dependency.name))

    def requirement(self, incompatibility: Incompatibility) -> Wanted | None:
        """What a dependency asks for; None for anything else."""
        if incompatibility.dependency is None:
            return None
        number = incompatibility.dependency[1]
        dependency, term = self.packages[number], incompatibility.terms.get(number)
        if dependency.kind is PackageKind.PYTHON:
            return None
        return self._wanted(dependency, term.versions if term else EMPTY)

    def _requires_python(self, dependent: Package, incompatibility: Incompatibility) -> Premise:
        assert incompatibility.dependency is not None
        first, second = incompatibility.dependency
        some = self._some(dependent, incompatibility.terms[first].versions)
        term = incompatibility.terms.get(second)
        allowed = self.packages.axis(self.packages[second].name).specifier_text(term.versions) if term else None
        target = str(self.catalogue.policy.python)
        return Premise(RequiresPython(some, allowed or "", target), (dependent.name,))

    def _users_own(self, dependent: Package, dependency: Package, allowed: VersionSet) -> Premise:
        if self.catalogue.request.is_member(dependency.name):
            return NOT_TOLD
        axis = self.packages.axis(dependency.name)
        wanted = self._wanted(dependency, allowed)
        named = [item for item in self.catalogue.request.user_level if item.name == dependency.name]
        exactly = [item for item in named if axis.specifier_set(item.specifier) == allowed]
        if exactly and all(item.is_supposed for item in exactly):
            supposed = UserRequires(wanted, dependent.extra, dependent.group, is_supposed=True)
            return Premise(supposed, (dependency.name,))
        asked = [item for item in exactly if item.line] or [item for item in named if item.line]
        lines = tuple(sorted({item.line for item in asked if item.line is not None}))
        return Premise(UserRequires(wanted, dependent.extra, dependent.group, lines), (dependency.name,), lines)

    # -- versions -----------------------------------------------------------------------------------

    def _wanted(self, package: Package, versions: VersionSet) -> Wanted:
        marker = "" if package.marker.is_true else str(package.marker)
        if versions == FULL:
            return Wanted(str(package), marker=marker)
        specifier = self.packages.axis(package.name).specifier_text(versions)
        if specifier:
            return Wanted(str(package), specifier, marker=marker)
        return Wanted(str(package), listed=self._listed(package.name, versions), marker=marker)

    def _some(self, package: Package, versions: VersionSet) -> SomeVersions:
        if package.name in self.state.urls:
            return SomeVersions(str(package))
        if versions == FULL and len(self._known(package.name)) != 1:
            return SomeVersions(str(package), is_every=True)
        return SomeVersions(str(package), self._listed(package.name, versions))

    def _listed(self, name: NormalizedName, versions: VersionSet) -> ListedVersions:
        axis = self.packages.axis(name)
        known = self._known(name)
        inside = [version for version in known if holds(versions, axis.position(version))]
        if not inside:
            return ListedVersions((), 0, specifier=axis.specifier_text(versions) or "")
        if len(inside) == len(known) and len(known) > 1:
            return ListedVersions((), len(inside), is_all=True)
        named = inside if len(inside) <= MOST_NAMED else (inside[0], inside[-1])
        return ListedVersions(tuple(named), len(inside))

    def _known(self, name: NormalizedName) -> list[Version]:
        known = self._known_of.get(name)
        if known is None and name in self.state.urls:
            known = self._known_of[name] = []
        if known is None:
            known = self._known_of[name] = self._published(name)
        return known

    def _published(self, name: NormalizedName) -> list[Version]:
        """None where the solve did not come to the project's page, and it cannot be read."""
        try:
            maps = self.catalogue.version_maps(name, self.state.pinned.get(name))
        except SolveFailed:
            return []
        return [] if isinstance(maps, UnknownProject) else sorted({v for entry in maps for v in entry.versions})


def _unavailable(package: Package, reason: object) -> Premise:
    if isinstance(reason, UnavailableVersion):
        return Premise(Unusable(package.name, reason.version, reason.rejection), (package.name,))
    if isinstance(reason, UnknownProject):
        return Premise(_not_found(package, reason), (package.name,))
    return NOT_TOLD


def _not_found(package: Package, unknown: UnknownProject) -> NotFound:
    refused = [problem for problem in unknown.problems if problem.kind is not PageProblemKind.NOT_FOUND]
    if refused:
        return NotFound(package.name, refused_by=refused[0].index_url, status_code=refused[0].status_code)
    return NotFound(package.name, unknown.asked)
