"""The ladder in the drawer: both gutters, reasons, nearest files, folds; before it is there, the drawer says so."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from resolver_core import Options, explain, ladder_to_json, target
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.causes import CUT, NEW, OLD
from tests.support.documents import a_finished_submission
from tests.support.small_indexes import Example, of
from webui.resolutions.models import Solve, State, StoredLadder, Submission
from webui.resolutions.showing.drawer.ladder import ladder_of

pytestmark = pytest.mark.django_db

NEWER_ELSEWHERE = {
    "torch": {"2.4.1": [], "2.5.1": of(tags="W M"), "2.6": ["sympy<1"], **{f"1.{n}": [] for n in range(9)}},
    "sympy": "1",
}


def stored(example: Example, project: str = "torch") -> Submission:
    """A finished submission with the ladder of one project of an example."""
    submission = a_finished_submission()
    found = explain(
        example.problem(),
        [target(example.python, example.platform)],
        Options(DEFAULT_URL),
        example.index(),
        with_ladders=True,
    )
    document = next(ladder_to_json(ladder) for ladder in found.ladders if ladder.project == project)
    StoredLadder.objects.create(submission=submission, target=1, project="torch", document=document)
    return submission


def drawer(client: Client, submission: Submission) -> str:
    response = client.get(f"{submission.get_absolute_url()}/p/torch", headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.replace("<wbr>", ""))).split())


def rungs(page: str) -> list[str]:
    return [words(part) for part in re.findall(r'<li class="rung[^"]*">(.*?)</li>', page, re.DOTALL)]


def test_every_version_stands_in_two_gutters(client: Client) -> None:
    page = drawer(client, stored(Example(NEWER_ELSEWHERE, ["torch", "sympy>=1"])))
    first, second, third, fourth, *_ = rungs(page)
    assert first == "○ ◇ 2.6 both: it requires sympy<1, and sympy 1 was chosen"
    assert second.startswith("○ ◆ 2.5.1")
    assert third.startswith("● · 2.4.1 ● single-platform: taken")
    assert "not tried: 2.4.1 was tried first and taken" in fourth


def test_no_file_names_what_there_is_and_the_nearest(client: Client) -> None:
    page = drawer(client, stored(Example(NEWER_ELSEWHERE, ["torch", "sympy>=1"])))
    rung = rungs(page)[1]
    assert "no file fits Python 3.11 on linux" in rung
    assert "2 wheels (cp311; Windows x86_64, macOS arm64) and no source distribution" in rung
    assert "nearest torch-2.5.1- cp311-cp311-" in rung


def test_what_is_below_the_picks_is_folded_with_every_version(client: Client) -> None:
    page = drawer(client, stored(Example(NEWER_ELSEWHERE, ["torch", "sympy>=1"])))
    assert "<summary>8 older versions</summary>" in page
    assert "1.7 … 1.0" in words(page)
    assert "1.7 , 1.6 , 1.5 , 1.4 , 1.3 , 1.2 , 1.1 , 1.0" in words(page)


def test_a_requirement_leads_to_the_users_line(client: Client) -> None:
    projects = {"torch": "1 2", "b": {"1": ["torch<2"]}}
    submission = stored(Example(projects, ["torch", "b"]))
    page = drawer(client, submission)
    assert "b 1 requires torch<2 line 4 → b 1" in rungs(page)[0]
    assert f'href="{submission.get_absolute_url()}?view=input#L4"' in page


def test_parts_of_the_lock_name_where_they_hold(client: Client) -> None:
    page = drawer(client, stored(Example({"torch": {"1": [], "2": of(python=">=3.12")}}, ["torch"])))
    assert rungs(page)[0].startswith("○ ◆ 2 ")
    assert "universal: taken where python_full_version >= '3.12'" in rungs(page)[0]
    assert "where python_full_version < '3.12'" in rungs(page)[0]


def test_text_from_an_index_is_escaped(client: Client) -> None:
    submission = stored(Example({"torch": {"1": [], "2": of(yanked=True)}}, ["torch"]))
    row = StoredLadder.objects.get(submission=submission)
    row.document["rungs"][0]["single"]["text"] = "yanked: <script>alert(1)</script>"
    row.save()
    page = drawer(client, submission)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_before_the_explanation_ends_the_drawer_says_that_it_is_being_made(client: Client) -> None:
    submission = a_finished_submission()
    waiting = "What became of every version is still being worked out"
    assert waiting not in words(drawer(client, submission))
    row = Solve.objects.create(
        submission=submission, label="explanation", state=State.RUNNING, queued_at=timezone.now()
    )
    assert waiting in words(drawer(client, submission))
    Solve.objects.filter(pk=row.pk).update(state=State.FAILED)
    page = words(drawer(client, submission))
    assert waiting not in page
    assert "What became of every version is not known" in page


def test_each_target_has_its_own(client: Client) -> None:
    submission = stored(Example({"torch": "1 2"}, ["torch"]))
    assert ladder_of(submission.pk, 1, "torch") is not None
    assert ladder_of(submission.pk, 2, "torch") is None
    assert ladder_of(submission.pk, 1, "sympy") is None


# -- all packages: how far behind --------------------------------------------------------------------------


def packages(client: Client, submission: Submission) -> str:
    page = client.get(f"{submission.get_absolute_url()}?view=packages").content.decode()
    row = re.search(r'<a class="name" href="[^"]*/p/torch"[^>]*>.*?</tr>', page, re.DOTALL)
    assert row
    return words(row[0])


def test_all_packages_name_the_newest_and_what_holds_it_back(client: Client) -> None:
    projects = {"torch": "1 2 3 4rc1", "b": {"1": ["torch<2"]}}
    row = packages(client, stored(Example(projects, ["torch<3", "b"])))
    assert " 2 3 ● single-platform not taken: your line 4 requires torch<3 line 4 ◆" in row
    free = packages(client, stored(Example({"torch": "1 2 3"}, ["torch"])))
    assert free.endswith(" 3 3")
    by_another = packages(client, stored(Example(projects, ["torch", "b"])))
    assert " 3 3 ● single-platform not taken: b 1 requires torch<2 line 4" in by_another


def test_what_the_cut_off_hides_is_not_the_newest(client: Client) -> None:
    projects = {"torch": {"1": of(uploaded=OLD), "2": of(uploaded=NEW)}}
    assert packages(client, stored(Example(projects, ["torch"], tool_uv=CUT))).endswith(" 1 1")
    assert packages(client, stored(Example(projects, ["torch"]))).endswith(" 2 2")


def test_without_a_ladder_all_packages_have_no_such_columns(client: Client) -> None:
    page = client.get(f"{a_finished_submission().get_absolute_url()}?view=packages").content.decode()
    assert "newest" not in page
