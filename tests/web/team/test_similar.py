"""Cases that may be about the same are suggested beside the exact duplicates, and never merged by themselves."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from tests.support.cases import PROSE, TORCH, a_case, a_judged_case, judge, the_verdict
from tests.support.team import Triagers
from webui.team import similar
from webui.team.models import Case, CaseWord, Team, Thread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

ALIKE = "the same cause, of torch too; the same thread, #9514"
"""What their verdicts say of both."""
PAGE = "/team/triage/cases/1"
ELSEWHERE = the_verdict(TORCH)["fingerprint"].replace("manylinux", "macosx") + "x"


def found_for(case: Case, thread: Thread | None = None) -> list[tuple[int, str]]:
    case.refresh_from_db()
    return [(one.case.number, one.why) for one in similar.similar(case, thread)]


def of_another_platform(triagers: Triagers) -> Case:
    """The same project and class, of another decisive file."""
    case = a_case(triagers, f"On a Mac\n\n{TORCH}")
    judge(case, fingerprint=ELSEWHERE)
    case.refresh_from_db()
    return case


def test_the_same_project_on_another_platform_is_similar(triagers: Triagers) -> None:
    first, second, third = a_judged_case(triagers), of_another_platform(triagers), a_judged_case(triagers, PROSE)
    assert found_for(first) == [(2, ALIKE)]
    assert found_for(second) == [(1, ALIKE)]
    assert found_for(third) == []
    html = triagers.client().get(PAGE).content.decode()
    assert ALIKE in html
    assert "Merge into #2" in html
    assert "No other case of the team" not in html
    assert "Merge into #2" not in triagers.client("viewer").get(PAGE).content.decode()
    assert not Case.objects.exclude(merged_into=None).exists(), "nothing is merged by itself"
    document = triagers.token_client("viewer").get("/api/v1/teams/triage/cases/1").json()
    assert (document["duplicates"], document["similar"]) == ([], [2])


def test_an_exact_duplicate_and_a_merged_case_are_not_told_twice(triagers: Triagers) -> None:
    first, exact, other = (
        a_judged_case(triagers),
        a_judged_case(triagers, f"Hello\n\n{TORCH}"),
        of_another_platform(triagers),
    )
    assert found_for(first) == [(3, ALIKE)]
    assert exact.fingerprint == first.fingerprint
    Case.objects.filter(pk=other.pk).update(merged_into=first)
    assert found_for(first) == []
    assert [number for number, _ in found_for(other)] == [2]


def test_reports_that_name_the_same_thread_are_similar(triagers: Triagers) -> None:
    case = a_case(triagers, f"{PROSE} It is as in #17497.")
    a_case(triagers, "### Slow\n\nSee https://code.test/owner/name/issues/17497 and 17497 others.")
    a_case(triagers, "### Slow too\n\nIt takes 17497 seconds.")
    a_case(triagers, "### Slow there\n\nSee https://code.test/owner/other/issues/17497")
    assert found_for(case) == [(4, "the same thread, #17497"), (2, "the same thread, #17497")]
    second = Case.objects.get(number=2)
    assert found_for(second) == [(1, "the same thread, #17497")], "the last one is of another repository"


def test_a_report_that_names_the_issue_of_another_case_is_similar(triagers: Triagers) -> None:
    case = a_case(triagers, PROSE, url="https://code.test/owner/name/issues/812")
    a_case(triagers, f"{PROSE} Perhaps the same as #812?")
    assert found_for(case) == [(2, "the same thread, #812")]


def test_cases_of_the_same_canonical_thread_are_similar(triagers: Triagers) -> None:
    url = "https://code.test/owner/name/issues/17497"
    case, other = a_judged_case(triagers), a_case(triagers, f"Else\n\n{TORCH}")
    judge(other, fingerprint="1:index-routing:jinja2:", causes=[], thread=None)
    mine = Thread.objects.create(team=triagers.team, fingerprint=case.fingerprint, url=url)
    Thread.objects.create(team=triagers.team, fingerprint="1:index-routing:jinja2:", url=url)
    a_case(triagers, f"{PROSE} See #17497.")
    assert found_for(case, mine) == [(3, "the same thread, #17497"), (2, "the same canonical thread")]
    html = triagers.client().get(PAGE).content.decode()
    assert "the same canonical thread" in html


def test_no_case_of_another_team_is_similar(triagers: Triagers) -> None:
    case, other = a_judged_case(triagers), of_another_platform(triagers)
    Case.objects.filter(pk=other.pk).update(team=Team.objects.get(slug="not-triage"))
    assert found_for(case) == []


def test_cases_that_were_there_before_are_found_too(triagers: Triagers) -> None:
    case = a_case(triagers, f"{PROSE} As in #17497.")
    a_case(triagers, f"{PROSE} See #17497.")
    CaseWord.objects.filter(word__startswith="#").delete()
    assert found_for(case) == []
    import_module("webui.team.migrations.0006_named_threads").add_words(apps, None)
    assert found_for(case) == [(2, "the same thread, #17497")]
