"""Why there is no solution: the kernel's learned facts as a proof, from the user's own lines down.

The proof tree is the kernel's (`Premise.causes`); the summary is its facts once each, in an order a
person can follow. Wording is ours and plain; it is not uv's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.resolution import Conflict, Premise
from resolver_core.candidates.representative import Incompatibility as FileProblem
from resolver_core.candidates.versions import EMPTY, FULL, VersionSet, holds
from resolver_core.index.records import PageProblemKind
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId
from resolver_core.solver.packages import Package, PackageKind, Packages
from resolver_core.solver.unavailable import (
    ImpossibleRequirement,
    NeedsOtherPython,
    NoUsableFile,
    Reason,
    UnavailableVersion,
    UnknownProject,
    UnreadableMetadata,
)

_FILE_PROBLEMS = {
    FileProblem.NO_BINARY: "its wheels are switched off by no-binary and it has no source distribution",
    FileProblem.NO_BUILD: "it has no usable wheel, and building from source is switched off by no-build",
    FileProblem.EXCLUDE_NEWER: "its files were uploaded after the cut-off",
    FileProblem.TAG: "none of its wheels fits the target and it has no source distribution",
    FileProblem.REQUIRES_PYTHON: "it requires another Python",
    FileProblem.YANKED: "it was yanked",
    FileProblem.MISSING_PLATFORM: "it has no file for a required environment",
    FileProblem.NOT_PEP_625: "its only source distribution is neither .tar.gz nor .zip",
    FileProblem.NOTHING: "it has no file at all",
}


def short_reason(reason: Reason) -> str:
    """Why a version is passed over, as the end of a sentence about it."""
    if isinstance(reason, NoUsableFile):
        detail = f" ({reason.detail})" if reason.detail else ""
        return _FILE_PROBLEMS[reason.incompatibility] + detail
    if isinstance(reason, NeedsOtherPython):
        return f"it requires Python {reason.requires_python}"
    if isinstance(reason, UnreadableMetadata):
        return f"the metadata in {reason.filename} cannot be read: {reason.detail}"
    if isinstance(reason, ImpossibleRequirement):
        return f"it requires {reason.requirement}, which no version can meet"
    return _unknown(reason)


def _unknown(reason: UnknownProject) -> str:
    asked = " and ".join(reason.asked)
    refused = [p for p in reason.problems if p.kind is not PageProblemKind.NOT_FOUND]
    if refused:
        return f"{refused[0].index_url} refused to answer for it (HTTP status {refused[0].status_code})"
    return f"there is no project of that name on {asked}"


def explain(number: int, state: ForkState, packages: Packages, catalogue: Catalogue) -> Conflict:
    """The proof that ends at a terminal incompatibility of a fork's kernel."""
    teller = Teller(state, packages, catalogue)
    proof = teller.premise(number)
    facts = list(dict.fromkeys(teller.facts(proof)))
    scope = state.scope
    named = dict.fromkeys(name for fact in facts for name in fact.projects)
    return Conflict(
        fork_id=state.id,
        fork_marker="" if scope.point is not None else str(scope.marker),
        proof=proof,
        summary=(*(fact.text for fact in _in_reading_order(facts)), _CLOSING),
        projects=tuple(named),
    )


_CLOSING = "Together these requirements cannot be met."


def _in_reading_order(facts: list[Premise]) -> list[Premise]:
    """The user's lines first, then what they bring in, each after something that names one of its projects."""
    waiting = sorted(facts, key=lambda fact: not fact.lines)
    told: list[Premise] = []
    known: set[str] = set()
    while waiting:
        stopping.check()
        following = next(
            (fact for fact in waiting if fact.lines or (fact.projects[:1] and fact.projects[0] in known)), waiting[0]
        )
        waiting.remove(following)
        told.append(following)
        known.update(following.projects)
    return told


@dataclass
class Teller:
    """Tells what a fork's kernel has learned. What was told once is kept."""

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
        told = [cause for cause in causes if cause.text]
        if len(told) == 1:
            return told[0]
        names = dict.fromkeys(name for number in incompatibility.terms if (name := self.packages[number].name))
        lines = tuple(sorted({line for cause in told for line in cause.lines}))
        text = "So " + " and ".join(self._term(incompatibility, number) for number in incompatibility.terms)
        closing = " cannot go together." if len(names) > 1 else " cannot be used."
        return Premise(text + closing if names else _CLOSING, tuple(names), lines, tuple(told))

    def _term(self, incompatibility: Incompatibility, number: PackageId) -> str:
        term = incompatibility.terms[number]
        package = self.packages[number]
        if package.kind in (PackageKind.ROOT, PackageKind.PYTHON):
            return str(package)
        said = self._versions(package, term.versions)
        return said if term.positive else f"anything but {said}"

    def facts(self, premise: Premise) -> Iterator[Premise]:
        """The leaves of a proof, in order."""
        waiting, seen = [premise], set()
        while waiting:
            current = waiting.pop()
            if id(current) in seen:
                continue
            seen.add(id(current))
            waiting.extend(reversed(current.causes))
            if not current.causes and current.text:
                yield current

    def _fact(self, incompatibility: Incompatibility) -> Premise:
        if incompatibility.origin is Origin.DEPENDENCY:
            return self._dependency(incompatibility)
        numbers = list(incompatibility.terms)
        package = self.packages[numbers[0]]
        if incompatibility.origin is Origin.NO_VERSIONS:
            return self._no_versions(package, incompatibility.terms[numbers[0]].versions)
        if incompatibility.origin is Origin.UNAVAILABLE:
            return _unavailable(package, incompatibility.reason)
        return Premise("")

    def _no_versions(self, package: Package, versions: VersionSet) -> Premise:
        if package.kind is PackageKind.PYTHON:
            return Premise("")
        text = self.packages.axis(package.name).specifier_text(versions)
        if versions == FULL:
            said = f"{package.name} has no usable version."
        elif text:
            said = f"No version of {package.name} matches {text}."
        else:
            said = f"No version of {package.name} is left that matches all of this."
        return Premise(said, (package.name,))

    def _dependency(self, incompatibility: Incompatibility) -> Premise:
        assert incompatibility.dependency is not None
        dependent, dependency = (self.packages[number] for number in incompatibility.dependency)
        if dependency.kind is PackageKind.PYTHON:
            return self._needs_python(dependent, incompatibility)
        if dependent.name == dependency.name:
            return Premise("")
        wanted = incompatibility.terms.get(incompatibility.dependency[1])
        text = self.requirement(incompatibility) or ""
        if dependent.kind is PackageKind.ROOT or self.catalogue.request.is_member(dependent.name):
            return self._users_own(dependent, dependency, text, wanted.versions if wanted else EMPTY)
        said = self._versions(dependent, incompatibility.terms[incompatibility.dependency[0]].versions)
        return Premise(f"{said} requires {text}.", (dependent.name, dependency.name))

    def requirement(self, incompatibility: Incompatibility) -> str | None:
        """What a dependency asks for: "numpy<2 where sys_platform == 'win32'"; None for anything else."""
        if incompatibility.dependency is None:
            return None
        number = incompatibility.dependency[1]
        dependency, wanted = self.packages[number], incompatibility.terms.get(number)
        if dependency.kind is PackageKind.PYTHON:
            return None
        return f"{dependency}{self._range(dependency, wanted.versions if wanted else EMPTY)}{_condition(dependency)}"

    def _needs_python(self, dependent: Package, incompatibility: Incompatibility) -> Premise:
        assert incompatibility.dependency is not None
        first, second = incompatibility.dependency
        versions = self._versions(dependent, incompatibility.terms[first].versions)
        wanted = incompatibility.terms.get(second)
        allowed = self.packages.axis(self.packages[second].name).specifier_text(wanted.versions) if wanted else None
        target = self.catalogue.policy.python
        return Premise(
            f"{versions} requires Python {allowed or 'of another kind'}, and this solve is for {target}.",
            (dependent.name,),
        )

    def _users_own(self, dependent: Package, dependency: Package, text: str, allowed: VersionSet) -> Premise:
        if self.catalogue.request.is_member(dependency.name):
            return Premise("")
        axis = self.packages.axis(dependency.name)
        asked = [item for item in self.catalogue.request.user_level if item.name == dependency.name and item.line]
        exactly = [item for item in asked if axis.specifier_set(item.specifier) == allowed]
        lines = sorted({item.line for item in exactly or asked if item.line is not None})
        place = f" (line {', '.join(map(str, lines))})" if lines else ""
        return Premise(f"You require {text}{_part(dependent)}{place}.", (dependency.name,), tuple(lines))

    def _range(self, package: Package, versions: VersionSet) -> str:
        if versions == FULL:
            return ""
        text = self.packages.axis(package.name).specifier_text(versions)
        return text if text else " " + self._listed(package.name, versions)

    def _versions(self, package: Package, versions: VersionSet) -> str:
        if package.name in self.state.urls or versions == FULL:
            return f"every version of {package}" if versions == FULL else str(package)
        return f"{package} {self._listed(package.name, versions)}"

    def _listed(self, name: NormalizedName, versions: VersionSet) -> str:
        axis = self.packages.axis(name)
        known = self._known(name)
        inside = [version for version in known if holds(versions, axis.position(version))]
        if not inside:
            return axis.specifier_text(versions) or "in that range"
        if len(inside) == len(known) and len(known) > 1:
            return f"(all {len(known)} versions)"
        if len(inside) <= 3:
            return ", ".join(map(str, inside))
        return f"{inside[0]} to {inside[-1]} ({len(inside)} versions)"

    def _known(self, name: NormalizedName) -> list[Version]:
        known = self._known_of.get(name)
        if known is None and name in self.state.urls:
            known = self._known_of[name] = []
        if known is None:
            maps = self.catalogue.version_maps(name, self.state.pinned.get(name))
            listed = () if isinstance(maps, UnknownProject) else (v for entry in maps for v in entry.versions)
            known = self._known_of[name] = sorted(set(listed))
        return known


def _part(dependent: Package) -> str:
    if dependent.extra is not None:
        return f" (extra {dependent.extra})"
    return "" if dependent.group is None else f" (group {dependent.group})"


def _condition(package: Package) -> str:
    return "" if package.marker.is_true else f" where {package.marker}"


def _unavailable(package: Package, reason: object) -> Premise:
    if isinstance(reason, UnavailableVersion):
        return Premise(
            f"{package.name} {reason.version} cannot be used: {short_reason(reason.reason)}.", (package.name,)
        )
    if isinstance(reason, UnknownProject):
        return Premise(f"{package.name} was not found: {_unknown(reason)}.", (package.name,))
    return Premise("")
