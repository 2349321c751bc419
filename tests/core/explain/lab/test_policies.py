"""Policies with something changed keep everything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from packaging.utils import canonicalize_name

from resolver_core import Settings
from resolver_core.explain.lab.changes import Axis, Change, SettingChange, Start
from resolver_core.explain.lab.policies import changed_policy, policy_key, with_settings
from resolver_core.inputs.problem import IndexStrategy, PrereleaseMode
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example

A = canonicalize_name("a")
DAY = datetime(2024, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("axis", Axis)
def test_one_axis_of_the_other_preset(axis: Axis) -> None:
    laboratory = a_laboratory(Example({"a": "1"}, ["a"]))
    single, universal = laboratory.single_policy, laboratory.universal_policy
    changed = changed_policy(Start.SINGLE, single, universal, Change(axes=(axis,)))
    assert changed.label == f"single+{axis}"
    every = changed_policy(Start.SINGLE, single, universal, Change(axes=tuple(Axis)))
    assert policy_key(every) == policy_key(universal)
    if axis is not Axis.PREFERENCES:  # there is no lock
        assert policy_key(changed) != policy_key(single)


def test_settings_for_all_and_for_one() -> None:
    settings = Settings(exclude_newer=DAY, exclude_newer_package={A: DAY})
    changes = (SettingChange("prerelease", "allow"), SettingChange("prerelease", "disallow", A))
    changed = with_settings(settings, (*changes, SettingChange("index-strategy", "unsafe-best-match")))
    assert (changed.prerelease, changed.prerelease_package) == (PrereleaseMode.ALLOW, {A: PrereleaseMode.DISALLOW})
    assert changed.index_strategy is IndexStrategy.UNSAFE_BEST_MATCH
    off = with_settings(settings, (SettingChange("exclude-newer", "off", A),))
    assert (off.exclude_newer, off.exclude_newer_package) == (DAY, {A: None})
    assert with_settings(settings, (SettingChange("exclude-newer", "off"),)) == Settings(exclude_newer_package={})


@pytest.mark.parametrize("change", [SettingChange("colour", "green"), SettingChange("prerelease", "maybe")])
def test_what_is_no_setting_is_refused(change: SettingChange) -> None:
    with pytest.raises(ValueError, match=r"no such setting|maybe"):
        with_settings(Settings(), (change,))
