"""Cases are asked again where an index says something else now: a few at a time, and only while nobody waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from packaging.utils import canonicalize_name

from resolver_core import Index, IndexBudget, IndexBudgetExceeded, RecordingIndex
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.index.records import IndexLocation
from tests.core.triage.test_triaging import the_index
from tests.support.builders import a_release, an_index
from tests.support.cases import PROSE, TORCH, a_case, a_judged_case
from tests.support.team import Triagers
from webui import wiring
from webui.resolutions.models import Question, QuestionKind, Solve, State, Submission
from webui.resolutions.working import index_data
from webui.team import index_changes, tasks
from webui.team.models import AskedAgain, Case, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
TORCH_NOW = an_index({"torch": [a_release("torch", "1.0"), a_release("torch", "3.0")]})
A_WHILE = timedelta(days=2)


def solved(triagers: Triagers, text: str = TORCH) -> Case:
    """A case that was solved some days ago, with what was read for it."""
    case = a_judged_case(triagers, text)
    assert case.submission
    Case.objects.filter(pk=case.pk).update(created_at=timezone.now() - A_WHILE)
    read = RecordingIndex(the_index())
    read.page(IndexLocation(DEFAULT_URL), canonicalize_name("torch"))
    index_data.store(case.submission.pk, read.snapshot(), DEFAULT_URL)
    for kind in (Solve, Question):
        kind.objects.all().update(state=State.DONE)
    return case


@pytest.fixture
def indexes(monkeypatch: pytest.MonkeyPatch) -> list[Index]:
    """What the indexes say now, in a list of one; each look adds a None behind it."""
    found: list[Any] = [the_index()]

    @contextmanager
    def opened(*, refresh: bool, budget: IndexBudget | None = None) -> Iterator[Index]:
        assert refresh, "what is kept says nothing of now"
        assert budget is not None
        assert budget.requests <= index_changes.REQUESTS
        found.append(None)
        yield found[0]

    monkeypatch.setattr(wiring, "open_index", opened)
    return found


def looks(indexes: list[Index]) -> int:
    return len(indexes) - 1


def test_a_case_is_asked_again_when_an_index_lists_other_files(triagers: Triagers, indexes: list[Index]) -> None:
    case = solved(triagers)
    tasks.ask_again_of_changed_indexes()
    assert (looks(indexes), Round.objects.count()) == (1, 0), "it says the same"
    Case.objects.update(index_seen_at=timezone.now() - A_WHILE)
    indexes[0] = TORCH_NOW
    tasks.ask_again_of_changed_indexes()
    assert [row.case for row in AskedAgain.objects.all()] == [case]
    assert Round.objects.get().why == "an index lists other files of torch"
    html = triagers.client().get("/team/triage/asked-again").content.decode()
    assert "an index lists other files of torch" in html
    Case.objects.update(index_seen_at=timezone.now() - A_WHILE)
    tasks.ask_again_of_changed_indexes()
    assert Round.objects.count() == 1, "it is being asked"


def test_each_case_is_looked_at_once_a_day_and_few_at_once(
    triagers: Triagers, indexes: list[Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_changes, "AT_ONCE", 2)
    for number in range(3):
        solved(triagers, f"Number {number}\n\n{TORCH}")
    for seen in (2, 3, 3):
        index_changes.begin_of_changed_indexes()
        assert looks(indexes) == seen
    assert not index_changes.due().exists()


def test_it_stops_where_anybody_waits(triagers: Triagers, indexes: list[Index]) -> None:
    solved(triagers)
    indexes[0] = TORCH_NOW
    waiting = Solve.objects.latest("pk")
    for state in (State.QUEUED, State.RUNNING):
        Solve.objects.filter(pk=waiting.pk).update(state=state)
        assert index_changes.begin_of_changed_indexes() == 0
    Solve.objects.filter(pk=waiting.pk).update(state=State.DONE)
    assert looks(indexes) == 0
    assert index_changes.due().exists(), "it is looked at later"
    Question.objects.filter(kind=QuestionKind.REPORT).update(state=State.QUEUED)
    assert index_changes.begin_of_changed_indexes() == 0
    Question.objects.all().update(state=State.DONE)
    assert index_changes.begin_of_changed_indexes() == 1


def test_what_no_index_was_asked_for_is_left_out(triagers: Triagers, indexes: list[Index]) -> None:
    a_judged_case(triagers, PROSE)
    imported = solved(triagers)
    Submission.objects.filter(pk=imported.submission_id).update(origin="imported")
    unkept = solved(triagers, f"Another\n\n{TORCH}")
    assert unkept.submission
    unkept.submission.index_data.delete()
    a_case(triagers, f"Not judged yet\n\n{TORCH}")
    closed = solved(triagers, f"Closed\n\n{TORCH}")
    Case.objects.filter(pk=closed.pk).update(state="closed", closed_as="answered")
    Solve.objects.all().update(state=State.DONE)
    assert index_changes.begin_of_changed_indexes() == 0
    assert looks(indexes) == 0


def test_a_budget_that_ends_is_no_change(triagers: Triagers, indexes: list[Index]) -> None:
    class Spent:
        def page(self, location: IndexLocation, project: object) -> object:
            raise IndexBudgetExceeded("requests to indexes", 1)

    solved(triagers)
    indexes[0] = Spent()  # type: ignore[call-overload]
    assert index_changes.begin_of_changed_indexes() == 0
    assert looks(indexes) == 1


def test_what_came_after_the_day_of_the_report_does_not_count(triagers: Triagers, indexes: list[Index]) -> None:
    case = solved(triagers)
    indexes[0] = an_index(
        {
            "torch": [
                a_release("torch", "1.0"),
                a_release("torch", "2.0", tag="cp310-cp310-manylinux2014_x86_64"),
                a_release("torch", "3.0", uploaded_at=timezone.now()),
            ]
        }
    )
    options = {**Submission.objects.get(pk=case.submission_id).options, "exclude_newer": "2024-11-29"}
    Submission.objects.filter(pk=case.submission_id).update(options=options)
    assert index_changes.begin_of_changed_indexes() == 0
    options["exclude_newer"] = ""
    Submission.objects.filter(pk=case.submission_id).update(options=options)
    Case.objects.update(index_seen_at=None)
    assert index_changes.begin_of_changed_indexes() == 1
