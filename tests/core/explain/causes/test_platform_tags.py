"""`platform-tags`: a version's wheels ask for a newer platform than the target."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import assert_divergence, assert_no_divergence, world_of
from tests.support.small_indexes import Example, of


def test_a_wheel_for_a_newer_glibc() -> None:
    newer = Example({"a": {"1": [], "2": of(tags="cp311-cp311-manylinux_2_39_x86_64")}}, ["a"])
    divergence = assert_divergence(CauseClass.PLATFORM_TAGS, world_of(newer), "a")
    assert divergence.cause is not None
    assert "a-2-cp311-cp311-manylinux_2_39_x86_64.whl" in divergence.cause.summary
    fits = Example({"a": {"1": [], "2": of(tags="cp311-cp311-manylinux_2_17_x86_64")}}, ["a"])
    assert_no_divergence(CauseClass.PLATFORM_TAGS, world_of(fits), "a")


def test_a_wheel_for_another_system_is_no_matter_of_age() -> None:
    windows = Example({"a": {"1": [], "2": of(tags="W")}}, ["a"])
    assert_no_divergence(CauseClass.PLATFORM_TAGS, world_of(windows), "a")
