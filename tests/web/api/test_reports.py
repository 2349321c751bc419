"""The API of issue reports: queued with the report, judged once the reasons are found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from resolver_core import judge_report
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.triage.test_triaging import both, the_index
from tests.support.described import assert_described
from tests.support.documents import a_finished_submission, an_explanation, end
from tests.support.reports import STATED, a_report
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Question, QuestionKind, Solve, State, Submission
from webui.resolutions.working import questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

ADDRESS = "/api/v1/reports"
SEEN = both("2.0", "1.0")
TEXT = a_report("torch", transcript=SEEN, stated=STATED.replace("3.12.4", "3.8.20"))


def post(client: Client, **body: object) -> Any:
    return client.post(ADDRESS, json.dumps(body), content_type="application/json")


def judged(report: str, state: State = State.DONE) -> Submission:
    """A finished answer of a report, and what became of its verdict."""
    asked = Asked("[project]\nname = 'x'\nversion = '1'\n", python="3.8")
    submission = a_finished_submission(asked=asked)
    row = Solve.objects.create(submission=submission, label=Label.EXPLANATION, queued_at=timezone.now())
    end(row, State.DONE)
    Submission.objects.filter(pk=submission.pk).update(report=report, explanation=an_explanation())
    if report:
        question, _ = questions.put(submission, QuestionKind.REPORT, "", 1)
        document = judge_report(report, the_index(), DEFAULT_URL) if state is State.DONE else None
        error = "It broke." if state is State.FAILED else ""
        Question.objects.filter(pk=question.pk).update(state=state, document=document, error=error)
    return submission


def test_a_report_is_queued_and_stays_with_the_answer(client: Client) -> None:
    response = post(client, text=TEXT)
    assert response.status_code == 202, response.json()
    assert_described(response.json(), "Accepted")
    submission = Submission.objects.get()
    assert submission.report == TEXT
    assert submission.text.startswith("[project]")
    assert response["Location"] == f"{ADDRESS}/{submission.pk}"
    waiting = client.get(response["Location"]).json()
    assert_described(waiting, "ReportAnswer")
    assert (waiting["state"], waiting["verdict"]) == ("running", None)


def test_a_report_without_a_project_is_judged_at_once(client: Client) -> None:
    response = post(client, text="uv sync fails here:\n\n```\n$ uv sync\nerror: Permission denied (os error 13)\n```\n")
    assert response.status_code == 200
    assert_described(response.json(), "ReportAnswer")
    assert response.json()["verdict"]["verdict"] == "not-about-resolution"
    asked = post(client, text="It does something else:\n\n```\n$ uv sync\nResolved 2 packages\n```\n").json()
    assert asked["verdict"]["verdict"] == "needs-information"


def test_what_is_no_report_is_refused(client: Client) -> None:
    response = post(client, text="[project]\nname = 'x'\nversion = '1'\n")
    assert response.status_code == 422
    assert "no issue report" in response.json()["error"]
    assert client.get(ADDRESS).status_code == 405
    assert client.get(f"{ADDRESS}/none").status_code == 404


def test_secrets_are_removed_before_anything_is_stored(client: Client) -> None:
    leaking = TEXT.replace("$ uv sync", "$ uv sync --index-url https://me:s3cr3tpassw0rd@index.test/simple")
    response = post(client, text=leaking)
    assert response.status_code == 202, response.json()
    assert "s3cr3tpassw0rd" not in Submission.objects.get().report


def test_the_verdict_once_it_is_there(client: Client) -> None:
    submission = judged(TEXT)
    answer = client.get(f"{ADDRESS}/{submission.pk}").json()
    assert_described(answer, "ReportAnswer")
    assert answer["state"] == "done"
    assert answer["verdict"]["causes"][0]["cause_class"] == "no-compatible-file"
    assert answer["page"] in answer["verdict"]["reply"]


@pytest.mark.parametrize(("state", "said"), [(State.QUEUED, "running"), (State.FAILED, "failed")])
def test_a_verdict_that_is_not_there(client: Client, state: State, said: str) -> None:
    submission = judged(TEXT, state)
    answer = client.get(f"{ADDRESS}/{submission.pk}").json()
    assert_described(answer, "ReportAnswer")
    assert (answer["state"], answer["verdict"]) == (said, None)
    assert bool(answer["error"]) is (said == "failed")
    page = client.get(submission.get_absolute_url()).content.decode()
    assert ('hx-select="#verdict"' in page) is (said == "running")


def test_the_page_has_a_box_with_the_reply(client: Client) -> None:
    submission = judged(TEXT)
    page = client.get(submission.get_absolute_url()).content.decode()
    assert "The report: reproduced" in page
    assert "Copy the reply" in page
    assert f'href="/?from={submission.pk}"' in page
    assert "The report" not in client.get(judged("").get_absolute_url()).content.decode()
    row = submission.questions.get()
    assert client.get(f"{submission.get_absolute_url()}/q/{row.pk}").status_code == 302


def test_markup_of_a_report_is_text_on_the_page(client: Client) -> None:
    hostile = TEXT.replace("$ uv sync", "$ uv sync --extra '<script>x</script>'")
    page = client.get(judged(hostile).get_absolute_url()).content.decode()
    assert "<script>x" not in page


def test_a_pasted_report_goes_with_the_form(client: Client) -> None:
    page = client.post("/", {"text": TEXT}).content.decode()
    assert 'name="report"' in page
    sent = {"text": "[project]\nname = 'x'\nversion = '1'\n", "python": "3.8", "platform": "linux", "report": TEXT}
    assert client.post("/", sent).status_code == 302
    assert Submission.objects.get().report == TEXT
