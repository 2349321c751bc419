"""docs/documents.md has a table of every type of a document, and the tables are those of the types."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.documents_page import PAGE, listed, shapes, written

TEXT = PAGE.read_text("utf-8")


def test_the_tables_are_those_of_the_types() -> None:
    assert written(TEXT) == TEXT, "make documents"


def test_every_type_has_one_table() -> None:
    assert Counter(listed(TEXT)) == Counter(shapes().keys())


def test_every_field_says_what_it_means() -> None:
    silent = [line for line in TEXT.splitlines() if line.startswith("| `") and line.endswith("|  |")]
    assert not [line for line in silent if not line.startswith("| `event`")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("| `problem_digest` |", "| `digest` |"),
        ("| list of [PackageEntry](#packageentry) |", "| list of text |"),
        ("the chosen versions", "some versions"),
    ],
)
def test_a_table_that_is_out_of_date_is_noticed(before: str, after: str) -> None:
    assert before in TEXT
    assert written(TEXT.replace(before, after, 1)) == TEXT


def test_a_type_is_shown_with_all_kinds_of_fields() -> None:
    text = written("<!-- fields: EdgeEntry -->\n<!-- end -->")
    assert "| `line` | integer or `null` | 1-based, of the user's own requirement |" in text
    assert "| `name` | text | of the required project |" in text
    with pytest.raises(KeyError):
        written("<!-- fields: NoSuchEntry -->\n<!-- end -->")
