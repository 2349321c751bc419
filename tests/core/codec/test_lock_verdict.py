"""A verdict on an existing lock as JSON: every fact comes back."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import from_json, to_json
from resolver_core.answer.lock_verdict import LockVerdict, StaleLock, StaleReason
from resolver_core.codec.lock_verdict import lock_verdict_entry, lock_verdict_of
from tests.support.existing_locks import Asked

W = canonicalize_name("w")


@pytest.mark.parametrize("kind", StaleLock)
def test_a_reason_comes_back(kind: StaleLock) -> None:
    verdict = LockVerdict(StaleReason(kind, ("a>=1",), ("a>=2", "b"), W, Version("1.0")))
    assert lock_verdict_of(lock_verdict_entry(verdict)) == verdict


def test_what_was_not_compared_comes_back() -> None:
    verdict = LockVerdict(unchecked=(W,))
    entry = lock_verdict_entry(verdict)
    assert (entry["use"], entry["reason"], entry["unchecked"]) == ("satisfies", None, ["w"])
    assert lock_verdict_of(entry) == verdict


def test_an_answer_with_a_lock_says_so() -> None:
    kept = Asked().resolution()
    document = to_json(kept)
    assert document["lock"]["use"] == "satisfies"
    assert from_json(document).lock_verdict == kept.lock_verdict
    assert from_json(document).is_kept_lock
    stale = to_json(Asked().with_project("a>=1", "a>=2").resolution())
    assert stale["lock"]["reason"] is not None
    assert not from_json(stale).is_kept_lock
