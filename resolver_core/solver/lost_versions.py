"""By which learned fact a version left the range of its project before the choice was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packaging.version import Version

from resolver_core.answer.version_fates import NOT_TRIED, Chosen, Clash, PassedOver
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.candidates.versions import Cut
from resolver_core.solver.derivation import FactReader, leaves
from resolver_core.solver.ended_part import EndedPart
from resolver_core.solver.incompatibility import Incompatibility, Origin, PackageId

MOST_FACTS = 6

CLASHES = Rejection(RejectionReason.CONFLICT)


@dataclass(frozen=True, slots=True)
class Lost:
    """The fact (of the kernel's store) by which a version left the range of a package."""

    package: PackageId
    cause: int


class LostVersions:
    """Asks the kernel of one part."""

    def __init__(self, part: EndedPart) -> None:
        self._part = part
        self._facts = FactReader(part.state, part.packages, part.catalogue)
        self._clashes: dict[tuple[int, PackageId], Clash] = {}

    def of(self, first: PackageId, cut: Cut) -> PackageId | Lost:
        """From package to package of one project: the fact by which a version was lost before the choice.

        Where there is none: the package for which the choice was made, with the version still in range.
        """
        kernel, number, seen = self._part.state.kernel, first, {first}
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
        packages = self._part.packages
        return other if other is not None and packages[other].name == packages[number].name else None

    def concluded(self, lost: Lost, version: Version, prerelease: PassedOver) -> PassedOver:
        """What the kernel had concluded about a version that was lost; `prerelease` where it was one out of range."""
        number, incompatibility = lost.package, self._part.state.kernel.store[lost.cause]
        if incompatibility.origin is Origin.NO_VERSIONS:
            return prerelease if version.is_prerelease else NOT_TRIED
        wanted = self._facts.requirement(incompatibility)
        if wanted is not None and incompatibility.dependency is not None and incompatibility.dependency[0] == number:
            asked = self._part.packages[incompatibility.dependency[1]].name
            chosen = tuple(self._chosen(incompatibility, number))
            return PassedOver(CLASHES, clash=Clash(wanted, chosen=chosen, project=None if chosen else asked))
        clash = self._clash(lost.cause, number)
        return PassedOver(CLASHES, clash=clash) if clash.facts or clash.chosen else NOT_TRIED

    def _clash(self, cause: int, number: PackageId) -> Clash:
        """What clashes, and with which choices of the answer."""
        key = (cause, number)
        known = self._clashes.get(key)
        if known is None:
            told = (step.fact for step in leaves(self._facts.premise(cause)))
            facts = list(dict.fromkeys(fact for fact in told if fact is not None))
            chosen = tuple(self._chosen(self._part.state.kernel.store[cause], number))
            known = Clash(None, tuple(facts[:MOST_FACTS]), max(len(facts) - MOST_FACTS, 0), chosen)
            self._clashes[key] = known
        return known

    def _chosen(self, incompatibility: Incompatibility, number: PackageId) -> Iterator[Chosen]:
        own = self._part.packages[number].name
        names = dict.fromkeys(self._part.packages[other].name for other in incompatibility.terms)
        for name in names:
            if name and name != own and name in self._part.numbers:
                yield Chosen(name, self._part.taken(name))
