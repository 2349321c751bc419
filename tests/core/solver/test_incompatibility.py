"""Terms as statements about a version, checked against every version there is, and what follows from two facts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.versions import EMPTY, FULL, VersionAxis, holds
from resolver_core.solver.incompatibility import Incompatibility, Origin, Term, merged_dependents, prior_cause, requires

AXIS = VersionAxis()
VERSIONS = [Version(str(number)) for number in range(1, 6)]
AXIS.add_versions(VERSIONS)
A, B, C = range(3)
RANGES = tuple(
    AXIS.specifier_set(SpecifierSet(text)) for text in ("", "==1", "!=2", ">=3", "<3", ">=2,<4", "!=1,!=5", ">9")
)
TERMS = st.builds(Term, st.booleans(), st.sampled_from((*RANGES, EMPTY, FULL)))
Chosen = Version | None


def is_true(term: Term, chosen: Chosen) -> bool:
    """What a term says of one choice; None: the package is not needed."""
    inside = chosen is not None and holds(term.versions, AXIS.position(chosen))
    return inside is term.positive


CHOICES: tuple[Chosen, ...] = (None, *VERSIONS)


@given(TERMS)
def test_the_opposite_holds_where_the_term_does_not(term: Term) -> None:
    assert all(is_true(term.negated(), chosen) is not is_true(term, chosen) for chosen in CHOICES)
    assert term.negated().negated() == term


@given(TERMS, TERMS)
def test_both_at_once(one: Term, other: Term) -> None:
    both = one.intersection(other)
    assert all(is_true(both, chosen) is (is_true(one, chosen) and is_true(other, chosen)) for chosen in CHOICES)


@given(TERMS, TERMS)
def test_disjoint_terms_are_never_both_true(one: Term, other: Term) -> None:
    if one.is_disjoint(other):
        assert not any(is_true(one, chosen) and is_true(other, chosen) for chosen in CHOICES)
    assert one.is_disjoint(other) is other.is_disjoint(one)


@given(TERMS, TERMS)
def test_what_is_implied_is_true_whenever_the_other_is(one: Term, other: Term) -> None:
    if one.implies(other):
        assert all(is_true(other, chosen) for chosen in CHOICES if is_true(one, chosen))
    assert one.implies(one)


# -- incompatibilities ----------------------------------------------------------------------------


def is_violated(fact: Incompatibility, chosen: dict[int, Chosen]) -> bool:
    return all(is_true(term, chosen[package]) for package, term in fact.terms.items())


ONE, THREE_UP = RANGES[1], RANGES[3]


@pytest.mark.parametrize("dependent", CHOICES)
@pytest.mark.parametrize("dependency", CHOICES)
def test_a_requirement_forbids_what_does_not_meet_it(dependent: Chosen, dependency: Chosen) -> None:
    fact = requires(A, ONE, B, THREE_UP)
    needs = dependent == VERSIONS[0]
    meets = dependency is not None and dependency >= VERSIONS[2]
    assert is_violated(fact, {A: dependent, B: dependency}) is (needs and not meets)


def test_a_requirement_that_nothing_meets_forbids_the_dependent() -> None:
    assert requires(A, ONE, B, EMPTY).terms == {A: Term(True, ONE)}


def test_a_requirement_on_itself_forbids_the_other_versions() -> None:
    fact = requires(A, FULL, A, ONE)
    assert [chosen for chosen in CHOICES if is_violated(fact, {A: chosen})] == VERSIONS[1:]


def test_versions_with_one_requirement_share_it() -> None:
    first, second = requires(A, RANGES[1], B, THREE_UP), requires(A, RANGES[3], B, THREE_UP)
    both = merged_dependents(first, second)
    assert both is not None
    for one, other in product(CHOICES, CHOICES):
        chosen = {A: one, B: other}
        assert is_violated(both, chosen) is (is_violated(first, chosen) or is_violated(second, chosen))
    assert merged_dependents(first, requires(A, RANGES[3], B, ONE)) is None


def test_what_follows_from_two_facts_speaks_no_more_of_what_they_share() -> None:
    first, second = requires(A, FULL, B, ONE), requires(B, ONE, C, THREE_UP)
    learned = prior_cause(first, second, B, (7, 8))
    assert (learned.origin, learned.causes) == (Origin.DERIVED, (7, 8))
    assert set(learned.terms) == {A, C}
    for choice in product(CHOICES, repeat=3):
        chosen = dict(enumerate(choice))
        if is_violated(learned, chosen):
            assert is_violated(first, chosen) or is_violated(second, chosen)
