"""Targets, times and ranges, written and read back."""

from __future__ import annotations

from datetime import UTC, datetime

from packaging.specifiers import SpecifierSet

from resolver_core.codec.target import (
    SolvedTargetEntry,
    TargetEntry,
    platform_of,
    solved_target_entry,
    specifiers_of,
    specifiers_text,
    target_entry,
    target_entry_or_none,
    target_of,
    time_of,
    time_text,
)
from resolver_core.targets.named import target
from tests.support.shapes import assert_shape

HERE = target("3.11", "linux")


def test_a_target_is_read_back() -> None:
    assert target_entry(HERE) == {"python": "3.11", "platform": "linux", "label": "Python 3.11 on linux"}
    assert_shape(target_entry(HERE), TargetEntry)
    assert_shape(solved_target_entry(HERE), SolvedTargetEntry)
    assert target_of(target_entry(HERE)) == HERE == target_of(solved_target_entry(HERE))


def test_no_target() -> None:
    assert target_entry_or_none(None) is None
    assert target_entry_or_none(HERE) == target_entry(HERE)
    assert target_of(None) is None


def test_times_and_ranges_are_read_back() -> None:
    moment = datetime(2024, 11, 29, 12, 30, tzinfo=UTC)
    assert time_text(moment) == "2024-11-29T12:30:00+00:00"
    assert time_of(time_text(moment)) == moment
    assert specifiers_of(specifiers_text(SpecifierSet(">=3.8,<4"))) == SpecifierSet(">=3.8,<4")
    assert (time_text(None), time_of(None), specifiers_text(None), specifiers_of(None)) == (None, None, None, None)


def test_the_version_of_a_system_is_read_back() -> None:
    newer = target("3.11", "macos@14.2")
    entry = solved_target_entry(newer)
    assert (entry["platform"], entry["system_version"]) == ("macos", "14.2")
    assert entry["label"] == "Python 3.11 on macos (macOS 14.2)"
    assert_shape(entry, SolvedTargetEntry)
    assert platform_of(entry) == "macos@14.2"
    assert target_of(entry) == newer == target_of(target_entry(newer))


def test_a_document_without_a_version_means_uvs_own() -> None:
    entry = target_entry(target("3.11", "macos@13"))
    assert "system_version" not in entry
    assert target_of(entry) == target("3.11", "macos")
