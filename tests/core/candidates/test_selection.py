"""Which version of a project is tried next in a range (uv-resolution section 4.1)."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.prereleases import Prereleases
from resolver_core.candidates.selection import SelectionRule, Skipped
from resolver_core.inputs.problem import IndexStrategy
from tests.support.listed_versions import ListedVersions

FIRST, BEST = IndexStrategy.FIRST_INDEX, IndexStrategy.UNSAFE_BEST_MATCH


def best(
    indexes: ListedVersions,
    specifiers: str = "",
    *,
    strategy: IndexStrategy = FIRST,
    prereleases: Prereleases = Prereleases.IF_NECESSARY,
    oldest_first: bool = False,
) -> str | None:
    rule = SelectionRule(strategy, prereleases, oldest_first)
    found = rule.best(indexes.maps, indexes.axis.specifier_set(SpecifierSet(specifiers)))
    return None if found is None else f"{found.version}{'' if found.usable.is_compatible else '!'}"


@pytest.mark.parametrize(
    ("versions", "specifiers", "newest"),
    [
        ("1 2 3", "", "3"),
        ("1 2 3", "<3", "2"),
        ("1 2 3", ">3", None),
        ("1 2 3!", "", "3!"),
        ("1 2 3b1", "", "2"),
        ("1 2 3b1", ">2", "3b1"),
        ("1b1 2b1", "", "2b1"),
    ],
)
def test_the_newest_in_range(versions: str, specifiers: str, newest: str | None) -> None:
    assert best(ListedVersions(versions), specifiers) == newest


def test_the_oldest_where_that_is_asked_for() -> None:
    assert best(ListedVersions("1 2 3"), ">=2", oldest_first=True) == "2"


@pytest.mark.parametrize(
    ("prereleases", "newest"),
    [(Prereleases.NEVER, "2"), (Prereleases.IF_NECESSARY, "2"), (Prereleases.ALWAYS, "3b1")],
)
def test_pre_releases(prereleases: Prereleases, newest: str) -> None:
    assert best(ListedVersions("2 3b1"), prereleases=prereleases) == newest


def test_an_index_comes_after_another_with_something_in_range() -> None:
    assert best(ListedVersions("1", "2")) == "1"
    assert best(ListedVersions("1", "2"), ">=2") == "2"
    assert best(ListedVersions("1", "2"), strategy=BEST) == "2"


def test_an_unusable_version_gives_way_to_itself_on_a_later_index_only() -> None:
    assert best(ListedVersions("2!", "1 2"), strategy=BEST) == "2"
    assert best(ListedVersions("2!", "1"), strategy=BEST) == "2!"
    assert best(ListedVersions("2!", "1 2"), strategy=FIRST) == "2!"


def test_what_the_cut_off_hides_is_not_there() -> None:
    assert best(ListedVersions("1 2?", cutoff=True)) == "1"


def test_why_a_version_was_passed() -> None:
    indexes = ListedVersions("1 2b1", "3")
    rule = SelectionRule(FIRST, Prereleases.IF_NECESSARY, oldest_first=False)
    chosen = rule.best(indexes.maps, indexes.axis.specifier_set(SpecifierSet("")))
    assert chosen is not None
    assert str(chosen.version) == "1"
    assert rule.skips(Version("2b1"), chosen, indexes.maps) is Skipped.PRERELEASE
    assert rule.skips(Version("3"), chosen, indexes.maps) is Skipped.OTHER_INDEX
    assert rule.skips(Version("1"), chosen, indexes.maps) is None
