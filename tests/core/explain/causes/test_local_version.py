"""`local-version`: one release with different local labels."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import assert_divergence, assert_no_divergence, world_of
from tests.support.small_indexes import Example, of


def test_a_label_that_has_files_for_one_platform() -> None:
    newer = "cp311-cp311-manylinux_2_39_x86_64"
    differs = Example({"a": {"2.0": of(tags="L M"), "2.0+cpu": of(tags=newer)}}, ["a"])
    divergence = assert_divergence(CauseClass.LOCAL_VERSION, world_of(differs), "a")
    assert {fix.title.partition(", ")[2] for fix in divergence.fixes if fix.agrees} <= {
        "label included",
        "without a label",
    }
    agrees = Example({"a": {"2.0": of(tags="L M"), "2.0+cpu": of(tags="L M")}}, ["a"])
    assert_no_divergence(CauseClass.LOCAL_VERSION, world_of(agrees), "a")
