"""What is wrong with one file, and which of two files is nearer to being usable (uv-resolution 3.1, 3.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.verdicts import FileRule, Judgement, is_excluded, judge
from resolver_core.targets.named import target
from resolver_core.targets.wheel_tags import TagMismatch, rank_of
from tests.support.distributions import a_distribution

CUTOFF = datetime(2024, 6, 1, tzinfo=UTC)
HERE = FileRule(rank_of(target("3.11", "linux").tags), PythonRange.of(SpecifierSet(">=3.11")))
ANYWHERE = replace(HERE, tags=None)
EARLY, LATE = "2024-05-31T23:59:59+00:00", "2024-06-01T00:00:00+00:00"


def wheel(tag: str = "py3-none-any", **facts: str) -> Judgement:
    return judge(a_distribution(f"a-1.0-{tag}.whl", **facts), HERE)


@pytest.mark.parametrize(
    ("filename", "rule", "reason"),
    [
        ("a-1.0-py3-none-any.whl", HERE, None),
        ("a-1.0.tar.gz", HERE, None),
        ("a-1.0.zip", HERE, None),
        ("a-1.0.tar.bz2", HERE, RejectionReason.NOT_PEP_625),
        ("a-1.0-py3-none-any.whl", replace(HERE, no_binary=True), RejectionReason.NO_BINARY),
        ("a-1.0.tar.gz", replace(HERE, no_binary=True), None),
        ("a-1.0.tar.gz", replace(HERE, no_build=True), RejectionReason.NO_BUILD),
        ("a-1.0.tar.bz2", replace(HERE, no_build=True), RejectionReason.NO_BUILD),
        ("a-1.0-cp39-cp39-win32.whl", HERE, RejectionReason.TAG),
        ("a-1.0-cp311-cp311-win32.whl", ANYWHERE, None),
        ("a-1.0-cp39-cp39-win32.whl", ANYWHERE, RejectionReason.TAG),
    ],
)
def test_what_is_wrong_with_a_file(filename: str, rule: FileRule, reason: RejectionReason | None) -> None:
    verdict = judge(a_distribution(filename), rule).verdict
    assert verdict.rejection is reason
    assert verdict.is_compatible is (reason is None)


def test_the_cut_off_hides_what_came_at_it_or_later_or_nobody_knows_when() -> None:
    rule = replace(HERE, cutoff=CUTOFF)
    for uploaded, hidden in ((EARLY, False), (LATE, True), (None, True)):
        file = a_distribution("a-1.0-py3-none-any.whl", uploaded_at=uploaded)
        assert is_excluded(file, CUTOFF) is hidden
        assert judge(file, rule).verdict.is_compatible is not hidden
        assert judge(file, rule, flat=True).verdict.is_compatible, "a flat index has no dates"
        assert not is_excluded(file, None)


def test_the_date_is_asked_before_the_kind_of_file() -> None:
    rule = replace(HERE, cutoff=CUTOFF, no_binary=True)
    late = a_distribution("a-1.0-py3-none-any.whl", uploaded_at=LATE)
    assert judge(late, rule).verdict.rejection is RejectionReason.CUT_OFF


def test_a_yanked_file_counts_where_it_is_allowed() -> None:
    yanked = a_distribution("a-1.0-py3-none-any.whl", yanked_reason="broken")
    assert judge(yanked, HERE).verdict.rejection is RejectionReason.YANKED
    assert judge(yanked, replace(HERE, allow_yanked=True)).verdict.is_compatible
    assert judge(yanked, HERE, flat=True).verdict.is_compatible, "a flat index knows no yanks"


@pytest.mark.parametrize(
    ("tag", "mismatch", "detail"),
    [
        ("cp312-cp312-win32", TagMismatch.PYTHON, "python"),
        ("cp311-cp310-win32", TagMismatch.ABI, "abi"),
        ("cp311-cp311-win32", TagMismatch.PLATFORM, "platform"),
    ],
)
def test_how_a_tag_misses(tag: str, mismatch: TagMismatch, detail: str) -> None:
    found = wheel(tag)
    assert found.verdict.tag_mismatch is mismatch
    assert found.detail == detail


def test_the_fact_behind_a_verdict() -> None:
    rule = replace(HERE, cutoff=CUTOFF)
    file = a_distribution("a-1.0-py3-none-any.whl", uploaded_at=LATE)
    assert judge(file, rule).detail == LATE
    assert judge(replace(file, uploaded_at=None), rule).detail == ""
    assert wheel(yanked_reason="broken").detail == "broken"
    assert wheel(yanked_reason="").detail == ""
    assert wheel().detail == ""


def test_what_can_be_used_is_better_than_what_cannot() -> None:
    good, bad = wheel(), wheel("cp39-cp39-win32")
    assert good.is_better_than(bad)
    assert not bad.is_better_than(good)


def test_nothing_is_better_than_its_equal() -> None:
    for one in (wheel(), wheel("cp39-cp39-win32"), judge(a_distribution("a-1.0.tar.bz2"), HERE)):
        assert not one.is_better_than(one)


def test_of_two_usable_wheels_the_better_tag_counts_then_the_build() -> None:
    assert wheel("cp311-cp311-manylinux_2_17_x86_64").is_better_than(wheel("py3-none-any"))
    assert wheel("2-py3-none-any").is_better_than(wheel("1-py3-none-any"))
    assert wheel("1-py3-none-any").is_better_than(wheel())


def test_of_two_unusable_wheels_the_nearer_miss_counts() -> None:
    assert wheel("cp311-cp311-win32").is_better_than(wheel("cp39-cp39-win32"))
    assert wheel("cp39-cp39-win32").is_better_than(wheel(yanked_reason="broken"))
    late = judge(a_distribution("a-1.0-py3-none-any.whl", uploaded_at=LATE), replace(HERE, cutoff=CUTOFF))
    assert late.is_better_than(wheel("cp311-cp311-win32"))


def test_a_yank_without_a_reason_gives_way_to_none() -> None:
    with_reason, without = wheel(yanked_reason="broken"), wheel(yanked_reason="")
    assert without.is_better_than(with_reason)
    assert not with_reason.is_better_than(without)
