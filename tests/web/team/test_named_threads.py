"""Threads are found in a text however it names them, and numbers that are none are not."""

from __future__ import annotations

import pytest

from webui.team.named_threads import LONGEST, MOST_NAMED, NamedThread, issues_at, named_in, of_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("as in #17497.", [(17497, "")]),
        ("(#123, #124)", [(123, ""), (124, "")]),
        ("see Owner/Name#123", [(123, "owner/name")]),
        ("https://code.test/Owner/name/issues/123#issuecomment-9", [(123, "owner/name")]),
        ("[a](https://code.test/owner/name/-/merge_requests/7)", [(7, "owner/name")]),
        ("https://code.test/owner/name/pull/9/files", [(9, "owner/name")]),
        ("&#123; #1 # 12 x#12 #12ab https://code.test/a#123 color: #1234567", []),
        ("", []),
    ],
)
def test_threads_of_a_text(text: str, found: list[tuple[int, str]]) -> None:
    assert named_in([text]) == [NamedThread(*one) for one in found]


def test_a_text_with_many_has_an_end() -> None:
    assert len(named_in([" ".join(f"#{number}" for number in range(10, 500))])) == MOST_NAMED


def test_what_is_written_into_the_index_is_read_back() -> None:
    thread = NamedThread(123, "owner/name")
    assert thread.words == ("#123", "#owner/name#123")
    assert of_words([*thread.words, "torch", "#x"]) == [NamedThread(123), thread]
    assert NamedThread(123, f"owner/{'n' * LONGEST}").words == ("#123",), "a number that is cut would be another one"


def test_a_number_alone_may_be_of_any_repository() -> None:
    assert NamedThread(12).may_be(NamedThread(12, "a/b"))
    assert not NamedThread(12, "a/b").may_be(NamedThread(12, "a/c"))
    assert not NamedThread(12).may_be(NamedThread(13))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://code.test/owner/name/issues/7", "https://code.test/owner/name/issues/"),
        ("https://code.test/owner/name/-/issues/7", "https://code.test/owner/name/-/issues/"),
        ("https://code.test/owner/name/pull/7", "https://code.test/owner/name/issues/"),
        ("https://code.test/owner/name", ""),
        ("https://code.test/issues/7", ""),
        ("", ""),
    ],
)
def test_where_the_issues_of_a_tracker_are(address: str, found: str) -> None:
    assert issues_at(address) == found
