"""Version sets: boolean algebra on cuts, and specifiers that admit what packaging admits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.versions import (
    EMPTY,
    FULL,
    HIGHEST,
    LOWEST,
    VersionAxis,
    VersionSet,
    are_disjoint,
    complement,
    difference,
    holds,
    intersection,
    is_subset,
    union,
)

PUBLISHED = [
    Version(text)
    for text in [
        "0.9",
        "1.0.dev1",
        "1.0a1",
        "1.0a1.dev2",
        "1.0a1.post1",
        "1.0b2",
        "1.0rc1",
        "1.0",
        "1.0+cpu",
        "1.0+zzz",
        "1.0+2",
        "1.0.post1.dev1",
        "1.0.post1",
        "1.0.post2+x",
        "1.0.1",
        "1.1.dev0",
        "1.1",
        "1.4.2",
        "1.9",
        "1.10",
        "2.0.dev1",
        "2.0a1",
        "2.0",
        "2.0.post1",
        "3",
        "1!0.5",
        "1!2.0",
    ]
]
_NUMBERS = st.sampled_from(["0.9", "1", "1.0", "1.0.0", "1.1", "1.4.2", "1.10", "2.0", "3", "1!0.5"])
_ENDS = st.sampled_from(("", "", "", "a1", "rc1", ".dev1", ".post1", "a1.dev2"))
_BOUNDS = st.builds(str.__add__, _NUMBERS, _ENDS)
_CLAUSES = st.one_of(
    st.builds(str.__add__, st.sampled_from(("==", "!=", ">=", "<=", ">", "<")), _BOUNDS),
    st.builds("{}{}.*".format, st.sampled_from(("==", "!=")), st.sampled_from(("1", "1.0", "2", "1!2"))),
    st.builds(str.__add__, st.just("~="), st.sampled_from(("1.0", "1.4.2", "1.0a1", "1.0.post1", "0.9"))),
    st.builds(str.__add__, st.sampled_from(("==", "!=")), st.sampled_from(("1.0+cpu", "1.0+2", "1.0.post2+x"))),
)
SPECIFIERS = st.lists(_CLAUSES, min_size=1, max_size=3).map(",".join).map(SpecifierSet)


def an_axis() -> VersionAxis:
    axis = VersionAxis()
    axis.add_versions(PUBLISHED)
    return axis


def inside(axis: VersionAxis, versions: VersionSet) -> set[Version]:
    return {version for version in PUBLISHED if holds(versions, axis.position(version))}


def packaging_says(specifiers: SpecifierSet) -> set[Version]:
    return {version for version in PUBLISHED if specifiers.contains(version, prereleases=True)}


@given(SPECIFIERS)
def test_specifiers_admit_what_packaging_admits(specifiers: SpecifierSet) -> None:
    axis = an_axis()
    assert inside(axis, axis.specifier_set(specifiers)) == packaging_says(specifiers)


def test_identity_compares_versions_not_texts() -> None:
    """`===`, where uv and packaging differ (section 4.4): 1 is 1.0, and local labels stay outside."""
    axis = an_axis()
    assert inside(axis, axis.specifier_set(SpecifierSet("===1"))) == {Version("1.0")}
    assert inside(axis, axis.specifier_set(SpecifierSet("===1.0+cpu"))) == {Version("1.0+cpu")}


@given(SPECIFIERS, SPECIFIERS, SPECIFIERS)
def test_algebra(one: SpecifierSet, two: SpecifierSet, three: SpecifierSet) -> None:
    axis = an_axis()
    a, b, c = map(axis.specifier_set, (one, two, three))
    everything = set(PUBLISHED)
    assert inside(axis, intersection(a, b)) == inside(axis, a) & inside(axis, b)
    assert inside(axis, union(a, b)) == inside(axis, a) | inside(axis, b)
    assert inside(axis, complement(a)) == everything - inside(axis, a)
    assert inside(axis, difference(a, b)) == inside(axis, a) - inside(axis, b)
    assert complement(complement(a)) == a
    assert intersection(a, complement(a)) == EMPTY
    assert union(a, complement(a)) == FULL
    assert intersection(a, union(b, c)) == union(intersection(a, b), intersection(a, c))
    assert complement(union(a, b)) == intersection(complement(a), complement(b))
    assert is_subset(intersection(a, b), a)
    assert are_disjoint(a, b) == (intersection(a, b) == EMPTY)


@given(SPECIFIERS)
def test_sets_are_increasing_cuts(specifiers: SpecifierSet) -> None:
    versions = an_axis().specifier_set(specifiers)
    assert len(versions) % 2 == 0
    assert list(versions) == sorted(set(versions))
    assert all(LOWEST <= cut <= HIGHEST for cut in versions)


@given(SPECIFIERS, st.permutations(PUBLISHED), st.integers(0, len(PUBLISHED)))
def test_order_of_arrival_changes_nothing(specifiers: SpecifierSet, order: list[Version], first: int) -> None:
    """Bounds may come before the versions they lie between."""
    axis = VersionAxis()
    axis.add_versions(order[:first])
    versions = axis.specifier_set(specifiers)
    axis.add_versions(order[first:])
    usual = an_axis()
    assert inside(axis, versions) == inside(usual, usual.specifier_set(specifiers))


@given(st.lists(st.sampled_from(PUBLISHED), min_size=2, max_size=2, unique=True))
def test_positions_are_in_the_order_of_versions(pair: list[Version]) -> None:
    axis = an_axis()
    low, high = sorted(pair)
    assert axis.position(low) < axis.position(high)


def test_bounds_differ_where_no_version_is_published() -> None:
    """`>=1.5` and `<1.5` are disjoint without a 1.5; `>1.5` is not `>=1.5`."""
    axis = an_axis()
    at_least, below = axis.specifier_set(SpecifierSet(">=1.5")), axis.specifier_set(SpecifierSet("<1.5"))
    assert are_disjoint(at_least, below)
    assert at_least != axis.specifier_set(SpecifierSet(">1.5"))
    assert axis.specifier_set(SpecifierSet(">1.5,<1.6")) != EMPTY


@pytest.mark.parametrize("text", [">2,<1", "==1,==2", ">=2,<2", "~=1.4,<1"])
def test_impossible_ranges_are_empty(text: str) -> None:
    assert an_axis().specifier_set(SpecifierSet(text)) == EMPTY


@pytest.mark.parametrize(
    ("text", "is_singleton"),
    [("==1.0", True), ("==1.0+cpu", True), ("===1.0", True), ("==1.*", False), (">=1.0,<=1.0", True), (">=1", False),
     ("", False), ("!=1", False), ("<2", False), ("==9.9", True)],
)  # fmt: skip
def test_singleton(text: str, is_singleton: bool) -> None:
    axis = an_axis()
    assert axis.is_singleton(axis.specifier_set(SpecifierSet(text))) is is_singleton


@pytest.mark.parametrize(
    ("text", "bounded"), [("<2", True), ("==1.0", True), (">=1", False), ("!=1", False), ("", False)]
)
def test_upper_bound(text: str, bounded: bool) -> None:
    axis = an_axis()
    assert axis.has_upper_bound(axis.specifier_set(SpecifierSet(text))) is bounded


def test_around_reaches_to_the_neighbours() -> None:
    axis = an_axis()
    gap = axis.around(Version("1.1"), Version("1.9"))
    assert inside(axis, gap) == {Version("1.4.2")}
    assert holds(gap, axis.position(Version("1.3")))
    assert inside(axis, axis.around(None, None)) == set(PUBLISHED)


def test_text_of_a_set_is_what_was_asked() -> None:
    axis = an_axis()
    versions = axis.specifier_set(SpecifierSet(">=1.0,<2"))
    assert axis.specifier_text(versions) == str(SpecifierSet(">=1.0,<2"))
    assert axis.specifier_text(axis.exactly(Version("1.9"))) is None
