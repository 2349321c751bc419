"""The words for what becomes of a lock."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.answer.lock_verdict import LockVerdict, StaleLock, StaleReason
from resolver_core.explain.wording.lock_verdicts import KEPT, KEPT_AS_FAR_AS_COMPARED, reason_in_words, verdict_in_words
from tests.support.existing_locks import Asked


@pytest.mark.parametrize("kind", StaleLock)
def test_every_reason_has_words(kind: StaleLock) -> None:
    said = verdict_in_words(LockVerdict(StaleReason(kind)))
    assert said.startswith("Your uv.lock is out of date: ")
    assert "`uv lock` solves again" in said


def test_a_lock_that_satisfies() -> None:
    assert verdict_in_words(LockVerdict()) == KEPT
    said = verdict_in_words(LockVerdict(unchecked=(canonicalize_name("w"),)))
    assert said == f"{KEPT_AS_FAR_AS_COMPARED} Not compared, since it was not given: w."


def test_both_sides_of_a_difference() -> None:
    verdict = Asked().with_project("a>=1", "a>=2").verdict()
    assert verdict.reason is not None
    assert reason_in_words(verdict.reason) == "p: its requirements changed (your uv.lock: `a>=1`; your project: `a>=2`)"


def test_a_long_list_is_cut() -> None:
    reason = StaleReason(StaleLock.CONSTRAINTS, asked=("a", "b", "c", "d", "e"))
    assert reason_in_words(reason).endswith("(not in your uv.lock: `a`, `b`, `c` and 2 more)")
