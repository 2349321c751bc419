"""Which version of a project is tried next in a range (uv-resolution section 4.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.prereleases import Prereleases
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.selection import SelectionRule, Skipped
from resolver_core.candidates.verdicts import FileRule
from resolver_core.candidates.version_map import FileRules, VersionMap
from resolver_core.candidates.versions import VersionAxis
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import IndexStrategy
from resolver_core.markers import MarkerSet
from resolver_core.solver.preferences import Preference, preferred
from tests.support.distributions import a_distribution, some_releases

ANYWHERE = FileRule(None, PythonRange.of(SpecifierSet(">=3.9")))
FIRST, BEST = IndexStrategy.FIRST_INDEX, IndexStrategy.UNSAFE_BEST_MATCH
EARLY, LATE = "2024-01-01T00:00:00+00:00", "2024-12-01T00:00:00+00:00"


class Indexes:
    """Indexes that list these versions; "!" marks one that no Python here can use, "?" one uploaded late."""

    def __init__(self, *indexes: str, cutoff: bool = False) -> None:
        rule = replace(ANYWHERE, cutoff=datetime(2024, 6, 1, tzinfo=UTC) if cutoff else None)
        rules, self.axis = FileRules(rule, rule), VersionAxis()
        self.maps = [
            VersionMap(IndexLocation(f"https://{number}.test"), some_releases(*map(self._file, versions.split())), None,
                       rules, rules, frozenset(), self.axis)
            for number, versions in enumerate(indexes)
        ]  # fmt: skip

    @staticmethod
    def _file(written: str) -> object:
        version = written.rstrip("!?")
        tag = "cp27-cp27mu-win32" if written.endswith("!") else "py3-none-any"
        return a_distribution(f"a-{version}-{tag}.whl", uploaded_at=LATE if written.endswith("?") else EARLY)

    def best(
        self,
        specifiers: str = "",
        *,
        strategy: IndexStrategy = FIRST,
        prereleases: Prereleases = Prereleases.IF_NECESSARY,
        oldest_first: bool = False,
    ) -> str | None:
        rule = SelectionRule(strategy, prereleases, oldest_first)
        found = rule.best(self.maps, self.axis.specifier_set(SpecifierSet(specifiers)))
        return None if found is None else f"{found.version}{'' if found.usable.is_compatible else '!'}"


@pytest.mark.parametrize(
    ("versions", "specifiers", "best"),
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
def test_the_newest_in_range(versions: str, specifiers: str, best: str | None) -> None:
    assert Indexes(versions).best(specifiers) == best


def test_the_oldest_where_that_is_asked_for() -> None:
    assert Indexes("1 2 3").best(">=2", oldest_first=True) == "2"


@pytest.mark.parametrize(
    ("prereleases", "best"),
    [(Prereleases.NEVER, "2"), (Prereleases.IF_NECESSARY, "2"), (Prereleases.ALWAYS, "3b1")],
)
def test_pre_releases(prereleases: Prereleases, best: str) -> None:
    assert Indexes("2 3b1").best(prereleases=prereleases) == best


def test_an_index_comes_after_another_with_something_in_range() -> None:
    assert Indexes("1", "2").best() == "1"
    assert Indexes("1", "2").best(">=2") == "2"
    assert Indexes("1", "2").best(strategy=BEST) == "2"


def test_an_unusable_version_gives_way_to_itself_on_a_later_index_only() -> None:
    assert Indexes("2!", "1 2").best(strategy=BEST) == "2"
    assert Indexes("2!", "1").best(strategy=BEST) == "2!"
    assert Indexes("2!", "1 2").best(strategy=FIRST) == "2!"


def test_what_the_cut_off_hides_is_not_there() -> None:
    assert Indexes("1 2?", cutoff=True).best() == "1"


def test_why_a_version_was_passed() -> None:
    indexes = Indexes("1 2b1", "3")
    rule = SelectionRule(FIRST, Prereleases.IF_NECESSARY, oldest_first=False)
    chosen = rule.best(indexes.maps, indexes.axis.specifier_set(SpecifierSet("")))
    assert chosen is not None
    assert str(chosen.version) == "1"
    assert rule.skips(Version("2b1"), chosen, indexes.maps) is Skipped.PRERELEASE
    assert rule.skips(Version("3"), chosen, indexes.maps) is Skipped.OTHER_INDEX
    assert rule.skips(Version("1"), chosen, indexes.maps) is None


# -- preferences ----------------------------------------------------------------------------------


def prefer(
    indexes: Indexes,
    *entries: Preference,
    specifiers: str = "",
    prereleases: Prereleases = Prereleases.IF_NECESSARY,
    here: MarkerSet = MarkerSet.TRUE,
    pinned: IndexLocation | None = None,
) -> str | None:
    versions = indexes.axis.specifier_set(SpecifierSet(specifiers))
    found = preferred(
        list(entries), indexes.maps, versions, indexes.axis, lambda marker: not marker.disjoint(here), prereleases,
        oldest_first=False, pinned=pinned,
    )  # fmt: skip
    return None if found is None else str(found.version)


def a_preference(version: str, marker: str = "", index: str | None = None, *, from_lock: bool = True) -> Preference:
    return Preference(Version(version), index, MarkerSet.parse(marker) if marker else MarkerSet.TRUE, from_lock)


def test_a_preferred_version_in_range_is_taken() -> None:
    indexes = Indexes("1 2 3")
    assert prefer(indexes, a_preference("2")) == "2"
    assert prefer(indexes, a_preference("2"), specifiers=">2") is None
    assert prefer(indexes, a_preference("9")) is None
    assert prefer(indexes) is None


def test_preferences_of_the_same_environments_come_first() -> None:
    linux = MarkerSet.parse("sys_platform == 'linux'")
    entries = (a_preference("2", "sys_platform == 'win32'"), a_preference("1", "sys_platform == 'linux'"))
    assert prefer(Indexes("1 2"), *entries, here=linux) == "1"
    assert prefer(Indexes("1 2"), *entries) == "2"


@pytest.mark.parametrize(
    ("prereleases", "from_lock", "found"),
    [
        (Prereleases.NEVER, True, None),
        (Prereleases.IF_NECESSARY, True, "2b1"),
        (Prereleases.IF_NECESSARY, False, None),
        (Prereleases.ALWAYS, False, "2b1"),
    ],
)
def test_a_preferred_pre_release(prereleases: Prereleases, from_lock: bool, found: str | None) -> None:
    assert prefer(Indexes("1 2b1"), a_preference("2b1", from_lock=from_lock), prereleases=prereleases) == found


def test_a_preference_of_another_index_does_not_count_where_one_is_pinned() -> None:
    pinned = IndexLocation("https://0.test")
    assert prefer(Indexes("1"), a_preference("1", index="https://other.test"), pinned=pinned) is None
    assert prefer(Indexes("1"), a_preference("1", index="https://0.test"), pinned=pinned) == "1"
    assert prefer(Indexes("1"), a_preference("1"), pinned=pinned) == "1"


def test_the_highest_local_variant_of_a_preferred_version() -> None:
    indexes: Sequence[str] = ("1 2 2+cpu 2+cu118 3",)
    assert prefer(Indexes(*indexes), a_preference("2")) == "2+cu118"
    assert prefer(Indexes(*indexes), a_preference("2+cpu")) == "2+cpu"
