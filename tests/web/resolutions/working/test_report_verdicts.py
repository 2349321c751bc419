"""The verdict on a report: made by the worker, the same as on the command line, and with what was corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client

from resolver_core import Index, ReportVerdictDocument, judge_report
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.triage import test_needed_facts
from tests.core.triage.test_advice import FAILING, FILE
from tests.core.triage.test_triaging import OLD, both, the_index
from tests.support.reports import a_report
from webui import wiring
from webui.resolutions.models import Question, QuestionKind, State, Submission
from webui.resolutions.working import tasks

# The keeper thread has a connection of its own, so the test's data must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/v1/reports"


@pytest.fixture(autouse=True)
def an_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages wait until a test runs the tasks; the default index is the one in memory."""
    monkeypatch.setattr(wiring, "default_index", lambda: DEFAULT_URL)
    for task in (tasks.solve, tasks.answer):
        monkeypatch.setattr(task, "delay", lambda key: None)


def serve(monkeypatch: pytest.MonkeyPatch, index: Index) -> None:
    @contextmanager
    def opened(**options: object) -> Iterator[Index]:
        yield index

    monkeypatch.setattr(wiring, "open_index", opened)


def worked(client: Client, **body: object) -> Submission:
    """A report sent, and everything run that it needs."""
    response = client.post(ADDRESS, json.dumps(body), content_type="application/json")
    assert response.status_code == 202, response.json()
    submission = Submission.objects.get(pk=response.json()["id"])
    while waiting := submission.solves.filter(state=State.QUEUED).first():
        tasks.solve(waiting.pk)
    tasks.answer(Question.objects.get(submission=submission, kind=QuestionKind.REPORT).pk)
    return submission


def verdict(client: Client, **body: object) -> ReportVerdictDocument:
    submission = worked(client, **body)
    answer = client.get(f"{ADDRESS}/{submission.pk}").json()
    assert answer["state"] == "done", answer
    document: ReportVerdictDocument = answer["verdict"]
    return {**document, "reply": document["reply"].replace(answer["page"], "{permalink}")}


REPORTS = [
    (a_report("torch", transcript=both("2.0", "1.0"), stated=OLD), the_index),
    (a_report("torch", transcript=both("2.0", "1.5"), stated=OLD), the_index),
    (a_report("mirrored", transcript=FAILING), the_index),
    (a_report("plain>9", transcript="$ uv lock\n  \u00d7 No solution found when resolving dependencies:"), the_index),
    (
        a_report("only-312", transcript=test_needed_facts.INSTALL, stated=test_needed_facts.NO_PYTHON),
        test_needed_facts.the_index,
    ),
    (
        a_report("by-system", transcript=test_needed_facts.INSTALL, stated=test_needed_facts.NO_PLATFORM),
        test_needed_facts.the_index,
    ),
    (
        "It differs:\n\n```\n$ uv pip install torch\n + torch==1.0\n$ uv pip install plain\n + plain==2.0\n```\n" + OLD,
        the_index,
    ),
]


@pytest.mark.parametrize(("text", "index"), REPORTS)
def test_the_api_gives_the_verdict_of_the_command_line(
    client: Client, monkeypatch: pytest.MonkeyPatch, text: str, index: object
) -> None:
    assert callable(index)
    serve(monkeypatch, index())
    assert verdict(client, text=text) == judge_report(text, index(), DEFAULT_URL)


def test_a_fact_said_beside_the_report_is_not_asked_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    text = a_report("by-python", transcript=test_needed_facts.INSTALL, stated=test_needed_facts.NO_PYTHON)
    serve(monkeypatch, test_needed_facts.the_index())
    asked = verdict(client, text=text)
    assert [one["field"] for one in asked["needed"]] == ["python"]
    for python in asked["needed"][0]["outcomes"]:
        said = verdict(client, text=text, python=python)
        assert not said["needed"]
        assert not said["assumed"]


def test_a_premise_can_be_taken_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, the_index())
    text = a_report("mirrored", transcript=FAILING)
    stated = verdict(client, text=text)
    assert [one["premise"].rpartition("/")[2] for one in stated["premises"]] == [f"{FILE} 404"]
    assert stated["verdict"] == "reproduced"
    without = verdict(client, text=text, premises=[])
    assert without["premises"] == []
    assert without["verdict"] == "not-reproduced"


def test_a_premise_can_be_stated_without_a_report(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, the_index())
    text = "[project]\nname = 'x'\nversion = '1'\nrequires-python = '>=3.12'\ndependencies = ['mirrored']\n"
    body = {"text": text, "premises": [f"{FILE} 404"]}
    response = client.post("/api/v1/resolutions", json.dumps(body), content_type="application/json")
    submission = Submission.objects.get(pk=response.json()["id"])
    for row in submission.solves.all():
        tasks.solve(row.pk)
    assert submission.solves.get(label="universal").outcome == "failed"
    refused = {"text": text, "premises": ["nothing"]}
    response = client.post("/api/v1/resolutions", json.dumps(refused), content_type="application/json")
    assert response.status_code == 422
    assert "premises" in response.json()["options"]


def test_a_project_that_was_corrected_is_the_one_that_is_judged(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, the_index())
    text = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD)
    submission = worked(client, text=text)
    sent = {**submission.options, "text": submission.text.replace("torch", "torch<2"), "report": text}
    response = client.post("/", {name: value for name, value in sent.items() if value})
    assert response.status_code == 302
    again = Submission.objects.exclude(pk=submission.pk).get()
    while waiting := again.solves.filter(state=State.QUEUED).first():
        tasks.solve(waiting.pk)
    tasks.answer(Question.objects.get(submission=again, kind=QuestionKind.REPORT).pk)
    answer = client.get(f"{ADDRESS}/{again.pk}").json()["verdict"]
    assert {row["project"]: row["ours"] for row in answer["versions"]} == {"torch": ["1.0"]}
