"""Targets against uv's own word: `tests/support/probed_targets.json` (made by `make probe-targets`)."""

import json
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.tags import Tag
from packaging.version import Version

from resolver_core.errors import InvalidTarget
from resolver_core.targets.environment import MARKER_VARIABLES
from resolver_core.targets.named import (
    ALIASES,
    PLATFORMS,
    PYTHONS,
    rank_of,
    split_platform,
    target,
    uv_platform,
    with_system_version,
)
from resolver_core.targets.wheel_tags import TagMismatch
from tests.support.probe_targets import ANY_PLATFORM, ANY_PYTHON, ANY_TAG, PLATFORM_TAGS, PYTHON_AND_ABI_TAGS, TABLE

PROBED: dict[str, Any] = json.loads(TABLE.read_text())


def tag(text: str) -> Tag:
    return Tag(*text.split("-"))


@pytest.mark.parametrize("name", PROBED["platforms"])
def test_platform_has_uvs_markers(name: str) -> None:
    probed = PROBED["platforms"][name]["markers"]
    assert len(probed) == 8
    markers = target(ANY_PYTHON, name).markers
    assert {variable: markers[variable] for variable in probed} == probed


@pytest.mark.parametrize("name", PROBED["platforms"])
def test_platform_accepts_uvs_tags_in_uvs_order(name: str) -> None:
    accepted = [tag.platform for tag in target(ANY_PYTHON, name).tags if tag.interpreter == "py3" and tag.abi == "none"]
    assert accepted.pop() == "any"
    assert [tag for tag in accepted if tag in PLATFORM_TAGS] == PROBED["platforms"][name]["tags"].split()
    assert set(accepted) <= set(PLATFORM_TAGS), "a tag that was never probed"


@pytest.mark.parametrize("python", PROBED["pythons"])
def test_python_has_uvs_markers(python: str) -> None:
    probed = PROBED["pythons"][python]["markers"]
    is_prerelease = Version(python).is_prerelease  # its implementation_version equals no release
    assert len(probed) == (2 if is_prerelease else 3)
    environment = target(python, ANY_PLATFORM)
    for variable, value in probed.items():
        assert Marker(f"{variable} == '{value}'").evaluate(dict(environment.markers))
    assert environment.markers["python_version"] == probed["python_version"]


@pytest.mark.parametrize("python", PROBED["pythons"])
def test_python_accepts_uvs_tags_in_uvs_order(python: str) -> None:
    accepted = [str(tag) for tag in target(python, ANY_PLATFORM).tags if tag.platform in (ANY_TAG, "any")]
    assert accepted == PROBED["pythons"][python]["tags"].split()
    assert {text.rpartition("-")[0] for text in accepted} <= set(PYTHON_AND_ABI_TAGS), "a tag that was never probed"


@pytest.mark.parametrize("name", PLATFORMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_every_target_is_complete(python: str, name: str) -> None:
    environment = target(python, name)
    assert set(environment.markers) == set(MARKER_VARIABLES)
    assert len(set(environment.tags)) == len(environment.tags) > 10
    assert environment.best_effort or python in PROBED["pythons"]


@pytest.mark.parametrize(("alias", "name"), ALIASES.items())
def test_alias_is_the_platform_it_stands_for(alias: str, name: str) -> None:
    assert target("3.12", alias).markers == target("3.12", name).markers
    assert target("3.12", alias).tags is target("3.12", name).tags


def test_minor_means_its_first_patch() -> None:
    environment = target("3.11", "linux")
    assert str(environment.python_version) == "3.11.0"
    assert environment.markers["implementation_version"] == "3.11"


def test_only_the_release_of_a_prerelease_counts() -> None:
    environment = target("3.12rc1", "linux")
    assert str(environment.python_version) == "3.12.0"
    assert environment.markers["python_version"] == "3.12"
    assert environment.markers["implementation_version"] == "3.12rc1"


@pytest.mark.parametrize(("python", "minor"), [("3", "3.0"), ("3.7", "3.7"), ("3.16", "3.16"), ("3.10rc1", "3.10")])
def test_other_pythons_are_taken_as_uv_takes_them(python: str, minor: str) -> None:
    assert target(python, "linux").markers["python_version"] == minor


def test_free_threaded_python_needs_its_own_abi() -> None:
    environment = target("3.13t", "linux")
    ranks = rank_of(environment.tags)
    assert environment.markers["python_version"] == "3.13"
    assert ranks.rank(tag("cp313-cp313t-linux_x86_64")) is not None
    assert ranks.judge(frozenset({tag("cp313-cp313-linux_x86_64")})) is TagMismatch.FREETHREADED_ABI
    assert ranks.judge(frozenset({tag("cp39-abi3-linux_x86_64")})) is TagMismatch.FREETHREADED_ABI
    assert ranks.judge(frozenset({tag("py3-none-any")})) == ranks.rank(tag("py3-none-any"))


def test_pypy_takes_its_own_wheels_and_pure_ones() -> None:
    environment = target("pypy3.10", "linux")
    ranks = rank_of(environment.tags)
    assert environment.markers["platform_python_implementation"] == "PyPy"
    assert ranks.rank(tag("pp310-pypy310_pp73-manylinux2014_x86_64")) is not None
    assert ranks.rank(tag("py3-none-any")) is not None
    assert ranks.judge(frozenset({tag("cp310-cp310-manylinux2014_x86_64")})) is TagMismatch.PYTHON


@pytest.mark.parametrize(
    ("text", "mismatch"),
    [
        ("cp311-cp311-win_amd64", TagMismatch.PLATFORM),
        ("cp311-cp311t-linux_x86_64", TagMismatch.ABI),
        ("cp312-cp312-linux_x86_64", TagMismatch.PYTHON),
        ("jy27-none-any", TagMismatch.INVALID),
    ],
)
def test_foreign_wheel_is_told_what_it_misses(text: str, mismatch: TagMismatch) -> None:
    assert rank_of(target("3.11", "linux").tags).judge(frozenset({tag(text)})) is mismatch


@pytest.mark.parametrize(
    "python",
    ["", "2.7", "3.5", "311", "3.11t.1", "pypy3.10t", "3.11.x", "3.12.0.dev1", "3.12.0+local", "3.12t", "latest"],
)
def test_unknown_python_is_refused(python: str) -> None:
    with pytest.raises(InvalidTarget, match="Python version") as refusal:
        target(python, "linux")
    assert refusal.value.accepted == PYTHONS


@pytest.mark.parametrize("name", ["", "Linux", "x86_64", "x86_64-manylinux_2_29"])
def test_unknown_platform_is_refused(name: str) -> None:
    with pytest.raises(InvalidTarget, match="platform") as refusal:
        target("3.12", name)
    assert refusal.value.accepted == PLATFORMS


@pytest.mark.parametrize("name", [name for name in PLATFORMS if "-manylinux_2_" in name])
def test_a_stated_glibc_is_the_one_that_uvs_name_says(name: str) -> None:
    named = target("3.12", name)
    assert named.system is not None
    base = {"ppc64le": "powerpc64le"}.get(name.partition("-")[0], name.partition("-")[0])
    usual = "riscv64-unknown-linux" if base == "riscv64" else f"{base}-unknown-linux-gnu"
    stated = target("3.12", f"{usual}@{named.system.number}")
    assert (stated.tags, stated.markers, stated.best_effort) == (named.tags, named.markers, False)
    assert uv_platform(named) == name
    assert target("3.12", uv_platform(stated) or "").tags == named.tags


def test_a_stated_version_is_part_of_the_target() -> None:
    newer = target("3.12", "macos@14.2")
    assert (newer.platform, newer.system_version) == ("macos", "14.2")
    assert newer.label == "Python 3.12 on macos (macOS 14.2)"
    assert newer != target("3.12", "macos")
    assert target("3.12", newer.platform_and_version) == newer == target("3.12", " macos @ 14.2.1 ")
    assert uv_platform(newer) == "macos"


@pytest.mark.parametrize(
    "name", ["macos@13", "linux@2.28", "x86_64-unknown-linux-musl@1.2", "riscv64-unknown-linux@2.39"]
)
def test_uvs_own_version_stated_is_no_other_target(name: str) -> None:
    platform, _ = split_platform(name)
    assert target("3.12", name) == target("3.12", platform)
    assert target("3.12", name).label == f"Python 3.12 on {platform}"


def test_what_uv_has_no_name_for_is_best_effort() -> None:
    assert target("3.12", "linux@2.24").best_effort
    assert target("3.12", "x86_64-unknown-linux-musl@1.1").best_effort
    assert uv_platform(target("3.12", "linux@2.24")) is None
    assert not target("3.12", "macos@26").best_effort


@pytest.mark.parametrize(
    ("name", "number", "newest"),
    [
        ("macos", "14", "macosx_14_0_arm64"),
        ("x86_64-manylinux2014", "2.34", "manylinux_2_34_x86_64"),
        ("aarch64-unknown-linux-musl", "1.1", "musllinux_1_1_aarch64"),
        ("ppc64le-manylinux_2_31", "2.28", "manylinux_2_28_ppc64le"),
    ],
)
def test_any_target_with_a_system_can_be_of_another_age(name: str, number: str, newest: str) -> None:
    aged = with_system_version(target("3.12", name), number)
    assert aged.tags[0].platform == newest
    assert aged.markers == target("3.12", name).markers


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("windows@10", "takes none"), ("x86_64-manylinux_2_28@2.34", "takes none"), ("macos@9", "version of macOS"),
        ("macos@", "version of macOS"), ("linux@2", "version of glibc"), ("macos@14@15", "version of macOS"),
        ("nowhere@14", "platform"),
    ],
)  # fmt: skip
def test_a_version_that_cannot_be_is_refused(name: str, words: str) -> None:
    with pytest.raises(InvalidTarget, match=words):
        target("3.12", name)
