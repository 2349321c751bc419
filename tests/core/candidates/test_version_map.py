"""One index's versions of a project under a policy, each with the file that represents it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.verdicts import FileRule
from resolver_core.candidates.version_map import FileRules, VersionMap
from resolver_core.candidates.versions import FULL, VersionAxis
from resolver_core.index.records import Distribution, IndexLocation
from resolver_core.targets.named import target
from resolver_core.targets.wheel_tags import rank_of
from tests.support.distributions import INDEX_URL, a_distribution, some_releases

A = canonicalize_name("a")
HERE = FileRule(rank_of(target("3.11", "linux").tags), PythonRange.of(SpecifierSet(">=3.11")))
ANYWHERE = replace(HERE, tags=None)
FILES = (
    a_distribution("a-1.0-py3-none-any.whl", uploaded_at="2024-01-01T00:00:00+00:00"),
    a_distribution("a-1.5-py3-none-any.whl", yanked_reason="broken"),
    a_distribution("a-2.0-cp39-cp39-win32.whl", uploaded_at="2024-07-01T00:00:00+00:00"),
    a_distribution("a-2.0.tar.gz", uploaded_at="2024-07-01T00:00:00+00:00"),
    a_distribution("a-2.0+cpu-cp311-cp311-manylinux_2_17_x86_64.whl", uploaded_at="2024-07-01T00:00:00+00:00"),
)


def version_map(
    *files: Distribution,
    rule: FileRule = HERE,
    metadata: FileRule | None = None,
    flat: tuple[Distribution, ...] = (),
    allowed: frozenset[tuple[str, Version]] = frozenset(),
) -> VersionMap:
    rules = FileRules(rule, rule if metadata is None else metadata)
    yanked = FileRules(replace(rules.usable, allow_yanked=True), replace(rules.metadata, allow_yanked=True))
    return VersionMap(
        location=IndexLocation(INDEX_URL),
        releases=some_releases(*(files or FILES)),
        flat=some_releases(*flat, flat=True) if flat else None,
        rules=rules,
        rules_for_yanked=yanked,
        allowed_yanks=allowed,  # type: ignore[arg-type]
        axis=VersionAxis(),
    )


def listed(found: VersionMap, specifiers: str = "", *, oldest_first: bool = False) -> list[str]:
    versions = found.axis.specifier_set(SpecifierSet(specifiers)) if specifiers else FULL
    return list(map(str, found.within(versions, oldest_first=oldest_first)))


def test_versions_of_a_range_come_newest_first() -> None:
    found = version_map()
    assert listed(found) == ["2.0+cpu", "2.0", "1.5", "1.0"]
    assert listed(found, oldest_first=True) == ["1.0", "1.5", "2.0", "2.0+cpu"]
    assert listed(found, ">=1.5,<2") == ["1.5"]
    assert listed(found, "!=1.5") == ["2.0+cpu", "2.0", "1.0"]
    assert listed(found, ">9") == []


def test_what_it_lists() -> None:
    found = version_map()
    assert found.lists(Version("1.0.0"))
    assert not found.lists(Version("1.1"))
    assert found.has_locals
    assert not version_map(FILES[0]).has_locals


def test_a_candidate_is_judged_once() -> None:
    found = version_map()
    candidate = found.candidate(Version("2.0"))
    assert candidate is found.candidate(Version("2.0"))
    assert (candidate.project, str(candidate.version)) == ("a", "2.0")
    assert candidate.index == IndexLocation(INDEX_URL)
    assert len(candidate.files) == 2


def test_a_wheel_that_does_not_fit_stands_in_for_the_sdist() -> None:
    candidate = version_map().candidate(Version("2.0"))
    assert candidate.install_file == FILES[3]
    assert candidate.metadata_file == FILES[2]


def test_two_rules_may_choose_two_files() -> None:
    candidate = version_map(metadata=ANYWHERE).candidate(Version("2.0+cpu"))
    assert candidate.usable is not candidate.metadata
    assert candidate.metadata_file == candidate.install_file == FILES[4]
    only_elsewhere = version_map(FILES[2], metadata=replace(ANYWHERE, python=PythonRange.of(SpecifierSet(">=3.9"))))
    candidate = only_elsewhere.candidate(Version("2.0"))
    assert candidate.usable.rejection is RejectionReason.TAG
    assert candidate.metadata_file == FILES[2]
    assert candidate.install_file is None


def test_a_cut_off_hides_versions() -> None:
    rule = replace(HERE, cutoff=datetime(2024, 6, 1, tzinfo=UTC))
    assert listed(version_map(rule=rule)) == ["1.0"]
    late = a_distribution("a-2.0-py3-none-any.whl")
    assert listed(version_map(rule=rule, flat=(late,))) == ["2.0", "1.0"], "pages of links know no dates"


@pytest.mark.parametrize(("allowed", "is_compatible"), [(frozenset(), False), (frozenset({(A, Version("1.5"))}), True)])
def test_a_pin_brings_a_yanked_version_back(allowed: frozenset[tuple[str, Version]], is_compatible: bool) -> None:
    found = version_map(allowed=allowed)
    assert found.candidate(Version("1.5")).usable.is_compatible is is_compatible
    assert found.rules_of(Version("1.0")) is found.rules


def test_files_of_links_come_first() -> None:
    own = a_distribution("a-1.0-py2.py3-none-any.whl")
    candidate = version_map(FILES[0], flat=(own,)).candidate(Version("1.0"))
    assert candidate.files == (own, FILES[0])
