"""Reasons are stored as they are found, each once, and a write that fails costs nothing that another one stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Manager, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resolver_core import explain, explanation_to_json
from tests.support.builders import a_release, an_index
from tests.support.documents import a_finished_submission, a_submission, an_explanation
from webui import wiring
from webui.resolutions.models import FoundReason, IndexData, Question, Solve, State, StoredLadder, Submission
from webui.resolutions.working import leases, permalinks, tasks
from webui.resolutions.working.found_reasons import FoundReasons

# The keeper thread has a connection of its own, so the test's data must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

TORCH = {
    "torch": [
        a_release("torch", "2.4.1", "sympy", tag="cp38-cp38-manylinux1_x86_64"),
        a_release("torch", "2.5.1", "sympy>=1.13", "triton", tag="cp39-cp39-manylinux1_x86_64"),
    ],
    "sympy": {"1.13.3": [], "1.12": []},
    "triton": {"3.1.0": []},
}


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch, queue: list[int]) -> Submission:
    """A submission with both answers, whose reasons wait to be looked for."""

    @contextmanager
    def opened(**options: object) -> Iterator[object]:
        yield an_index(TORCH)

    monkeypatch.setattr(wiring, "open_index", opened)
    submission = a_submission()
    for row in submission.solves.all():
        tasks.solve(row.pk)
    return Submission.objects.get(pk=submission.pk)


def look_for_reasons(submission: Submission) -> Submission:
    tasks.solve(submission.solves.get(label="explanation").pk)
    return Submission.objects.get(pk=submission.pk)


def search(submission: Submission) -> Solve:
    return submission.solves.get(label="explanation")


def explained(submission: Submission) -> list[str]:
    return [entry["project"] for entry in (submission.reasons or {"divergences": []})["divergences"]]


def fail(monkeypatch: pytest.MonkeyPatch, model: Any, method: str, times: int = 99, field: str = "") -> list[int]:
    """Let the next writes of a model fail, of a field alone where one is named; what has failed is counted."""
    owner = QuerySet if method in ("update", "bulk_create") else Manager
    real, failed = getattr(owner, method), []

    def broken(self: Any, *values: Any, **fields: Any) -> Any:
        if self.model is model and len(failed) < times and (not field or field in fields):
            failed.append(1)
            raise DatabaseError("the disk is full")
        return real(self, *values, **fields)

    monkeypatch.setattr(owner, method, broken)
    return failed


# -- as they are found --------------------------------------------------------------------------


def test_reasons_are_shown_while_the_search_goes_on(
    client: Client, solved: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[str], int, str]] = []
    take = FoundReasons.take

    def look(self: FoundReasons, reason: Any) -> None:
        take(self, reason)
        submission = Submission.objects.get(pk=solved.pk)
        page = client.get(f"{submission.get_absolute_url()}/explaining").content.decode()
        seen.append((explained(submission), FoundReason.objects.count(), page))
        assert submission.explanation is None
        assert client.get(f"/api/v1/resolutions/{solved.pk}").json()["explanation"]["complete"] is False

    monkeypatch.setattr(FoundReasons, "take", look)
    end = look_for_reasons(solved)
    assert [(projects, number) for projects, number, _ in seen][:2] == [(["torch"], 1), (["torch", "triton"], 2)]
    assert "2 explained so far" in seen[1][2]
    assert explained(end) == ["torch", "triton"]
    assert end.explanation["complete"] is True
    assert not FoundReason.objects.exists()


def test_the_document_is_written_once(solved: Submission) -> None:
    row = search(solved)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        tasks.solve(row.pk)
    statements = [query["sql"] for query in queries]
    assert sum('UPDATE "resolutions_submission" SET "explanation"' in one for one in statements) == 1
    assert sum('INSERT INTO "resolutions_foundreason"' in one for one in statements) == 2


def test_the_rows_say_what_the_document_would(solved: Submission) -> None:
    row = search(solved)
    claim = leases.claim(row.pk)
    assert claim is not None
    targets = (solved.asked.environment(),)
    found = FoundReasons(targets, claim)
    problem = solved.asked.problem(solved.created_at)
    options = solved.asked.options("https://index.test/simple")
    explanation = explain(problem, targets, options, an_index(TORCH), on_found=found.take)
    whole = explanation_to_json(explanation)
    reasons = Submission.objects.get(pk=solved.pk).reasons
    assert reasons == whole | {"solves": 0, "complete": False}


def test_a_new_attempt_takes_the_place_of_a_lost_one(solved: Submission) -> None:
    row = search(solved)
    old = an_explanation()["divergences"]
    for place, entry in enumerate(old):
        FoundReason.objects.create(submission=solved, attempt=1, place=place, kind="divergences", document=entry)
    Solve.objects.filter(pk=row.pk).update(attempt=1)
    assert explained(Submission.objects.get(pk=solved.pk)) == ["torch", "triton"]
    FoundReason.objects.create(submission=solved, attempt=2, place=0, kind="divergences", document=old[1])
    assert explained(Submission.objects.get(pk=solved.pk)) == ["triton"]
    look_for_reasons(solved)
    assert not FoundReason.objects.exists()


def test_a_worker_that_lost_its_claim_stores_nothing(solved: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    row, take = search(solved), FoundReasons.take

    def lose(self: FoundReasons, reason: Any) -> None:
        Solve.objects.filter(pk=row.pk).update(attempt=7)
        take(self, reason)

    monkeypatch.setattr(FoundReasons, "take", lose)
    assert look_for_reasons(solved).reasons is None
    assert not FoundReason.objects.exists()


def test_a_search_that_is_stopped_leaves_what_it_found(solved: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    take = FoundReasons.take

    def stop(self: FoundReasons, reason: Any) -> None:
        take(self, reason)
        raise tasks.Cancelled

    monkeypatch.setattr(FoundReasons, "take", stop)
    end = look_for_reasons(solved)
    assert search(end).state == State.CANCELLED
    assert (explained(end), end.explanation["complete"]) == (["torch"], False)


def test_a_retry_forgets_the_rows(solved: Submission) -> None:
    FoundReason.objects.create(submission=solved, attempt=1, place=0, kind="divergences", document={})
    permalinks.retry(solved)
    assert not FoundReason.objects.exists()


# -- one late write loses nothing ---------------------------------------------------------------


def test_index_data_that_cannot_be_kept_leave_the_reasons(
    solved: Submission, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    IndexData.objects.all().delete()  # which the answers have kept
    failed = fail(monkeypatch, IndexData, "update_or_create")
    end = look_for_reasons(solved)
    assert failed
    assert search(end).state == State.DONE
    assert explained(end) == ["torch", "triton"]
    assert not IndexData.objects.exists()
    assert "could not be kept" in caplog.text


def test_reasons_that_cannot_be_folded_leave_the_index_data_and_their_rows(
    client: Client, solved: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = fail(monkeypatch, Submission, "update", field="explanation")
    end = look_for_reasons(solved)
    assert failed
    assert search(end).state == State.FAILED
    assert end.explanation is None
    assert IndexData.objects.filter(pk=end.pk).exists()
    assert explained(end) == ["torch", "triton"]
    monkeypatch.undo()
    for _ in range(2):  # rendered, then stored
        assert "no compatible file" in client.get(end.get_absolute_url()).content.decode()


def test_neither_failure_hides_the_other(
    solved: Submission, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    IndexData.objects.all().delete()  # which the answers have kept
    fail(monkeypatch, Submission, "update", field="explanation")
    fail(monkeypatch, IndexData, "update_or_create")
    end = look_for_reasons(solved)
    assert search(end).state == State.FAILED
    assert explained(end) == ["torch", "triton"]
    assert "could not be kept" in caplog.text
    assert "solve explanation of submission" in caplog.text


def test_a_row_that_cannot_be_written_is_in_the_document_all_the_same(
    solved: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = fail(monkeypatch, FoundReason, "create", times=1)
    end = look_for_reasons(solved)
    assert failed == [1]
    assert search(end).state == State.DONE
    assert explained(end) == ["torch", "triton"]


def test_ladders_that_cannot_be_written_are_written_at_the_end(
    solved: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = fail(monkeypatch, StoredLadder, "bulk_create", times=1)
    end = look_for_reasons(solved)
    assert failed == [1]
    assert explained(end) == ["torch", "triton"]
    assert set(StoredLadder.objects.values_list("project", flat=True)) >= {"torch", "sympy"}


def a_question(submission: Submission) -> Question:
    question = permalinks.ask(submission, "why", "torch", 1)
    IndexData.objects.all().delete()
    tasks.answer(question.pk)
    question.refresh_from_db()
    return question


def test_an_answer_stands_where_its_index_data_cannot_be_kept(
    solved: Submission, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tasks.answer, "delay", lambda question_id: None)
    fail(monkeypatch, IndexData, "update_or_create")
    question = a_question(look_for_reasons(solved))
    assert question.state == State.DONE
    assert question.document["answers"]
    assert "could not be kept" in caplog.text


def test_index_data_are_kept_where_an_answer_cannot_be_stored(
    solved: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.answer, "delay", lambda question_id: None)
    submission = look_for_reasons(solved)
    fail(monkeypatch, Question, "update", field="document")
    with pytest.raises(DatabaseError):
        a_question(submission)
    assert IndexData.objects.filter(pk=submission.pk).exists()
    monkeypatch.undo()
    Question.objects.update(queued_at="2020-01-01T00:00:00Z")
    monkeypatch.setattr(tasks.answer, "delay", tasks.answer)
    monkeypatch.setattr(tasks.solve, "delay", lambda solve_id: None)
    tasks.sweep()  # queues it again
    assert Question.objects.get().state == State.DONE


# -- databases from before ----------------------------------------------------------------------


@pytest.fixture
def migrated() -> Iterator[Callable[[str], Any]]:
    """Bring the database to a migration; the models as they were then."""

    def to(name: str) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate([("resolutions", name)])
        return executor.loader.project_state([("resolutions", name)]).apps

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_what_was_found_before_the_rows_came_is_kept(client: Client, migrated: Callable[[str], Any]) -> None:
    submission = a_finished_submission()
    old = migrated("0005_ladders").get_model("resolutions", "Submission")
    document = an_explanation(complete=False)
    old.objects.filter(pk=submission.pk).update(explanation=document)
    migrated("0015_promises")
    now = Submission.objects.get(pk=submission.pk)
    assert now.reasons == document
    assert not now.found_reasons.exists()
    assert "no compatible file" in client.get(now.get_absolute_url()).content.decode()
