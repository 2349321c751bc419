"""Why a part of a solve took a version and passed the others over, read off the part's own kernel at its end.

Nothing is judged again here: a reason is a fact that the kernel holds, a requirement it has to meet, or the
answer of the rule by which versions were walked. Where none of them speaks, the reason is `NOT_TRIED`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Failure
from resolver_core.answer.version_fates import Considered, Reason, ReasonKind, Required, upload_of
from resolver_core.candidates.nearest import nearest_files
from resolver_core.candidates.representative import Incompatibility as FileProblem
from resolver_core.candidates.selection import Skipped
from resolver_core.candidates.version_map import Candidate, VersionMap
from resolver_core.candidates.versions import Cut, VersionSet, holds
from resolver_core.index.records import Distribution
from resolver_core.solver.catalogue import Material
from resolver_core.solver.choosing import Chooser
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.derivation import Teller, short_reason
from resolver_core.solver.fork_state import ForkState, Packages
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId
from resolver_core.solver.merging import item_text, shortened
from resolver_core.solver.packages import Package, PackageKind
from resolver_core.solver.unavailable import (
    NoUsableFile,
    SolveFailed,
    UnavailableVersion,
    UnknownProject,
    UnreadableMetadata,
)

MOST_FACTS = 6

_FILE_KINDS = {
    FileProblem.YANKED: ReasonKind.YANKED,
    FileProblem.NO_BINARY: ReasonKind.SWITCHED_OFF,
    FileProblem.NO_BUILD: ReasonKind.SWITCHED_OFF,
    FileProblem.EXCLUDE_NEWER: ReasonKind.CUT_OFF,
}


@dataclass
class Considering:
    """Reads every part of one solve. Uploads are the same in all of them and are read once."""

    material: Material
    packages: Packages
    chooser: Chooser
    _uploads: dict[tuple[NormalizedName, str], Mapping[Version, datetime | None]] = field(default_factory=dict)

    def of(self, state: ForkState, failure: Failure | None = None, *, solved: bool = True) -> Iterator[Considered]:
        """Every project of a part that is solved, or that has ended without an answer."""
        reader = _Reader(state, self.material, self.packages, self.chooser, failure, solved)
        marker = "" if state.scope.point is not None else str(shortened(state.scope.marker, self.material.python))
        for name in reader.names:
            maps = self._maps(name, state)
            if not maps:
                continue
            uploads = self._uploads_of(name, state, maps)
            yield Considered(
                project=name,
                fork=state.id,
                marker=marker,
                included=tuple(sorted(map(item_text, state.scope.included))),
                excluded=tuple(sorted(map(item_text, state.scope.excluded))),
                taken=reader.taken(name),
                oldest_first=self.material.oldest_first(name, state.scope),
                reasons=reader.reasons(name, maps, uploads),
                uploads=uploads,
            )

    def _maps(self, name: NormalizedName, state: ForkState) -> list[VersionMap]:
        """What the indexes list of a project; nothing where that is what ended the solve."""
        try:
            maps = self.material.version_maps(name, state.pinned.get(name))
        except SolveFailed:
            return []
        return [] if isinstance(maps, UnknownProject) else maps

    def _uploads_of(
        self, name: NormalizedName, state: ForkState, maps: list[VersionMap]
    ) -> Mapping[Version, datetime | None]:
        pinned = state.pinned.get(name)
        key = (name, "" if pinned is None else pinned.url)
        found = self._uploads.get(key)
        if found is None:
            files: dict[Version, tuple[Distribution, ...]] = {}
            for entry in maps:
                for listed in (entry.releases, entry.flat):
                    for version in () if listed is None else listed.versions:
                        files[version] = files.get(version, ()) + listed.of_version(version) if listed else ()
            found = self._uploads[key] = {version: upload_of(files[version]) for version in sorted(files)}
        return found


@dataclass(frozen=True, slots=True)
class Lost:
    """The fact (of the kernel's store) by which a version left the range of a package."""

    package: PackageId
    cause: int


@dataclass
class _Reader:
    state: ForkState
    material: Material
    packages: Packages
    chooser: Chooser
    failure: Failure | None
    solved: bool

    def __post_init__(self) -> None:
        self._teller = Teller(self.state, self.packages, self.material)
        self._decided = self.state.kernel.decided()
        self._numbers: dict[NormalizedName, list[PackageId]] = {}
        self._asked: dict[NormalizedName, list[tuple[Package, Version, Dependency]]] = {}
        self._conflicts: dict[tuple[int, PackageId], tuple[str, ...]] = {}
        is_locked = self.material.request.is_locked
        for number in self._decided if self.solved else self.state.kernel.open_packages() + list(self._decided):
            package = self.packages[number]
            if package.name and package.name not in self.state.urls and not is_locked(package.name):
                self._numbers.setdefault(package.name, []).append(number)
        for number in self._decided if self.solved else ():
            version = self.state.versions[number]
            for entry in self.state.lists.get((number, version), ()):
                if entry.exactly is None and entry.package.name != self.packages[number].name:
                    self._asked.setdefault(entry.package.name, []).append((self.packages[number], version, entry))

    @property
    def names(self) -> list[NormalizedName]:
        """The projects that the part came to."""
        named = () if self.failure is None else self.failure.projects
        return list(dict.fromkeys((*self._numbers, *(name for name in map(NormalizedName, named)))))

    def taken(self, name: NormalizedName) -> Version | None:
        """The version of a project in the part's answer."""
        if not self.solved:
            return None
        return next(self.state.versions[number] for number in self._numbers[name])

    def reasons(
        self, name: NormalizedName, maps: list[VersionMap], listed: Mapping[Version, datetime | None]
    ) -> dict[Version, Reason]:
        """Why the versions that the walk came to before the one that was taken were passed over."""
        taken, oldest_first = self.taken(name), self.material.oldest_first(name, self.state.scope)
        found = {}
        for version in listed:
            if version == taken or (taken is not None and (version > taken) is oldest_first):
                continue
            reason = self._reason(name, version, maps)
            if reason is not None:
                found[version] = reason
        return found

    def _reason(self, name: NormalizedName, version: Version, maps: list[VersionMap]) -> Reason | None:
        holders = [entry for entry in maps if entry.lists(version)]
        candidates = [entry.candidate(version) for entry in holders]
        if all(candidate.usable.is_date_excluded for candidate in candidates):
            return self._cut_off(maps, version)
        cut = self.packages.axis(name).position(version)
        refused = self._refused(name, version, cut, candidates)
        if refused is not None or not self.solved:
            return refused
        lost = self._lost(self._numbers[name][0], cut)
        if isinstance(lost, int):
            walked = self._not_chosen(lost, name, version, maps)
            return walked if walked.kind is not ReasonKind.NOT_TRIED else self._by_requirement(name, cut) or walked
        return self._by_requirement(name, cut) or self._concluded(lost, version)

    def _cut_off(self, maps: list[VersionMap], version: Version) -> Reason:
        cutoff = next((entry.rules.usable.cutoff for entry in maps if entry.rules.usable.cutoff is not None), None)
        return Reason(ReasonKind.CUT_OFF, "" if cutoff is None else cutoff.isoformat())

    # -- what holds whatever else is chosen -----------------------------------------------------------

    def _refused(self, name: NormalizedName, version: Version, cut: Cut, candidates: list[Candidate]) -> Reason | None:
        for number in self._numbers.get(name, ()):
            for incompatibility in self.state.kernel.incompatibilities_of(number):
                term = incompatibility.terms.get(number)
                if term is None or not term.positive or not holds(term.versions, cut):
                    continue
                if incompatibility.origin is Origin.UNAVAILABLE:
                    reason = self._unavailable(incompatibility.reason, version, candidates)
                    if reason is not None:
                        return reason
                if incompatibility.origin is Origin.DEPENDENCY and incompatibility.dependency is not None:
                    required = self.packages[incompatibility.dependency[1]]
                    if required.kind is PackageKind.PYTHON:
                        return Reason(ReasonKind.REQUIRES_PYTHON, self._python_text(incompatibility))
        return self._failed(candidates)

    def _unavailable(self, refused: object, version: Version, candidates: list[Candidate]) -> Reason | None:
        if not isinstance(refused, UnavailableVersion) or refused.version != version:
            return None
        why = refused.reason
        if isinstance(why, UnreadableMetadata):
            files = tuple(file for file in _files_of(candidates) if file.filename == why.filename)
            return Reason(ReasonKind.METADATA, why.detail, files[:1])
        if isinstance(why, NoUsableFile):
            kind = _FILE_KINDS.get(why.incompatibility, ReasonKind.NO_FILE)
            if kind is ReasonKind.NO_FILE and why.incompatibility is FileProblem.TAG:
                return Reason(kind, why.detail, self._nearest(candidates), offered=_files_of(candidates))
            detail = why.detail if kind is ReasonKind.YANKED else short_reason(why)
            return Reason(kind, detail)
        return Reason(ReasonKind.CONFLICT, facts=(short_reason(why),))

    def _nearest(self, candidates: list[Candidate]) -> tuple[Distribution, ...]:
        judgements = [judgement for candidate in candidates for judgement in candidate.usable.judgements]
        return nearest_files(judgements, self.material.usable_tags)

    def _python_text(self, incompatibility: Incompatibility) -> str:
        assert incompatibility.dependency is not None
        number = incompatibility.dependency[1]
        allowed = incompatibility.terms.get(number)
        axis = self.packages.axis(self.packages[number].name)
        return "" if allowed is None else axis.specifier_text(allowed.versions) or ""

    def _failed(self, candidates: list[Candidate]) -> Reason | None:
        """The metadata that ended the solve."""
        failure = self.failure
        if failure is None or not failure.filename:
            return None
        files = tuple(file for file in _files_of(candidates) if file.filename == failure.filename)
        if not files:
            return None
        detail = f"HTTP status {failure.status_code}" if failure.status_code else failure.message
        return Reason(ReasonKind.METADATA, detail, files[:1])

    # -- what the answer requires ---------------------------------------------------------------------

    def _by_requirement(self, name: NormalizedName, cut: Cut) -> Reason | None:
        axis = self.packages.axis(name)
        excluding = [
            asked
            for asked in self._asked.get(name, ())
            if not holds(axis.specifier_set(asked[2].requirement.specifier), cut)
        ]
        if not excluding:
            return None
        return self._required(*min(excluding, key=lambda asked: self._is_inherited(asked[0])))

    def _is_inherited(self, parent: Package) -> bool:
        return parent.kind is not PackageKind.ROOT and not self.material.request.is_locked(parent.name)

    def _required(self, parent: Package, version: Version, entry: Dependency) -> Reason:
        item, request = entry.requirement, self.material.request
        said = {(each.specifier, each.line) for each in request.constraints.get(item.name, ())}
        overriding = {(each.specifier, each.line) for each in request.overrides.get(item.name, ())}
        kind = ReasonKind.REQUIREMENT
        if (item.specifier, item.line) in overriding:
            kind = ReasonKind.OVERRIDE
        elif (item.specifier, item.line) in said:
            kind = ReasonKind.CONSTRAINT
        marker = item.marker.without_extras()
        conditional = self.state.scope.point is None and not self.state.scope.marker.implies(marker)
        inherited = self._is_inherited(parent)
        part = f"extra {parent.extra}" if parent.extra else f"group {parent.group}" if parent.group else ""
        required = Required(
            parent=parent.name if inherited else None,
            version=version if inherited else None,
            part=part,
            text=f"{item.name}{item.specifier}",
            marker=str(shortened(marker, self.material.python)) if conditional else "",
            line=item.line,
        )
        return Reason(kind, required=required)

    # -- what the kernel concluded --------------------------------------------------------------------

    def _lost(self, first: PackageId, cut: Cut) -> PackageId | Lost:
        """From package to package of one project: the fact by which a version was lost before the choice.

        Where there is none: the package for which the choice was made, with the version still in range.
        """
        kernel, number, seen = self.state.kernel, first, {first}
        while (cause := kernel.excluded_by(number, cut)) is not None:
            other = self._twin(kernel.store[cause], number)
            if other is None or other in seen:
                return Lost(number, cause)
            seen.add(other)
            number = other
        return number

    def _twin(self, incompatibility: Incompatibility, number: PackageId) -> PackageId | None:
        """The other package of the same project to which a fact ties this one."""
        if incompatibility.origin is not Origin.DEPENDENCY or incompatibility.dependency is None:
            return None
        other = next((each for each in incompatibility.dependency if each != number), None)
        return other if other is not None and self.packages[other].name == self.packages[number].name else None

    def _concluded(self, lost: Lost, version: Version) -> Reason:
        number, incompatibility = lost.package, self.state.kernel.store[lost.cause]
        if incompatibility.origin is Origin.NO_VERSIONS:
            prerelease = self._prerelease(self.packages[number].name)
            return prerelease if version.is_prerelease else Reason(ReasonKind.NOT_TRIED)
        own = self._teller.requirement(incompatibility)
        if own is not None and incompatibility.dependency is not None and incompatibility.dependency[0] == number:
            name = self.packages[incompatibility.dependency[1]].name
            return Reason(ReasonKind.CONFLICT, own, facts=tuple(self._chosen(incompatibility, number)) or (name,))
        facts = self._facts(lost.cause, number)
        return Reason(ReasonKind.CONFLICT, facts=facts) if facts else Reason(ReasonKind.NOT_TRIED)

    def _facts(self, cause: int, number: PackageId) -> tuple[str, ...]:
        """What clashes, and with which choices of the answer."""
        key = (cause, number)
        known = self._conflicts.get(key)
        if known is None:
            told = [fact.text for fact in self._teller.facts(self._teller.premise(cause))]
            facts = list(dict.fromkeys(text.removesuffix(".") for text in told))
            left = len(facts) - MOST_FACTS
            facts = [*facts[:MOST_FACTS], *([f"and {left} more facts"] if left > 0 else [])]
            known = self._conflicts[key] = (*facts, *self._chosen(self.state.kernel.store[cause], number))
        return known

    def _chosen(self, incompatibility: Incompatibility, number: PackageId) -> Iterator[str]:
        own = self.packages[number].name
        names = dict.fromkeys(self.packages[other].name for other in incompatibility.terms)
        for name in names:
            if name and name != own and name in self._numbers:
                yield f"{name} {self.taken(name)} was chosen"

    # -- what the walk did ----------------------------------------------------------------------------

    def _not_chosen(self, number: PackageId, name: NormalizedName, version: Version, maps: list[VersionMap]) -> Reason:
        taken = self.state.versions[number]
        chosen = self.state.chosen.get((name, taken))
        if chosen is None:
            return Reason(ReasonKind.NOT_TRIED)
        skipped = self.material.selection_rule(name, self.state.scope).skips(version, chosen, maps)
        if skipped is Skipped.PRERELEASE:
            return self._prerelease(name)
        if skipped is Skipped.OTHER_INDEX:
            return Reason(ReasonKind.OTHER_INDEX, "" if chosen.index is None else chosen.index.url)
        if version.local is not None and taken.local is None and version.public == taken.public:
            return Reason(ReasonKind.OTHER_PLATFORMS, str(taken))
        if self.chooser.is_preference(self.state, chosen, maps, self._range(number)):
            return Reason(ReasonKind.PREFERENCE, str(taken))
        return Reason(ReasonKind.NOT_TRIED)

    def _range(self, number: PackageId) -> VersionSet:
        return self.state.kernel.possible(number)

    def _prerelease(self, name: NormalizedName) -> Reason:
        policy = self.material.policy
        mode = policy.settings.prerelease_package.get(name, policy.prerelease)
        allowed = self.material.prereleases(name, self.state.scope)
        return Reason(ReasonKind.PRERELEASE, f"{mode.value} {allowed.name.lower()}")


def _files_of(candidates: list[Candidate]) -> tuple[Distribution, ...]:
    return tuple(file for candidate in candidates for file in candidate.files)
