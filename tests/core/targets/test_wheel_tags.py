"""Which wheel tags a Python accepts, how good each is, and what a wheel misses."""

from __future__ import annotations

from itertools import islice

import pytest
from packaging.tags import Tag, parse_tag
from packaging.tags import cpython_tags as packagings_tags

from resolver_core.targets.wheel_tags import (
    TagMismatch,
    TagRanks,
    abi_python_version,
    components,
    cpython_tags,
    is_free_threaded,
    is_stable_abi,
    known_tags,
    platform_family,
    pypy_tags,
    python_tag_parts,
    rank_of,
)

PLATFORMS = ("manylinux_2_17_x86_64", "manylinux2014_x86_64", "linux_x86_64")
CP311 = TagRanks(tuple(cpython_tags(11, PLATFORMS)))
FREE = TagRanks(tuple(cpython_tags(13, PLATFORMS, free_threaded=True)))


def test_the_best_tag_is_ones_own_and_the_worst_is_any_python_on_any_platform() -> None:
    assert list(map(str, islice(cpython_tags(11, PLATFORMS), 2))) == [
        "cp311-cp311-manylinux_2_17_x86_64",
        "cp311-cp311-manylinux2014_x86_64",
    ]
    assert CP311.rank(Tag("py30", "none", "any")) == 1
    assert CP311.rank(CP311.tags[0]) == len(CP311.tags)
    assert CP311.rank(Tag("cp312", "cp312", PLATFORMS[0])) is None


def test_packaging_knows_the_same_tags_of_cpython() -> None:
    ours = {tag for tag in cpython_tags(11, PLATFORMS) if tag.interpreter.startswith("cp") and tag.platform != "any"}
    theirs = set(packagings_tags((3, 11), ["cp311"], PLATFORMS))
    assert ours == theirs


def test_a_free_threaded_python_takes_its_own_abi_and_none() -> None:
    assert str(FREE.tags[0]) == f"cp313-cp313t-{PLATFORMS[0]}"
    assert FREE.judge(parse_tag("cp313-cp313-manylinux_2_17_x86_64")) is TagMismatch.FREETHREADED_ABI
    assert FREE.judge(parse_tag("cp313-abi3-manylinux_2_17_x86_64")) is TagMismatch.FREETHREADED_ABI
    assert isinstance(FREE.judge(parse_tag("py3-none-any")), int)


def test_pypy_takes_its_own_abi_and_pure_wheels() -> None:
    ranks = TagRanks(tuple(pypy_tags(10, "pypy310_pp73", PLATFORMS)))
    assert isinstance(ranks.judge(parse_tag("pp310-pypy310_pp73-linux_x86_64")), int)
    assert isinstance(ranks.judge(parse_tag("py2.py3-none-any")), int)
    assert ranks.judge(parse_tag("cp310-cp310-linux_x86_64")) is TagMismatch.PYTHON


@pytest.mark.parametrize(
    ("tags", "miss"),
    [
        ("cp311-cp311-win32", TagMismatch.PLATFORM),
        ("cp311-cp310-linux_x86_64", TagMismatch.ABI),
        ("cp310-cp310-linux_x86_64", TagMismatch.ABI),
        ("cp312-cp312-linux_x86_64", TagMismatch.PYTHON),
        ("odd-none-any", TagMismatch.INVALID),
        ("cp311-odd-linux_x86_64", TagMismatch.INVALID),
        ("cp311-cp311-odd", TagMismatch.INVALID),
        ("cp39.cp311-cp311-win32", TagMismatch.PLATFORM),
    ],
)
def test_what_the_nearest_tag_misses(tags: str, miss: TagMismatch) -> None:
    assert CP311.judge(parse_tag(tags)) is miss


def test_the_best_tag_of_a_wheel_is_its_rank() -> None:
    several = parse_tag("cp311.py3-cp311.none-manylinux2014_x86_64.linux_x86_64")
    assert CP311.judge(several) == CP311.rank(Tag("cp311", "cp311", "manylinux2014_x86_64"))


def test_one_target_has_one_table() -> None:
    assert rank_of(CP311.tags) is rank_of(tuple(CP311.tags))


@pytest.mark.parametrize(
    ("tag", "parts"),
    [("cp311", ("cp", 3, 11)), ("py3", ("py", 3, None)), ("pp310", ("pp", 3, 10)), ("none", None), ("odd", None)],
)
def test_the_parts_of_a_python_tag(tag: str, parts: object) -> None:
    assert python_tag_parts(tag) == parts


@pytest.mark.parametrize(
    ("abi", "version"),
    [
        ("cp311", (3, 11)),
        ("cp37m", (3, 7)),
        ("pypy310_pp73", (3, 10)),
        ("graalpy242_311_native", (3, 11)),
        ("abi3", None),
        ("none", None),
        ("pypy_73", None),
    ],
)
def test_the_python_of_an_abi(abi: str, version: object) -> None:
    assert abi_python_version(abi) == version


def test_kinds_of_abi() -> None:
    assert [abi for abi in ("abi3", "abi3t", "cp311", "none") if is_stable_abi(abi)] == ["abi3", "abi3t"]
    assert [abi for abi in ("cp313t", "cp313td", "cp313", "abi3t") if is_free_threaded(abi)] == ["cp313t", "cp313td"]


@pytest.mark.parametrize(
    ("platform", "family"),
    [
        ("manylinux_2_34_x86_64", ("manylinux", "x86_64")),
        ("manylinux2014_aarch64", ("manylinux", "aarch64")),
        ("linux_x86_64", ("manylinux", "x86_64")),
        ("musllinux_1_2_x86_64", ("musllinux", "x86_64")),
        ("macosx_11_0_arm64", ("macosx", "arm64")),
        ("win_amd64", ("win", "amd64")),
        ("win32", ("win", "win32")),
    ],
)
def test_the_family_of_a_platform(platform: str, family: tuple[str, str]) -> None:
    assert platform_family(platform) == family


def test_what_cannot_be_read_is_dropped() -> None:
    assert known_tags(["cp311", "odd"], ["cp311", "odd"], ["any", "odd", "win32"]) == (
        ["cp311"],
        ["cp311"],
        ["any", "win32"],
    )
    assert components(parse_tag("py2.py3-none-any")) == ({"py2", "py3"}, {"none"}, {"any"})
