"""`platform-tags`: a version's wheels ask for a newer platform than the target."""

from __future__ import annotations

import pytest

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import (
    World,
    assert_divergence,
    assert_failure,
    assert_finding,
    assert_no_divergence,
    assert_no_finding,
    of_mode,
    world_of,
)
from tests.support.small_indexes import Example, of

MAC_14, MAC_15 = ("cp311-cp311-macosx_14_0_arm64", "cp311-cp311-macosx_15_0_arm64")


def a_mac(two: str, *, platform: str = "macos", ask: str = "a") -> World:
    return world_of(Example({"a": {"1": [], "2": of(tags=two)}}, [ask], platform=platform))


@pytest.mark.parametrize(
    ("platform", "tags", "words"),
    [
        ("linux", "cp311-cp311-manylinux_2_39_x86_64", "glibc 2.39 is the oldest"),
        ("x86_64-manylinux2014", "cp311-cp311-manylinux_2_24_x86_64", "the target has glibc 2.17: glibc 2.24 is"),
        ("linux@2.10", "cp311-cp311-manylinux2010_x86_64", "glibc 2.12 is the oldest"),
        ("macos", MAC_14, "wheels for macOS 14 and later"),
        ("macos@12", f"{MAC_15} {MAC_14}", "the target has macOS 12: macOS 14 is the oldest"),
        ("x86_64-apple-darwin@10.12", "cp311-cp311-macosx_10_15_universal2", "macOS 10.15 is the oldest"),
        ("x86_64-apple-darwin@10.15", "cp311-cp311-macosx_11_0_x86_64", "macOS 11 is the oldest"),
        ("x86_64-unknown-linux-musl@1.1", "cp311-cp311-musllinux_1_2_x86_64", "musl 1.2 is the oldest"),
    ],
)
def test_a_wheel_for_a_newer_machine(platform: str, tags: str, words: str) -> None:
    divergence = assert_divergence(CauseClass.PLATFORM_TAGS, a_mac(tags, platform=platform), "a")
    assert divergence.cause is not None
    assert words in divergence.cause.summary
    assert f"(a-2-{tags.split()[-1]}.whl" in divergence.cause.summary
    assert all(experiment.change.system_version for experiment in divergence.cause.experiments)


def test_no_fix_changes_the_machine() -> None:
    divergence = assert_divergence(CauseClass.PLATFORM_TAGS, a_mac(MAC_14), "a")
    assert all("macOS 14" not in fix.title and fix.patch for fix in divergence.fixes)


@pytest.mark.parametrize(
    ("platform", "tags"),
    [
        ("linux", "cp311-cp311-manylinux_2_17_x86_64"),  # it fits
        ("macos@14.2", MAC_14),
        ("linux", "W"),  # another system
        ("x86_64-unknown-linux-musl", "cp311-cp311-manylinux_2_39_x86_64"),
        ("macos", "cp311-cp311-macosx_14_0_x86_64"),  # another machine
        ("macos", "cp312-cp312-macosx_14_0_arm64"),  # another Python
        ("macos", "cp311-cp311-macosx_14_2_arm64"),  # uv takes it on no macOS
    ],
)
def test_what_no_newer_machine_would_change_is_no_matter_of_age(platform: str, tags: str) -> None:
    assert_no_divergence(CauseClass.PLATFORM_TAGS, a_mac(tags, platform=platform), "a")


@pytest.mark.parametrize("tags", [MAC_14, "any"])
def test_what_the_version_needs_may_ask_for_more(tags: str) -> None:
    projects = {"a": {"1": [], "2": of("b==2", tags=tags)}, "b": {"1": [], "2": of(tags=MAC_15)}}
    divergence = assert_divergence(CauseClass.PLATFORM_TAGS, world_of(Example(projects, ["a"], platform="macos")), "a")
    assert divergence.cause is not None
    assert "macOS 15 is the oldest system with which both modes agree on a" in divergence.cause.summary


def test_a_failure_of_an_older_machine() -> None:
    found = assert_failure(CauseClass.PLATFORM_TAGS, a_mac(MAC_14, ask="a>1"), ("single",))
    assert "macOS 14 is the oldest system with which there is a solution" in of_mode(found, "single").cause.summary


def test_a_failure_that_no_newer_machine_helps() -> None:
    found = a_mac("cp311-cp311-macosx_14_2_arm64", ask="a>1").explained()
    failure = of_mode(found, "single")
    assert CauseClass.PLATFORM_TAGS not in {cause.cause_class for cause in (failure.cause, *failure.further_causes)}


def test_a_source_distribution_where_a_newer_machine_takes_a_wheel() -> None:
    world = a_mac(f"{MAC_14} sdist")
    finding = assert_finding(CauseClass.PLATFORM_TAGS, world, "a", "2", fixable=False)
    assert "installed from its source distribution" in finding.cause.summary
    assert "with macOS 14 a wheel of it would be taken" in finding.cause.summary
    assert not finding.fixes
    assert_no_finding(CauseClass.PLATFORM_TAGS, a_mac(f"{MAC_14} sdist", platform="macos@14"))
    assert_no_finding(CauseClass.PLATFORM_TAGS, a_mac("cp312-cp312-macosx_14_0_arm64 sdist"))
