"""Of a version without a usable file: which wheels come nearest to the target."""

from __future__ import annotations

from packaging.version import Version

from resolver_core.candidates.nearest import MOST, nearest_files
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.verdicts import FileRule, judge
from resolver_core.targets.named import target
from resolver_core.targets.wheel_tags import TagRanks, rank_of
from tests.support.builders import LINUX
from tests.support.distributions import a_distribution

RANKS = rank_of(target("3.11", LINUX).tags)


def nearest(*tags: str, ranks: TagRanks = RANKS) -> list[str]:
    """The tags of the files that come nearest; "-L" stands for a platform of the target."""
    rule = FileRule(ranks, PythonRange.at_least(Version("3.11")))
    names = [f"a-1.0-{tag.replace('-L', '-manylinux_2_17_x86_64')}.whl" for tag in tags]
    judged = [judge(a_distribution(name), rule) for name in names]
    found = nearest_files(judged, ranks)
    return [tags[names.index(file.filename)] for file in found]


def test_a_wheel_for_another_platform_is_nearer_than_one_for_another_python() -> None:
    assert nearest("cp39-cp39-L", "cp311-cp311-win32") == ["cp311-cp311-win32"]


def test_the_same_family_of_platforms_is_nearer() -> None:
    tags = ("cp311-cp311-win32", "cp311-cp311-manylinux_2_99_x86_64")
    assert nearest(*tags) == list(reversed(tags))


def test_among_pythons_the_next_is_nearest() -> None:
    assert nearest("cp36-cp36m-L", "cp310-cp310-L", "cp39-cp39-L") == ["cp310-cp310-L", "cp39-cp39-L"]
    assert nearest("pp311-pypy311_pp73-L", "cp312-cp312-L") == ["cp312-cp312-L", "pp311-pypy311_pp73-L"]


def test_few_are_named() -> None:
    assert len(nearest(*(f"cp3{minor}-cp3{minor}-L" for minor in range(6, 10)))) == MOST


def test_what_fits_or_fails_otherwise_is_no_near_miss() -> None:
    assert nearest("cp311-cp311-L") == []
    yanked = a_distribution("a-1.0-cp39-cp39-win32.whl", yanked_reason="broken")
    rule = FileRule(RANKS, PythonRange.at_least(Version("3.11")))
    assert nearest_files([judge(yanked, rule)], RANKS) == ()


def test_without_a_target_the_order_stays() -> None:
    rule = FileRule(None, PythonRange.at_least(Version("3.11")))
    files = [a_distribution(f"a-1.0-{tag}-win32.whl") for tag in ("cp36-cp36m", "cp310-cp310")]
    assert nearest_files([judge(file, rule) for file in files], None) == tuple(files)
