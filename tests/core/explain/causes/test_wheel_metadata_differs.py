"""`wheel-metadata-differs`: the lock reads another file of the version than the install."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import assert_divergence, assert_no_divergence, world_of
from tests.support.small_indexes import Example


def test_two_wheels_of_a_version_that_require_different_things() -> None:
    differ = Example({"t": {"1.0": {"L": ["np>=2"], "M": ["np<2"]}}, "np": "1 2"}, ["t"])
    divergence = assert_divergence(CauseClass.WHEEL_METADATA_DIFFERS, world_of(differ), "t")
    assert divergence.cause is not None
    assert "that the lock's file does not: np>=2" in divergence.cause.summary
    agree = Example({"t": {"1.0": {"L": ["np>=2"], "M": ["np>=2"]}}, "np": "1 2"}, ["t"])
    assert_no_divergence(CauseClass.WHEEL_METADATA_DIFFERS, world_of(agree), "t")
