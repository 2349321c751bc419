"""The tasks, with the real solver on an index in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from pytest_django import Settings

from tests.support.builders import Releases, a_release, an_index
from tests.support.documents import LOCK, a_submission, an_asked
from tests.support.servers import until
from webui import wiring
from webui.resolutions.models import Comparison, EventBatch, Solve, State, Submission
from webui.resolutions.working import leases, permalinks, tasks

# The keeper thread has a connection of its own, so the test's data must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

TORCH = {
    "torch": [
        a_release("torch", "2.4.1", "sympy", tag="cp38-cp38-manylinux1_x86_64"),
        a_release("torch", "2.5.1", "sympy", tag="cp39-cp39-manylinux1_x86_64"),
    ],
    "sympy": {"1.13.3": []},
}


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Make an index in memory the one that every solve reads."""

    def set_index(projects: Mapping[str, Releases]) -> None:
        @contextmanager
        def opened(**options: object) -> Iterator[object]:
            yield an_index(projects)

        monkeypatch.setattr(wiring, "open_index", opened)

    return set_index


def solve_both(submission: Submission) -> Submission:
    for row in submission.solves.all():
        tasks.solve(row.pk)
    return Submission.objects.get(pk=submission.pk)


def test_both_answers_are_stored_and_compared(serve: Any) -> None:
    serve(TORCH)
    submission = solve_both(a_submission())
    assert {row.label: (row.state, row.outcome) for row in submission.answers} == {
        "single": (State.DONE, "solved"),
        "universal": (State.DONE, "solved"),
    }
    rows = {row["project"]: row for row in submission.comparison().document["rows"]}
    assert rows["torch"]["single"]["version"] == "2.4.1"
    assert rows["torch"]["universal"]["version"] == "2.5.1"
    assert rows["torch"]["single"]["metadata_from"] == "torch-2.4.1-cp38-cp38-manylinux1_x86_64.whl"
    assert rows["torch"]["universal"]["install_file"] is None
    assert rows["sympy"]["difference"] == "none"
    assert not submission.is_running


def test_events_are_kept_in_order_with_their_counts(serve: Any) -> None:
    serve(TORCH)
    submission = a_submission()
    row = submission.solve("single")
    tasks.solve(row.pk)
    row.refresh_from_db()
    batches = list(EventBatch.objects.filter(solve=row))
    events = [event for batch in batches for event in batch.events]
    assert events[0]["event"] == "SolveStarted"
    assert [batch.first for batch in batches] == [
        sum(len(earlier.events) for earlier in batches[:number]) for number in range(len(batches))
    ]
    assert row.progress["projects"] == len({event["project"] for event in events if event["event"] == "PageRead"}) == 2


def test_an_unsatisfiable_problem_is_an_answer(serve: Any) -> None:
    serve(TORCH)
    text = an_asked().text.replace('"torch"', '"torch>=9"')
    submission = solve_both(a_submission(an_asked(text)))
    assert {row.outcome for row in submission.answers} == {"unsatisfiable"}
    conflict = submission.solve("single").document["conflict"]  # type: ignore[index]
    assert any("torch" in sentence for sentence in conflict["summary"])
    assert any(6 in step["lines"] for step in conflict["proof"]["steps"])
    assert submission.comparison().document["single_outcome"] == "unsatisfiable"


def test_an_unknown_project_is_an_answer_that_names_it(serve: Any) -> None:
    serve({})
    submission = solve_both(a_submission())
    document = submission.solve("single").document
    assert document is not None
    assert document["outcome"] in ("unsatisfiable", "failed")
    assert "torch" in str(document["conflict"] or document["failure"])


def test_a_message_for_a_held_solve_does_nothing(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_submission().solve("single")
    assert leases.claim(row.pk)
    monkeypatch.setattr(tasks, "resolve", pytest.fail)
    tasks.solve(row.pk)


def test_a_cancelled_solve_stops_and_says_so(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_submission().solve("single")

    def cancelled_meanwhile(*args: object, should_stop: Any, **kwargs: object) -> None:
        leases.cancel([row])
        until(should_stop, "the keeper to notice")
        raise tasks.Cancelled

    serve(TORCH)
    monkeypatch.setattr(tasks, "resolve", cancelled_meanwhile)
    tasks.solve(row.pk)
    row.refresh_from_db()
    assert row.state == State.CANCELLED
    assert row.document is None


def test_a_solve_that_takes_too_long_fails_with_a_reason(serve: Any, settings: Settings) -> None:
    settings.SOLVE_SECONDS = 0
    serve(TORCH)
    row = a_submission().solve("single")
    tasks.solve(row.pk)
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert "No answer within 0 seconds" in row.error


def test_a_fault_of_ours_ends_the_solve_and_is_logged(
    serve: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    serve(TORCH)
    monkeypatch.setattr(tasks, "resolve", broken)
    row = a_submission().solve("single")
    tasks.solve(row.pk)
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert "Something broke on our side" in row.error
    assert "ZeroDivisionError" in caplog.text


def test_the_sweeper_sends_lost_solves_and_compares_what_was_left(serve: Any, queue: list[int]) -> None:
    serve(TORCH)
    submission = solve_both(a_submission())
    queue.clear()  # the search for the reasons
    Comparison.objects.all().delete()
    lost = a_submission().solve("universal")
    Solve.objects.filter(pk=lost.pk).update(queued_at="2020-01-01T00:00:00Z")
    sent: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks.compare_sides, "delay", sent.append)
        tasks.sweep()
    assert queue == [lost.pk]
    assert sent == [submission.pk]
    tasks.compare_sides(submission.pk)
    tasks.compare_sides(submission.pk)
    assert Comparison.objects.count() == 1


def test_the_reasons_are_looked_for_once_both_answers_are_compared(serve: Any, queue: list[int]) -> None:
    serve(TORCH)
    submission = solve_both(a_submission())
    row = submission.explaining
    assert row is not None
    assert row.pk in queue
    assert not submission.is_running
    tasks.solve(row.pk)
    explained = Submission.objects.get(pk=submission.pk)
    assert explained.explaining is not None
    assert explained.explaining.state == State.DONE
    assert [one["project"] for one in explained.explanation["divergences"]] == ["torch"]
    assert explained.explanation["divergences"][0]["cause"]["class"] == "no-compatible-file"


def test_the_search_for_reasons_can_be_turned_off(serve: Any, queue: list[int], settings: Settings) -> None:
    settings.EXPLAIN_SECONDS = 0
    serve(TORCH)
    submission = solve_both(a_submission())
    assert submission.explaining is None
    assert set(queue) <= {solve.pk for solve in submission.answers}


def test_a_search_that_runs_out_of_time_leaves_the_answers_alone(
    serve: Any, queue: list[int], settings: Settings
) -> None:
    serve(TORCH)
    submission = solve_both(a_submission())
    settings.EXPLAIN_SECONDS = 1e-9
    tasks.solve(queue[0])
    again = Submission.objects.get(pk=submission.pk)
    assert again.explaining is not None
    assert again.explaining.state == State.FAILED
    assert {row.state for row in again.answers} == {State.DONE}
    assert again.comparison() is not None


def test_a_retry_forgets_the_reasons(serve: Any, queue: list[int]) -> None:
    serve(TORCH)
    submission = solve_both(a_submission())
    tasks.solve(queue[0])
    permalinks.retry(Submission.objects.get(pk=submission.pk))
    again = Submission.objects.get(pk=submission.pk)
    assert again.explanation is None
    assert again.explaining is None


def test_every_target_and_the_pasted_lock_are_answers_of_their_own(serve: Any, queue: list[int]) -> None:
    serve(TORCH)
    asked = an_asked(targets=("3.9/x86_64-unknown-linux-gnu",), lock=LOCK, compare_lock=True)
    submission = solve_both(a_submission(asked))
    assert {row.label: row.outcome for row in submission.answers} == dict.fromkeys(asked.labels, "solved")
    rows = {
        label: {row["project"]: row for row in submission.comparison(label).document["rows"]}  # type: ignore[union-attr]
        for label in ("single", "single-2", "uv.lock")
    }
    assert rows["single"]["torch"]["universal"]["version"] == "2.4.1"  # the lock's version is preferred
    assert rows["single-2"]["torch"]["single"]["version"] == "2.5.1"
    assert rows["uv.lock"]["torch"]["single"]["version"] == "2.4.1"
    assert submission.comparison("single").graph["nodes"]  # type: ignore[union-attr]
