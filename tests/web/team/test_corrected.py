"""What was read of a report is corrected on the paste page; its case takes the corrected answer over with one click."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.support.cases import NOT_SO, PARTLY, a_judged_case, the_verdict, words
from tests.support.documents import a_finished_submission
from tests.support.team import Triagers
from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import Origin, Question, QuestionKind, State, Submission
from webui.resolutions.working import questions
from webui.team.changing import Edit, change_case
from webui.team.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
PAGE = "/team/triage/cases/1"


def corrected(case: Case, parent: Submission | None = None, report: str = "", **changed: Any) -> Submission:
    """An answer that somebody made from that of a case: another Python, and with it another verdict."""
    made = a_finished_submission(asked=Asked("[project]\nname = 'x'\nversion = '1'\n", python="3.9"))
    values = {"report": report or case.report, "parent": parent or case.submission, "origin": Origin.CHANGED}
    Submission.objects.filter(pk=made.pk).update(**values)
    question, _ = questions.put(made, QuestionKind.REPORT, "", 1)
    document = {**the_verdict(PARTLY), "headline": "Some of it came out.", **changed}
    Question.objects.filter(pk=question.pk).update(state=State.DONE, document=document)
    made.refresh_from_db()
    return made


def take(client: Client, answer: Submission) -> str:
    return client.post(f"{PAGE}/answer", {"answer": answer.pk}, follow=True).content.decode()


def test_the_case_leads_to_the_form_and_keeps_its_verdict_until_it_is_taken_over(triagers: Triagers) -> None:
    case = a_judged_case(triagers, NOT_SO)
    assert case.submission
    html = triagers.client().get(PAGE).content.decode()
    assert f'<a href="/?from={case.submission.pk}">Correct what was read</a>' in html
    made = corrected(case)
    html = triagers.client().get(PAGE).content.decode()
    assert (
        f'<a href="{made.get_absolute_url()}">Some of it came out.</a> The case keeps the verdict that it has.' in html
    )
    assert "Make this the answer of #1" in html
    assert "Make this the answer" not in triagers.client("viewer").get(PAGE).content.decode()
    html = take(triagers.client(), made)
    case.refresh_from_db()
    assert (case.submission, case.headline, case.standing) == (made, "Some of it came out.", "partly")
    assert case.state == "partly-reproduced", "as the verdict before had put it where it was"
    entry = case.changes.get(kind="corrected")
    assert (entry.actor_name, entry.after) == ("Member", f"as read in {made.pk}")
    assert "Make this the answer" not in html
    assert "corrected</span>" in html


def test_what_a_person_decided_stands(triagers: Triagers) -> None:
    case = a_judged_case(triagers, NOT_SO)
    change_case(triagers.as_member().actor, case, case.version, Edit(state="explained"))
    take(triagers.client(), corrected(case))
    case.refresh_from_db()
    assert (case.state, case.standing) == ("explained", "partly")


def test_a_correction_of_a_correction_is_found_too(triagers: Triagers) -> None:
    case = a_judged_case(triagers, NOT_SO)
    take(triagers.client(), corrected(case, corrected(case)))
    assert words(case)[-1][0] == "moved"


def test_no_other_answer_is_taken_over(triagers: Triagers) -> None:
    case = a_judged_case(triagers, NOT_SO)
    other, unrelated = corrected(case, report="Another report."), a_finished_submission()
    anew = corrected(case)
    Submission.objects.filter(pk=anew.pk).update(origin=Origin.ANEW)
    for one in (other, unrelated, anew):
        assert "It is no answer to the words of this case" in take(triagers.client(), one)
    assert case.changes.filter(kind="corrected").count() == 0


def test_a_correction_that_comes_to_no_verdict_leaves_the_one_before(triagers: Triagers) -> None:
    case = a_judged_case(triagers, NOT_SO)
    made = corrected(case)
    Question.objects.filter(submission=made).update(state=State.FAILED, document=None, error="It broke.")
    take(triagers.client(), made)
    before = case.verdict
    case.refresh_from_db()
    assert (case.trouble, case.verdict) == ("It broke.", before)


def test_the_page_of_the_answer_says_which_case_keeps_its_verdict(triagers: Triagers) -> None:
    case = a_judged_case(triagers, NOT_SO)
    made = corrected(case)
    assert case.submission
    address = f"/team/answers/{made.pk}/cases"
    assert address in Client().get(made.get_absolute_url()).content.decode()
    told = triagers.client().get(address).content.decode()
    assert "keeps the verdict that it has" in told
    assert "Make this the answer of #1" in told
    assert "Make this the answer" not in triagers.client("viewer").get(address).content.decode()
    own = triagers.client().get(f"/team/answers/{case.submission.pk}/cases").content.decode()
    assert "The answer of" in own
    assert "Make this" not in own
    for who in ("stranger", "outsider"):
        assert triagers.client(who).get(address).content.strip() == b""
