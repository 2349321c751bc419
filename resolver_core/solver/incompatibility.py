"""Terms and incompatibilities: the facts the kernel learns, with where each came from.

An incompatibility is a set of terms that cannot all be true. Facts come from the index or the user;
conclusions are derived from two others, so that a failure can be told as a proof (derivation.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from resolver_core.candidates.versions import (
    EMPTY,
    VersionSet,
    are_disjoint,
    difference,
    intersection,
    is_subset,
    union,
)

PackageId = int


@dataclass(frozen=True, slots=True)
class Term:
    """ "The version is in `versions`" (positive), or "it is not, or the package is not needed" (negative)."""

    positive: bool
    versions: VersionSet

    def negated(self) -> Term:
        """The opposite statement."""
        return Term(not self.positive, self.versions)

    def intersection(self, other: Term) -> Term:
        """Both statements at once."""
        if self.positive and other.positive:
            return Term(True, intersection(self.versions, other.versions))
        if self.positive:
            return Term(True, difference(self.versions, other.versions))
        if other.positive:
            return Term(True, difference(other.versions, self.versions))
        return Term(False, union(self.versions, other.versions))

    def is_disjoint(self, other: Term) -> bool:
        """Whether both cannot be true at once. Two negative terms always can: the package may be absent."""
        if self.positive and other.positive:
            return are_disjoint(self.versions, other.versions)
        if self.positive:
            return is_subset(self.versions, other.versions)
        return other.positive and is_subset(other.versions, self.versions)

    def implies(self, other: Term) -> bool:
        """Whether `other` is true whenever this is."""
        if self.positive and other.positive:
            return is_subset(self.versions, other.versions)
        if self.positive:
            return are_disjoint(self.versions, other.versions)
        return not other.positive and is_subset(other.versions, self.versions)


class Origin(StrEnum):
    """Where an incompatibility came from."""

    ROOT = "root"  #: the request has to be met
    NO_VERSIONS = "no-versions"  #: no listed version is in the range
    UNAVAILABLE = "unavailable"  #: a version, or every version, cannot be used: see `reason`
    DEPENDENCY = "dependency"  #: one package requires another
    DERIVED = "derived"  #: concluded from `causes`


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """Terms that cannot all be true. `dependency` is (dependent, dependency) for DEPENDENCY.

    `reason` is whatever the caller knows about UNAVAILABLE (values of solver.unavailable).
    """

    terms: dict[PackageId, Term]
    origin: Origin
    dependency: tuple[PackageId, PackageId] | None = None
    causes: tuple[int, int] | None = None
    reason: object = None


def requires(dependent: PackageId, versions: VersionSet, dependency: PackageId, allowed: VersionSet) -> Incompatibility:
    """`dependent` in `versions` needs `dependency` in `allowed`."""
    terms = {dependent: Term(True, versions)}
    if dependent == dependency:
        terms = {dependent: Term(True, difference(versions, allowed))}
    elif allowed != EMPTY:
        terms[dependency] = Term(False, allowed)
    return Incompatibility(terms, Origin.DEPENDENCY, (dependent, dependency))


def merged_dependents(a: Incompatibility, b: Incompatibility) -> Incompatibility | None:
    """One incompatibility for two sets of versions with the same requirement; None where they differ."""
    assert a.dependency is not None
    dependent, dependency = a.dependency
    if dependent == dependency or a.terms.get(dependency) != b.terms.get(dependency):
        return None
    required = a.terms.get(dependency)
    versions = union(a.terms[dependent].versions, b.terms[dependent].versions)
    return requires(dependent, versions, dependency, EMPTY if required is None else required.versions)


def prior_cause(a: Incompatibility, b: Incompatibility, package: PackageId, causes: tuple[int, int]) -> Incompatibility:
    """The rule of resolution: what follows from both, with `package` resolved away."""
    terms: dict[PackageId, Term] = {}
    for source in (a, b):
        for other, term in source.terms.items():
            if other != package:
                terms[other] = terms[other].intersection(term) if other in terms else term
    either = a.terms[package].negated().intersection(b.terms[package].negated()).negated()
    if either != Term(False, EMPTY):  # which is always true
        terms[package] = either
    return Incompatibility(terms, Origin.DERIVED, causes=causes)
