"""The first screen says what to do, and which file each side read."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.support.documents import a_finished_submission, an_explanation
from tests.web.resolutions.showing.test_explanations import explained, show, words
from webui.resolutions.showing.advice import MOST_LINES, advice
from webui.resolutions.showing.explanations import FixView
from webui.resolutions.showing.patches import PatchLine


def a_fix(lines: int) -> FixView:
    patch = (PatchLine("@@ -1 +1 @@", "place"), *(PatchLine(f"+{number}", "added") for number in range(lines)))
    return FixView(
        "divergences.0.0", "Do it", patch, "patch", "both modes now agree on everything", True, (), "", False, False
    )


def test_nothing_offered_is_no_advice() -> None:
    assert advice(()) is None


def test_a_long_edit_is_cut_and_says_so() -> None:
    found = advice([a_fix(MOST_LINES + 3), a_fix(1)])
    assert found is not None
    assert [line.text for line in found.lines] == ["+0", "+1", "+2", "+3", "+4"]
    assert (found.left_out, found.others) == (3, 1)


@pytest.mark.django_db
def test_what_to_do_stands_before_the_table(client: Client) -> None:
    page = show(client, explained().get_absolute_url())
    advised = page.index('class="advice')
    assert advised < page.index('id="row-torch"')
    assert "What to do Narrow requires-python" in words(page[advised - 20 :])


@pytest.mark.django_db
def test_nothing_is_advised_before_a_fix_was_tried(client: Client) -> None:
    assert "What to do" not in show(client, a_finished_submission().get_absolute_url())


@pytest.mark.django_db
def test_the_head_says_which_file_each_side_read(client: Client) -> None:
    page = show(client, explained().get_absolute_url())
    files = re.search(r'<dl class="lead-files">.*?</dl>', page, re.DOTALL)
    assert files
    said = words(files[0])
    assert (
        "uv sync reads torch-2.5.1- cp39-none-macosx_11_0_arm64 .whl ; no wheel or source distribution of 2.5.1 can be "
        "installed here" in said
    )
    assert said.endswith(".whl , the file that would be installed here")


@pytest.mark.django_db
def test_many_consequences_are_one_row_under_their_root(client: Client) -> None:
    submission = explained()
    document = an_explanation()
    torch = document["divergences"][0]
    names = [row["project"] for row in submission.comparison("single").document["rows"]]
    assert "triton" in names
    comparison = submission.comparison("single")
    row = next(row for row in comparison.document["rows"] if row["project"] == "triton")
    more = [{**row, "project": f"nvidia-{number}"} for number in range(4)]
    comparison.document["rows"] += more
    comparison.save()
    follower = document["divergences"][1]
    document["divergences"] = [torch, follower, *({**follower, "project": one["project"]} for one in more)]
    submission.explanation = document
    submission.save()
    page = show(client, submission.get_absolute_url())
    folded = re.search(r'<tr class="followers">.*?</details>', page, re.DOTALL)
    assert folded
    assert words(folded[0]).startswith("5 follow from torch")
    assert "and 2 more" in words(folded[0])
    assert all(f'id="row-{one["project"]}"' in folded[0] for one in more)
