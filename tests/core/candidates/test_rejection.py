"""One vocabulary, and what documents show of it."""

from __future__ import annotations

import pytest

from resolver_core.candidates.rejection import SHOWN, SHOWN_AS, RejectionReason, shown

ONLY_OF_PIP = {RejectionReason.UNSATISFYING}
"""pip has no ladder."""


def test_documents_know_every_reason_that_a_ladder_can_have() -> None:
    assert {shown(reason) for reason in RejectionReason if reason not in ONLY_OF_PIP} == set(SHOWN)
    assert len(SHOWN) == len(set(SHOWN))


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (RejectionReason.TAG, "no-file"),
        (RejectionReason.NO_FILES, "no-file"),
        (RejectionReason.NO_BUILD, "switched-off"),
        (RejectionReason.IMPOSSIBLE_REQUIREMENT, "conflict"),
        (RejectionReason.CUT_OFF, "cut-off"),
        (RejectionReason.PRERELEASE, "pre-release"),
    ],
)
def test_what_is_shown(reason: RejectionReason, expected: str) -> None:
    assert shown(reason) == expected


def test_only_what_is_finer_than_its_document_is_in_the_table() -> None:
    assert all(SHOWN_AS[reason] != reason.value for reason in SHOWN_AS)
