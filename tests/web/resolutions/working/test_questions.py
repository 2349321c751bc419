"""Questions about a finished resolution are answered by solving again, from what was kept with it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.builders import Releases, a_release, an_index
from tests.support.documents import a_submission
from webui import wiring
from webui.resolutions.models import IndexData, Question, State, Submission
from webui.resolutions.working import questions, tasks

# The keeper thread has a connection of its own, so the test's data must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

TORCH = {
    "torch": [
        a_release("torch", "2.4.1", "sympy", tag="cp38-cp38-manylinux1_x86_64"),
        a_release("torch", "2.5.1", "sympy", tag="cp39-cp39-manylinux1_x86_64"),
    ],
    "sympy": {"1.13.3": [], "1.12": []},
}


@pytest.fixture
def opened_how_often(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each time that the real index was opened."""
    return serve(monkeypatch, TORCH)


def serve(monkeypatch: pytest.MonkeyPatch, projects: Mapping[str, Releases]) -> list[int]:
    times: list[int] = []

    @contextmanager
    def opened(**options: object) -> Iterator[object]:
        times.append(1)
        yield an_index(projects)

    monkeypatch.setattr(wiring, "open_index", opened)
    return times


@pytest.fixture
def asked(opened_how_often: list[int], queue: list[int], monkeypatch: pytest.MonkeyPatch) -> Submission:
    """A submission with both answers and the reasons."""
    monkeypatch.setattr(tasks.answer, "delay", tasks.answer)
    submission = a_submission()
    for row in submission.solves.all():
        tasks.solve(row.pk)
    explanation = submission.solves.get(label="explanation")
    tasks.solve(explanation.pk)
    return Submission.objects.get(pk=submission.pk)


def put(client: Client, submission: Submission, **fields: object) -> Any:
    return client.post(f"{submission.get_absolute_url()}/ask", fields, follow=True)


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().replace("<wbr>", ""))
    return " ".join(html.unescape(text).split())


def test_the_reasons_keep_what_they_read(asked: Submission) -> None:
    assert IndexData.objects.get(pk=asked.pk).default_index == "https://index.test/simple"


def test_what_is_kept_is_bounded(asked: Submission, settings: Any) -> None:
    IndexData.objects.all().delete()
    settings.INDEX_DATA_BYTES = 10
    row = asked.solves.get(label="explanation")
    row.state = State.QUEUED
    row.save()
    tasks.solve(row.pk)
    assert not IndexData.objects.exists()


def test_why_a_version(client: Client, asked: Submission) -> None:
    page = words(put(client, asked, kind="why", project="torch"))
    assert "why torch 2.4.1 ● single-platform" in page
    assert "the index lists 2 versions of torch 2 left, newest 2.5.1" in page
    assert "versions without a file for Python 3.8" in page
    assert "why torch 2.5.1 ◆ universal" in page


def test_why_not_a_version(client: Client, asked: Submission) -> None:
    page = words(put(client, asked, kind="why-not", project="sympy", version="1.12"))
    assert "sympy==1.12 would be fine: with it there is a solution." in page
    page = words(put(client, asked, kind="why-not", project="torch", version="==2.5.1"))
    assert "torch==2.5.1 clashes" in page


def test_the_same_question_is_answered_once(client: Client, asked: Submission) -> None:
    for _ in range(2):
        put(client, asked, kind="why", project="torch")
    assert Question.objects.get().attempt == 1


def test_an_answer_needs_no_index_where_all_is_kept(
    client: Client, asked: Submission, opened_how_often: list[int]
) -> None:
    before = len(opened_how_often)
    IndexData.objects.update(is_all=True)
    assert "torch==2.5.1 clashes" in words(put(client, asked, kind="why-not", project="torch", version="2.5.1"))
    assert "is not known: files that this would have to read are not among the index data" in words(
        put(client, asked, kind="why-not", project="sympy", version="1.12")
    )
    assert len(opened_how_often) == before


def test_what_was_kept_answers_before_the_index_does(
    client: Client, asked: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(monkeypatch, {"torch": {"9": []}, "sympy": {"9": []}})
    assert "newest 2.5.1" in words(put(client, asked, kind="why", project="torch"))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "why-not", "project": "torch"}, 422),
        ({"kind": "nonsense", "project": "torch"}, 422),
        ({"kind": "why"}, 422),
        ({}, 422),
        ({"kind": "why", "project": "x" * 300}, 422),
    ],
)
def test_what_is_no_question_is_refused(client: Client, asked: Submission, fields: Any, status: int) -> None:
    assert put(client, asked, **fields).status_code == status
    assert not Question.objects.exists()


def test_a_question_without_an_answer_says_why(client: Client, asked: Submission) -> None:
    assert "neither mode installs zebra" in words(put(client, asked, kind="why", project="zebra"))
    page = words(put(client, asked, kind="why-not", project="torch", version="1 <script>"))
    assert "is not NAME==VERSION" in page


def test_the_drawer_asks_and_links_each_experiment(client: Client, asked: Submission) -> None:
    page = client.get(f"{asked.get_absolute_url()}/p/torch").content.decode()
    assert f'action="{asked.get_absolute_url()}/ask"' in page
    places = re.findall(rf'href="{asked.get_absolute_url()}/experiment/([^"]+)"', page)
    assert places[0] == "divergences.0.0.0"


def test_an_experiment_can_be_opened_and_solved_again(client: Client, asked: Submission) -> None:
    page = words(client.get(f"{asked.get_absolute_url()}/experiment/divergences.0.0.0"))
    assert "single-platform solve where a file for any platform will do" in page
    assert "axis file rule: as the universal policy has it" in page
    assert "It supports the cause." in page
    again = words(put(client, asked, kind="experiment", place="divergences.0.0.0"))
    assert "Solved again from what was recorded: 2.5.1" in again
    assert "torch 2.4.1 2.5.1" in again


@pytest.mark.parametrize("place", ["divergences.9.0.0", "x", "divergences.0.0", "divergences.a.b.c", "solves.0.0.0"])
def test_there_is_no_other_experiment(client: Client, asked: Submission, place: str) -> None:
    assert client.get(f"{asked.get_absolute_url()}/experiment/{place}").status_code == 404


def test_lost_questions_are_queued_again_and_given_up(asked: Submission, settings: Any) -> None:
    question, _ = questions.put(asked, "why", "torch", 1)
    Question.objects.update(state=State.RUNNING, attempt=1, queued_at="2020-01-01T00:00:00Z")
    assert questions.stale() == [question]
    Question.objects.update(attempt=3, queued_at="2020-01-01T00:00:00Z")
    assert questions.stale() == []
    assert Question.objects.get().state == State.FAILED


def test_a_question_is_not_lost_while_it_may_still_run(asked: Submission, settings: Any) -> None:
    settings.SOLVE_SECONDS, settings.ANSWER_SECONDS, settings.REQUEUE_SECONDS = 300, 60, 60
    ago = timezone.now() - timedelta(seconds=200)
    verdict, why = (questions.put(asked, kind, "", 1)[0] for kind in ("report", "why"))
    Question.objects.update(state=State.RUNNING, attempt=1, queued_at=ago)
    assert questions.stale() == [why], "a verdict has longer"
    Question.objects.update(state=State.QUEUED, queued_at=ago - timedelta(hours=1))
    assert questions.claim(verdict.pk)
    assert questions.stale() == [why], "its time begins when it is taken up"


def test_trying_again_forgets_what_was_kept(client: Client, asked: Submission) -> None:
    put(client, asked, kind="why", project="torch")
    client.post(f"{asked.get_absolute_url()}/retry")
    assert not IndexData.objects.exists()
    assert not Question.objects.exists()


def test_a_late_worker_writes_nothing(asked: Submission) -> None:
    question, _ = questions.put(asked, "why", "torch", 1)
    row = questions.claim(question.pk)
    assert row is not None
    assert questions.claim(question.pk) is None
    Question.objects.update(attempt=2)
    questions.finish(row, State.DONE, {})
    assert Question.objects.get().state == State.RUNNING
