"""Why a part of a solve passed versions over, read off the part's own kernel at its end.

Nothing is judged again here: a reason is a fact that the kernel holds, a requirement it has to meet, or the
answer of the rule by which versions were walked. Where none of them speaks, the reason is `NOT_TRIED`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.version_fates import NOT_TRIED, PassedOver, PrereleaseRule, Required
from resolver_core.candidates.nearest import nearest_files
from resolver_core.candidates.prereleases import Prereleases
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.candidates.version_map import Candidate, VersionMap
from resolver_core.candidates.versions import Cut, VersionSet, holds
from resolver_core.index.records import Distribution
from resolver_core.solver.answer_markers import shortened
from resolver_core.solver.choosing import Chooser
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.ended_part import EndedPart
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId
from resolver_core.solver.lost_versions import LostVersions
from resolver_core.solver.packages import Package, PackageKind
from resolver_core.solver.unavailable import UnavailableVersion

OTHER_PYTHON = Rejection(RejectionReason.REQUIRES_PYTHON)


class RejectionReader:
    """Reads one part."""

    def __init__(self, part: EndedPart, chooser: Chooser) -> None:
        self._part = part
        self._chooser = chooser
        self._lost = LostVersions(part)

    def reasons(
        self, name: NormalizedName, maps: list[VersionMap], listed: Mapping[Version, datetime | None]
    ) -> dict[Version, PassedOver]:
        """Why the versions that the walk came to before the one that was taken were passed over."""
        taken, oldest_first = self._part.taken(name), self._part.catalogue.oldest_first(name, self._part.state.scope)
        found = {}
        for version in listed:
            if version == taken or (taken is not None and (version > taken) is oldest_first):
                continue
            reason = self._reason(name, version, maps)
            if reason is not None:
                found[version] = reason
        return found

    def _reason(self, name: NormalizedName, version: Version, maps: list[VersionMap]) -> PassedOver | None:
        holders = [entry for entry in maps if entry.lists(version)]
        candidates = [entry.candidate(version) for entry in holders]
        if all(candidate.usable.is_date_excluded for candidate in candidates):
            return self._cut_off(maps, version)
        cut = self._part.packages.axis(name).position(version)
        refused = self._refused(name, version, cut, candidates)
        if refused is not None or not self._part.solved:
            return refused
        lost = self._lost.of(self._part.numbers[name][0], cut)
        if isinstance(lost, int):
            walked = self._not_chosen(lost, name, version, maps)
            return walked if walked is not NOT_TRIED else self._by_requirement(name, cut) or walked
        return self._by_requirement(name, cut) or self._lost.concluded(lost, version, self._prerelease(name))

    def _cut_off(self, maps: list[VersionMap], version: Version) -> PassedOver:
        cutoff = next((entry.rules.usable.cutoff for entry in maps if entry.rules.usable.cutoff is not None), None)
        return PassedOver(Rejection(RejectionReason.CUT_OFF), cutoff=cutoff)

    # -- what holds whatever else is chosen -----------------------------------------------------------

    def _refused(
        self, name: NormalizedName, version: Version, cut: Cut, candidates: list[Candidate]
    ) -> PassedOver | None:
        for number in self._part.numbers.get(name, ()):
            for incompatibility in self._part.state.kernel.incompatibilities_of(number):
                term = incompatibility.terms.get(number)
                if term is None or not term.positive or not holds(term.versions, cut):
                    continue
                if incompatibility.origin is Origin.UNAVAILABLE:
                    reason = self._unavailable(incompatibility.reason, version, candidates)
                    if reason is not None:
                        return reason
                if incompatibility.origin is Origin.DEPENDENCY and incompatibility.dependency is not None:
                    required = self._part.packages[incompatibility.dependency[1]]
                    if required.kind is PackageKind.PYTHON:
                        return PassedOver(OTHER_PYTHON, self._python_text(incompatibility))
        return self._failed(candidates)

    def _unavailable(self, refused: object, version: Version, candidates: list[Candidate]) -> PassedOver | None:
        if not isinstance(refused, UnavailableVersion) or refused.version != version:
            return None
        rejection = refused.rejection
        if rejection.reason is RejectionReason.METADATA:
            files = tuple(file for file in _files_of(candidates) if file.filename == rejection.filename)
            return PassedOver(rejection, files=files[:1])
        if rejection.reason is RejectionReason.TAG:
            return PassedOver(rejection, files=self._nearest(candidates), offered=_files_of(candidates))
        return PassedOver(rejection)

    def _nearest(self, candidates: list[Candidate]) -> tuple[Distribution, ...]:
        judgements = [judgement for candidate in candidates for judgement in candidate.usable.judgements]
        tags = {self._part.catalogue.usable_tags(candidate.project) for candidate in candidates}
        return nearest_files(judgements, next(iter(tags), None))

    def _python_text(self, incompatibility: Incompatibility) -> str:
        assert incompatibility.dependency is not None
        number = incompatibility.dependency[1]
        allowed = incompatibility.terms.get(number)
        axis = self._part.packages.axis(self._part.packages[number].name)
        return "" if allowed is None else axis.specifier_text(allowed.versions) or ""

    def _failed(self, candidates: list[Candidate]) -> PassedOver | None:
        """The metadata that ended the solve."""
        failure = self._part.failure
        if failure is None or not failure.filename:
            return None
        files = tuple(file for file in _files_of(candidates) if file.filename == failure.filename)
        if not files:
            return None
        return PassedOver(Rejection(RejectionReason.METADATA), files=files[:1], failure=failure)

    # -- what the answer requires ---------------------------------------------------------------------

    def _by_requirement(self, name: NormalizedName, cut: Cut) -> PassedOver | None:
        axis = self._part.packages.axis(name)
        excluding = [
            asked
            for asked in self._part.asked.get(name, ())
            if not holds(axis.specifier_set(asked[2].requirement.specifier), cut)
        ]
        if not excluding:
            return None
        return self._required(*min(excluding, key=lambda asked: self._is_inherited(asked[0])))

    def _is_inherited(self, parent: Package) -> bool:
        return parent.kind is not PackageKind.ROOT and not self._part.catalogue.request.is_member(parent.name)

    def _required(self, parent: Package, version: Version, entry: Dependency) -> PassedOver:
        item, request = entry.requirement, self._part.catalogue.request
        said = {(each.specifier, each.line) for each in request.constraints.get(item.name, ())}
        overriding = {(each.specifier, each.line) for each in request.overrides.get(item.name, ())}
        reason = RejectionReason.REQUIREMENT
        if (item.specifier, item.line) in overriding:
            reason = RejectionReason.OVERRIDE
        elif (item.specifier, item.line) in said:
            reason = RejectionReason.CONSTRAINT
        marker = item.marker.without_extras()
        conditional = self._part.state.scope.point is None and not self._part.state.scope.marker.implies(marker)
        inherited = self._is_inherited(parent)
        required = Required(
            parent=parent.name if inherited else None,
            version=version if inherited else None,
            extra=parent.extra,
            group=parent.group,
            text=f"{item.name}{item.specifier}",
            marker=str(shortened(marker, self._part.catalogue.python)) if conditional else "",
            line=item.line,
        )
        return PassedOver(Rejection(reason), required=required)

    # -- what the walk did ----------------------------------------------------------------------------

    def _not_chosen(
        self, number: PackageId, name: NormalizedName, version: Version, maps: list[VersionMap]
    ) -> PassedOver:
        taken = self._part.state.versions[number]
        chosen = self._part.state.chosen.get((name, taken))
        if chosen is None:
            return NOT_TRIED
        skipped = self._part.catalogue.selection_rule(name, self._part.state.scope).skips(version, chosen, maps)
        if skipped is RejectionReason.PRERELEASE:
            return self._prerelease(name)
        if skipped is RejectionReason.OTHER_INDEX:
            return PassedOver(Rejection(skipped), "" if chosen.index is None else chosen.index.url)
        if version.local is not None and taken.local is None and version.public == taken.public:
            return PassedOver(Rejection(RejectionReason.OTHER_PLATFORMS), str(taken))
        if self._chooser.is_preference(self._part.state, chosen, maps, self._range(number)):
            return PassedOver(Rejection(RejectionReason.PREFERENCE), str(taken))
        return NOT_TRIED

    def _range(self, number: PackageId) -> VersionSet:
        return self._part.state.kernel.possible(number)

    def _prerelease(self, name: NormalizedName) -> PassedOver:
        policy = self._part.catalogue.policy
        mode = policy.settings.prerelease_package.get(name, policy.prerelease)
        allowed = self._part.catalogue.prereleases(name, self._part.state.scope)
        rule = PrereleaseRule(mode, allowed is Prereleases.NEVER)
        return PassedOver(Rejection(RejectionReason.PRERELEASE), prereleases=rule)


def _files_of(candidates: list[Candidate]) -> tuple[Distribution, ...]:
    return tuple(file for candidate in candidates for file in candidate.files)
