"""Lists of answers tell two of one name apart."""

from __future__ import annotations

import pytest

from tests.support.documents import a_submission
from webui.resolutions.models import Submission
from webui.resolutions.showing.listed import LONGEST_LINE, changed_line, of_author, public_ones

TEXT = '[project]\nname = "metrics"\ndependencies = [\n    "torch",\n]\n'


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (TEXT, TEXT.replace('"torch"', '"torch<3"'), 'with "torch<3"'),
        (TEXT, TEXT.replace('    "torch",\n', ""), 'without "torch"'),
        (TEXT, TEXT.replace("    ", "  ") + "\n", ""),
    ],
)
def test_the_first_line_that_changed_is_told(before: str, after: str, told: str) -> None:
    assert changed_line(before, after) == told


def test_a_long_line_is_cut() -> None:
    assert changed_line("", "x" * 200) == f"with {'x' * (LONGEST_LINE - 1)}…"


@pytest.mark.django_db
def test_only_the_authors_own_list_compares_texts() -> None:
    texts = TEXT, TEXT.replace('"torch"', '"torch<3"')
    for text in texts:
        row = a_submission()
        Submission.objects.filter(pk=row.pk).update(author="somebody", text=text, visibility="public")
    assert [one.changed for one in of_author("somebody")] == ['with "torch<3"', ""]
    assert not any(one.changed for one in public_ones("").pastes)
