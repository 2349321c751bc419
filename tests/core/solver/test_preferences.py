"""A lock that was there before: its versions and forks come first, and forbid nothing (uv-resolution section 6.7)."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.answer.resolution import Resolution
from resolver_core.candidates.prereleases import Prereleases
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryIndex
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import Lock, LockedPackage
from resolver_core.markers import MarkerSet
from resolver_core.policy import Options, Policy
from resolver_core.solver.preferences import Preference, preferred
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem
from tests.support.listed_versions import ListedVersions
from tests.support.small_indexes import Projects, files_of, of, versions

LINUX, NOT_LINUX = "sys_platform == 'linux'", "sys_platform != 'linux'"


def relocked(projects: Projects, ask: str, *pins: str, forks: tuple[str, ...] = (), tool_uv: str = "") -> Resolution:
    """`ask` with a lock that has these pins, "a 1" or "a 1 ; marker of its forks"."""
    packages = []
    for pin in pins:
        said, _, marker = pin.partition(" ; ")
        name, version = said.split()
        markers = (marker,) if marker else ()
        packages.append(LockedPackage(canonicalize_name(name), Version(version), DEFAULT_URL, markers))
    problem = a_problem(ask, tool_uv=tool_uv)
    assert problem.requires_python is not None
    lock = Lock(tuple(packages), forks, {"requires-python": str(problem.requires_python)})
    options = Options(DEFAULT_URL, lock=lock)
    return resolve(
        problem, Policy.universal(problem, problem.requires_python, options), MemoryIndex(files_of(projects))
    )


def test_a_locked_version_stays() -> None:
    assert versions(relocked({"a": "1 2 3"}, "a", "a 2")) == "a 2"


def test_it_gives_way_to_the_range() -> None:
    assert versions(relocked({"a": "1 2 3"}, "a>2", "a 2")) == "a 3"


def test_it_gives_way_where_it_left_the_index() -> None:
    assert versions(relocked({"a": "1 3"}, "a", "a 2")) == "a 3"


def test_a_locked_prerelease_stays() -> None:
    """K4: unlike one of a sibling fork."""
    assert versions(relocked({"a": "1.0 2.0a1"}, "a", "a 2.0a1")) == "a 2.0a1"
    assert versions(relocked({"a": "1.0 2.0a1"}, "a", "a 2.0a1", tool_uv='prerelease = "disallow"')) == "a 1.0"


def test_a_locked_yanked_version_stays() -> None:
    assert versions(relocked({"a": {"1": [], "2": of(yanked=True)}}, "a", "a 2")) == "a 2"


def test_the_local_variant_of_a_locked_version_is_taken() -> None:
    assert versions(relocked({"a": "1.0 1.0+cpu 2.0"}, "a", "a 1.0")) == "a 1.0+cpu"


def test_its_forks_are_the_first_ones() -> None:
    found = relocked({"a": "1 2 3"}, "a", f"a 1 ; {LINUX}", f"a 2 ; {NOT_LINUX}", forks=(LINUX, NOT_LINUX))
    assert versions(found) == "a 1, a 2"
    assert found.fork_markers == (LINUX, NOT_LINUX)


# -- one choice -----------------------------------------------------------------------------------


def prefer(
    indexes: ListedVersions,
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
    indexes = ListedVersions("1 2 3")
    assert prefer(indexes, a_preference("2")) == "2"
    assert prefer(indexes, a_preference("2"), specifiers=">2") is None
    assert prefer(indexes, a_preference("9")) is None
    assert prefer(indexes) is None


def test_preferences_of_the_same_environments_come_first() -> None:
    linux = MarkerSet.parse("sys_platform == 'linux'")
    entries = (a_preference("2", "sys_platform == 'win32'"), a_preference("1", "sys_platform == 'linux'"))
    assert prefer(ListedVersions("1 2"), *entries, here=linux) == "1"
    assert prefer(ListedVersions("1 2"), *entries) == "2"


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
    assert prefer(ListedVersions("1 2b1"), a_preference("2b1", from_lock=from_lock), prereleases=prereleases) == found


def test_a_preference_of_another_index_does_not_count_where_one_is_pinned() -> None:
    pinned = IndexLocation("https://0.test")
    assert prefer(ListedVersions("1"), a_preference("1", index="https://other.test"), pinned=pinned) is None
    assert prefer(ListedVersions("1"), a_preference("1", index="https://0.test"), pinned=pinned) == "1"
    assert prefer(ListedVersions("1"), a_preference("1"), pinned=pinned) == "1"


def test_the_highest_local_variant_of_a_preferred_version() -> None:
    versions = "1 2 2+cpu 2+cu118 3"
    assert prefer(ListedVersions(versions), a_preference("2")) == "2+cu118"
    assert prefer(ListedVersions(versions), a_preference("2+cpu")) == "2+cpu"
