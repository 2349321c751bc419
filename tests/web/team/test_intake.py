"""The same report is one case; what is edited is judged anew; what was fixed returns as a regression."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.support.cases import NOT_SO, PARTLY, PROSE, TORCH, a_case, a_judged_case, finish, judge, words
from tests.support.team import Triagers
from webui.resolutions.models import Question, Solve, State, Submission
from webui.team import asked_again, intake, reading, tasks, verdicts
from webui.team.changing import Edit, change_case
from webui.team.models import AskedAgain, Case, Team
from webui.team.models.cases import Source
from webui.team.moves import CaseState, ClosedAs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


def close(triagers: Triagers, case: Case, closed_as: ClosedAs = ClosedAs.FIXED) -> None:
    case.refresh_from_db()
    change_case(triagers.as_member().actor, case, case.version, Edit(CaseState.CLOSED, closed_as))
    case.refresh_from_db()


def test_a_report_is_queued_and_judged_when_everything_is_solved(triagers: Triagers) -> None:
    case = a_case(triagers)
    case.refresh_from_db()
    assert (case.number, case.state, case.is_judged) == (1, "new", False)
    assert case.submission is not None
    assert Solve.objects.filter(submission=case.submission).count() == 2
    judge(case)
    case.refresh_from_db()
    assert (case.state, case.standing, case.cause_class) == ("reproduced", "reproduced", "no-compatible-file")
    assert case.fingerprint.startswith("1:no-compatible-file:torch:")
    assert (case.project, case.index, case.uv_version) == ("torch", "index.test", "0.13.8")
    assert case.verdict_seconds is not None
    assert [kind for kind, _, _ in words(case)] == ["came", "judged", "moved"]
    assert verdicts.take_due() == 0


def test_a_report_of_which_some_comes_out_has_a_state_of_its_own(triagers: Triagers) -> None:
    case = a_judged_case(triagers, PARTLY)
    assert (case.state, case.get_state_display(), case.standing) == ("partly-reproduced", "partly reproduced", "partly")
    assert ("moved", "new", "partly reproduced") in words(case)
    client = triagers.client()
    html = client.get("/team/triage/?state=partly-reproduced").content.decode()
    assert html.count('class="case-row"') == 1
    assert 'aria-current="true">partly reproduced <b>1</b>' in html
    assert 'class="case-row"' not in client.get("/team/triage/?state=reproduced").content.decode()
    assert triagers.token_client("viewer").get("/api/v1/teams/triage/cases/1").json()["state"] == "partly-reproduced"


def test_a_report_without_a_project_is_judged_at_once(triagers: Triagers) -> None:
    case = a_case(triagers, PROSE)
    case.refresh_from_db()
    assert case.is_judged
    assert case.state in ("needs-information", "not-about-resolution")
    assert case.title == "uv is slow"
    assert case.verdict
    assert case.verdict["reply"]


def test_the_same_report_twice_is_one_case(triagers: Triagers) -> None:
    first = a_case(triagers)
    again = a_case(triagers, TORCH.replace("\n", "  \r\n") + "\n\n")
    assert again.pk == first.pk
    assert Case.objects.count() == 1
    assert Team.objects.get(pk=triagers.team.pk).next_number == 2
    assert words(first)[-1] == ("came-again", "", "the same")


def test_two_teams_have_each_their_own_case(triagers: Triagers) -> None:
    other = Team.objects.get(slug="not-triage")
    a_case(triagers)
    case, is_new = intake.receive(triagers.as_member().actor, other, intake.Received(TORCH))
    assert is_new
    assert case.number == 1


def test_an_issue_that_was_edited_is_judged_anew(triagers: Triagers) -> None:
    url = "https://code.test/uv/issues/7"
    case = a_judged_case(triagers, NOT_SO, url=url, source=Source.ISSUE)
    assert case.state == "not-reproduced"
    edited = a_case(triagers, TORCH, url=url, source=Source.ISSUE)
    assert edited.pk == case.pk
    judge(edited)
    case.refresh_from_db()
    assert (case.standing, case.report) == ("reproduced", TORCH.strip("\n"))
    assert case.state == "not-reproduced", "a new verdict moves new cases only"


def test_a_bare_project_is_a_report_too(triagers: Triagers) -> None:
    case = a_case(triagers, "[project]\nname = 'demo'\nversion = '1'\ndependencies = ['torch']\n")
    assert case.report.startswith("```toml\n[project]")
    assert case.title == "A project: demo"
    assert case.submission is not None


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (reading.MOST_CHARACTERS + 1)])
def test_what_cannot_be_read_is_no_case(triagers: Triagers, text: str) -> None:
    with pytest.raises(reading.Unreadable):
        a_case(triagers, text)
    assert not Case.objects.exists()


def test_a_project_with_mistakes_is_a_case_that_says_so(triagers: Triagers) -> None:
    case = a_case(triagers, "A bug:\n\n```toml\n[project]\nname = 'x'\nversion = '1'\ndependencies = ['a >> 1']\n```\n")
    case.refresh_from_db()
    assert case.is_judged
    assert case.state == "new"
    assert case.trouble


def test_secrets_do_not_reach_the_case(triagers: Triagers) -> None:
    text = TORCH + "\n```console\n$ uv lock --index https://ada:s3cretpassword@index.test/simple\n```\n"
    case = a_case(triagers, text, title="at https://ada:s3cretpassword@index.test/", url="https://a:s3cret@code.test/1")
    case.refresh_from_db()
    for found in (case.report, case.title, case.source_url):
        assert "s3cret" not in found


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.test", "https://", "https://a.test/ b", "nothing"])
def test_an_address_that_is_none_is_left_out(triagers: Triagers, url: str) -> None:
    assert a_case(triagers, url=url).source_url == ""


def test_a_case_that_was_fixed_returns_as_a_regression(triagers: Triagers) -> None:
    case = a_judged_case(triagers)
    close(triagers, case)
    assert case.closed_as == "fixed"
    a_case(triagers)
    case.refresh_from_db()
    assert (case.state, case.is_regression, case.closed_as) == ("new", True, "")
    assert words(case)[-1] == ("regression", "", "it was closed as fixed")


def test_a_case_that_was_answered_is_no_regression(triagers: Triagers) -> None:
    case = a_judged_case(triagers)
    close(triagers, case, ClosedAs.ANSWERED)
    a_case(triagers)
    case.refresh_from_db()
    assert (case.state, case.is_regression) == ("closed", False)


def test_another_report_of_what_was_fixed_is_a_regression(triagers: Triagers) -> None:
    fixed = a_judged_case(triagers)
    close(triagers, fixed)
    case = a_judged_case(triagers, f"Hello!\n\n{TORCH}")
    assert (case.is_regression, case.returned_from, case.state) == (True, fixed, "reproduced")
    assert words(case)[-1] == ("regression", "", "#1 was closed as fixed")


def test_what_found_the_queue_full_is_asked_later(triagers: Triagers, settings: Settings) -> None:
    Submission.objects.all()
    settings.QUEUE_LIMIT = 1
    a_case(triagers, f"Hello!\n\n{TORCH}")
    case = a_case(triagers)
    case.refresh_from_db()
    assert case.submission is None
    tasks.take_verdicts()
    case.refresh_from_db()
    assert case.submission is None, "it is still full"
    settings.QUEUE_LIMIT = 0
    tasks.take_verdicts()
    case.refresh_from_db()
    assert case.submission is not None


def test_a_verdict_that_failed_says_why(triagers: Triagers) -> None:
    case = a_case(triagers)
    finish(case)
    Question.objects.update(state=State.FAILED, document=None, error="It broke.")
    tasks.take_verdicts()
    case.refresh_from_db()
    assert (case.is_judged, case.trouble, case.state) == (True, "It broke.", "new")


def fail(case: Case, error: str = "No answer within 60 seconds.") -> None:
    """What the workers would do where no verdict can be made."""
    finish(case)
    Case.objects.filter(pk=case.pk).update(is_judged=False)
    Question.objects.filter(submission__cases=case).update(state=State.FAILED, document=None, error=error)
    assert verdicts.take_due()
    case.refresh_from_db()


def test_a_verdict_that_failed_leaves_the_one_before(triagers: Triagers) -> None:
    url = "https://code.test/uv/issues/7"
    case = a_judged_case(triagers, url=url)
    before = case.verdict
    a_case(triagers, f"{TORCH}\nMore.\n", url=url)
    fail(case)
    assert (case.is_judged, case.trouble) == (True, "No answer within 60 seconds.")
    assert case.verdict == before
    page = triagers.client().get("/team/triage/cases/1").content.decode()
    assert "No verdict could be made. No answer within 60 seconds." in page
    assert "Before: the verdict on the earlier words" in page
    assert "Thank you for the report!" in page[page.index("The earlier reply") :]
    assert "data-copy" not in page, "it is no answer to the words of now"
    assert "no verdict" in triagers.client().get("/team/triage/").content.decode()
    document = triagers.token_client("viewer").get("/api/v1/teams/triage/cases/1").json()
    assert (document["verdict"], document["answer"], document["reply"]) == (None, "", "")


def test_a_case_without_a_verdict_is_tried_again(triagers: Triagers, django_capture_on_commit_callbacks: Any) -> None:
    case = a_judged_case(triagers)
    fail(case)
    client, address = triagers.client(), "/team/triage/cases/1/try-again"
    assert ">Try again</button>" in client.get("/team/triage/cases/1").content.decode()
    assert ">Try again</button>" not in triagers.client("viewer").get("/team/triage/cases/1").content.decode()
    answers = case.submission
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    case.refresh_from_db()
    assert (case.is_judged, case.trouble, case.submission) == (False, "", answers), "its answers are there already"
    assert Question.objects.get(submission=answers).state == State.QUEUED
    assert words(case)[-1] == ("asked-again", "", "there was no verdict")
    judge(case)
    case.refresh_from_db()
    assert (case.is_judged, case.trouble) == (True, "")
    told = client.post(address, follow=True).content.decode()
    assert "It has a verdict, or is being solved." in told


def test_what_has_used_its_time_is_tried_again_as_a_new_question(
    triagers: Triagers, django_capture_on_commit_callbacks: Any
) -> None:
    case = a_judged_case(triagers)
    fail(case)
    before = case.submission
    assert before
    Submission.objects.filter(pk=before.pk).update(worker_seconds=890)
    with django_capture_on_commit_callbacks(execute=True):
        triagers.client().post("/team/triage/cases/1/try-again")
    case.refresh_from_db()
    assert case.submission is not None
    assert case.submission.parent == before
    assert case.submission.report == case.report


def test_the_same_words_again_are_tried_again_where_there_is_no_verdict(
    triagers: Triagers, django_capture_on_commit_callbacks: Any
) -> None:
    case = a_judged_case(triagers)
    fail(case)
    client = triagers.client()
    with django_capture_on_commit_callbacks(execute=True):
        told = client.post("/team/triage/cases/new", {"text": TORCH}, follow=True).content.decode()
    assert "It came to no verdict: it is solved again." in told
    case.refresh_from_db()
    assert not case.is_judged
    assert case.submission is not None
    judge(case)
    told = client.post("/team/triage/cases/new", {"text": TORCH}, follow=True).content.decode()
    assert "The team has a case of this report already: here it is." in told


def test_asked_again_in_a_round_a_case_without_a_verdict_gets_one(triagers: Triagers) -> None:
    case = a_judged_case(triagers)
    Case.objects.filter(pk=case.pk).update(trouble="It broke.")
    begun = asked_again.begin(triagers.as_member().actor, triagers.team, asked_again.askable(triagers.team), "a test")
    assert begun
    row = begun.cases.get()
    AskedAgain.objects.filter(pk=row.pk).update(submission=case.submission)
    assert asked_again.take_due() == 1
    case.refresh_from_db()
    assert (case.trouble, case.is_judged) == ("", True)


def test_the_week_is_that_of_its_coming(triagers: Triagers) -> None:
    week = a_case(triagers).week
    assert week.weekday() == 0
    assert timezone.now().date() - week < timedelta(days=8)


SAVED = """\
---
number: 7
title: "`uv` is  wrong"
url: https://code.test/x/issues/7
---

# Another heading

uv sync fails
"""


@pytest.mark.parametrize(
    ("report", "title", "url"),
    [
        (SAVED, "`uv` is wrong", "https://code.test/x/issues/7"),
        (
            SAVED.replace("---\n", "```yaml\n", 1).replace("---\n", "```\n", 1),
            "`uv` is wrong",
            "https://code.test/x/issues/7",
        ),
        ("<!-- fill this in\n# no -->\n---\n# uv sync fails\n\n`uv sync`\n", "uv sync fails", ""),
        ("---\nuv sync fails for me\n", "uv sync fails for me", ""),
    ],
)
def test_a_saved_report_has_the_title_and_the_address_of_its_header(
    triagers: Triagers, report: str, title: str, url: str
) -> None:
    case = a_case(triagers, report)
    assert (case.title, case.source_url) == (title, url)
