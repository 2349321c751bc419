"""Open and explained cases are solved again behind everything else, and what changed is listed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.support.cases import PROSE, TORCH, a_judged_case, the_verdict, words
from tests.support.documents import a_finished_submission
from tests.support.team import Triagers
from webui.resolutions.models import Question, QuestionKind, Solve, State, Submission
from webui.resolutions.working import questions, queue
from webui.resolutions.working.turns import ASKED_AGAIN, Rank
from webui.team import asked_again, tasks, verdicts
from webui.team.actors import APPLICATION
from webui.team.models import AskedAgain, Case, Round
from webui.team.moves import CaseState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


@pytest.fixture
def cases(triagers: Triagers) -> list[Case]:
    return [a_judged_case(triagers, f"Number {number}\n\n{TORCH}") for number in (1, 2, 3)]


def begin(triagers: Triagers) -> Round | None:
    return asked_again.begin(APPLICATION, triagers.team, asked_again.askable(triagers.team), "a test")


def end(row: AskedAgain, **changed: Any) -> None:
    """The workers have solved it again, and the verdict is there."""
    row.refresh_from_db()
    submission = row.submission or a_finished_submission()
    AskedAgain.objects.filter(pk=row.pk).update(submission=submission)
    question, _ = questions.put(submission, QuestionKind.REPORT, "", 1)
    state = State.FAILED if changed.get("error") else State.DONE
    document = None if changed.get("error") else {**the_verdict(TORCH), **changed}
    values = {"state": state, "document": document, "error": changed.get("error", "")}
    Question.objects.filter(pk=question.pk).update(**values)


def test_what_changed_is_listed(triagers: Triagers, cases: list[Case]) -> None:
    headline = cases[0].headline
    assert begin(triagers)
    tasks.take_verdicts()
    rows = list(AskedAgain.objects.order_by("case__number"))
    assert all(row.submission and row.submission.parent == row.case.submission for row in rows)
    end(rows[0], verdict="not-reproduced", headline="It is gone.", causes=[], fingerprint="")
    end(rows[1], headline="It is another version now.")
    end(rows[2])
    tasks.take_verdicts()
    found = asked_again.rounds(triagers.team).get()
    assert asked_again.summary(found) == "3 cases: 1 no longer reproduces, 1 differs in another way, 1 is as before"
    html = triagers.client().get(f"/team/triage/asked-again/{found.pk}").content.decode()
    assert [int(one) for one in re.findall(r">#(\d+) ", html)] == [1, 2, 3], "what changed goes first"
    assert "reproduced → not reproduced" in html
    gone = Case.objects.get(number=1)
    assert (gone.standing, gone.state) == ("not-reproduced", "reproduced"), "a person decides where it goes"
    assert gone.fingerprint == cases[0].fingerprint, "so that it is still known by it"
    assert gone.submission == rows[0].submission or gone.submission != cases[0].submission
    assert words(gone)[-1] == ("asked-again", headline, "It is gone.")
    assert words(Case.objects.get(number=3))[-1] == ("asked-again", "", "as before")


def test_it_waits_behind_everything_else(triagers: Triagers, cases: list[Case]) -> None:
    begin(triagers)
    asked_again.ask_some()
    again = Solve.objects.filter(submission__asker=ASKED_AGAIN)
    assert again.count() == 6
    other = Submission.objects.create(text="x", options={}, digest="d", asker="somebody")
    explaining = Solve.objects.create(submission=other, label="explanation", queued_at=again[0].queued_at)
    assert queue.next_key() != again[0].pk
    for row in Solve.objects.exclude(submission__asker=ASKED_AGAIN).exclude(pk=explaining.pk):
        Solve.objects.filter(pk=row.pk).update(state=State.DONE)
    assert queue.next_key() == explaining.pk, "even behind reasons"
    Solve.objects.filter(pk=explaining.pk).update(state=State.DONE)
    assert queue.next_key() in {row.pk for row in again}
    assert max(Rank) is Rank.AGAIN


def test_few_are_solved_at_once(triagers: Triagers, monkeypatch: pytest.MonkeyPatch, cases: list[Case]) -> None:
    monkeypatch.setattr(asked_again, "AT_ONCE", 2)
    begin(triagers)
    for _ in range(3):
        asked_again.ask_some()
        assert AskedAgain.objects.filter(submission__isnull=False).count() == 2
    end(AskedAgain.objects.filter(submission__isnull=False)[0])
    tasks.take_verdicts()
    asked_again.ask_some()
    assert AskedAgain.objects.filter(submission__isnull=False).count() == 3


def test_a_case_is_in_one_round_at_a_time(triagers: Triagers, cases: list[Case]) -> None:
    assert begin(triagers)
    assert begin(triagers) is None
    asked_again.ask_some()
    for row in AskedAgain.objects.all():
        end(row)
    asked_again.take_due()
    assert begin(triagers)


@pytest.mark.parametrize("state", CaseState)
def test_open_and_explained_cases_are_asked(triagers: Triagers, state: CaseState) -> None:
    case = a_judged_case(triagers)
    Case.objects.filter(pk=case.pk).update(state=state)
    is_asked = state not in (CaseState.CLOSED, CaseState.NEW, CaseState.NOT_ABOUT_RESOLUTION)
    assert asked_again.askable(triagers.team).exists() is is_asked


def test_a_case_without_a_project_is_judged_again_at_once(triagers: Triagers) -> None:
    case = a_judged_case(triagers, PROSE)
    Case.objects.filter(pk=case.pk).update(state=CaseState.NEEDS_INFORMATION)
    begin(triagers)
    tasks.take_verdicts()
    row = AskedAgain.objects.get()
    assert (row.is_over, row.has_changed, row.trouble) == (True, False, "")


def test_one_that_comes_to_nothing_keeps_its_verdict(triagers: Triagers, cases: list[Case]) -> None:
    begin(triagers)
    asked_again.ask_some()
    row = AskedAgain.objects.order_by("pk")[0]
    end(row, error="The index did not answer.")
    asked_again.take_due()
    case = Case.objects.get(number=1)
    assert (case.standing, case.verdict is not None) == ("reproduced", True)
    assert "1 could not be solved" in asked_again.summary(asked_again.rounds(triagers.team).get())


def test_a_new_uv_asks_what_was_judged_with_another(
    triagers: Triagers, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked_again.begin_of_new_uv() == 0
    Case.objects.filter(number=1).update(uv_version="0.13.7")
    assert asked_again.begin_of_new_uv() == 1
    assert [row.case.number for row in AskedAgain.objects.all()] == [1]
    assert asked_again.begin_of_new_uv() == 0, "it is being asked"
    monkeypatch.setattr(verdicts, "installed_uv", lambda: "0.99.0")
    tasks.ask_again_of_new_uv()
    assert AskedAgain.objects.count() == 3
    assert Round.objects.latest("pk").why.endswith("0.99.0 installed")
    for row in AskedAgain.objects.all():
        end(row)
    asked_again.take_due()
    assert asked_again.begin_of_new_uv() == 0, "and now they know it"


def test_the_command_and_the_button(triagers: Triagers, cases: list[Case], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("ask_again", "--new-uv")
    assert "triage: 0 cases" in capsys.readouterr().out
    call_command("ask_again", "--team", "triage")
    assert "triage: 3 cases" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no team"):
        call_command("ask_again", "--team", "none")
    AskedAgain.objects.all().delete()
    page = triagers.client().get("/team/triage/asked-again").content.decode()
    assert "Ask 3 cases again" in page
    assert triagers.client().post("/team/triage/asked-again")["Location"] == (
        f"/team/triage/asked-again/{Round.objects.latest('pk').pk}"
    )
    again = triagers.client().post("/team/triage/asked-again", follow=True)
    assert "There is nothing to ask" in again.content.decode()
