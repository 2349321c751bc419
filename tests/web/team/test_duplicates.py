"""Cases are grouped by a versioned fingerprint, merged and taken out by hand; nothing regroups them by itself."""

from __future__ import annotations

import pytest

from tests.support.cases import PROSE, TORCH, a_case, a_judged_case, judge, the_verdict, words
from tests.support.team import Triagers
from webui.team import canonical_threads, duplicates
from webui.team.models import Case, Team, Thread
from webui.team.models.threads import ThreadState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


@pytest.fixture
def cases(triagers: Triagers) -> list[Case]:
    """Three that ask the same, and one that does not."""
    return [*(a_judged_case(triagers, f"Number {n}\n\n{TORCH}") for n in (1, 2, 3)), a_judged_case(triagers, PROSE)]


def merge(triagers: Triagers, case: Case, into: Case) -> None:
    duplicates.merge(triagers.as_member().actor, case, into)
    for one in (case, into):
        one.refresh_from_db()


def test_the_page_of_a_case_shows_those_that_ask_the_same(triagers: Triagers, cases: list[Case]) -> None:
    assert [one.number for one in duplicates.same_question(cases[0])] == [2, 3]
    assert not duplicates.same_question(cases[3])
    html = triagers.client().get("/team/triage/cases/1").content.decode()
    assert "Merge into #2" in html
    assert "Merge into #4" not in html
    assert "Merge into #2" not in triagers.client("viewer").get("/team/triage/cases/1").content.decode()


def test_no_case_of_another_team_is_a_duplicate(triagers: Triagers, cases: list[Case]) -> None:
    Case.objects.filter(number=2).update(team=Team.objects.get(slug="not-triage"))
    assert [one.number for one in duplicates.same_question(cases[0])] == [3]


def test_a_case_is_merged_and_taken_out_again(triagers: Triagers, cases: list[Case]) -> None:
    first, second, third, _ = cases
    triagers.client().post("/team/triage/cases/2/merge", {"into": "#1"})
    second.refresh_from_db()
    assert second.merged_into == first
    assert words(second)[-1] == ("merged", "", "into #1")
    assert words(first)[-1] == ("merged", "", "#2 into it")
    html = triagers.client().get("/team/triage/cases/2").content.decode()
    assert "A duplicate of" in html
    triagers.client().post("/team/triage/cases/2/unmerge")
    second.refresh_from_db()
    assert second.merged_into is None
    assert (second.state, second.fingerprint) == (third.state, third.fingerprint), "it is as it was"
    assert words(second)[-1] == ("unmerged", "from #1", "")
    assert words(first)[-1] == ("unmerged", "#2 from it", "")


def test_what_was_merged_comes_along(triagers: Triagers, cases: list[Case]) -> None:
    first, second, third, _ = cases
    merge(triagers, third, second)
    merge(triagers, second, first)
    third.refresh_from_db()
    assert third.merged_into == first
    assert sorted(one.number for one in first.merged.all()) == [2, 3]


def test_what_makes_no_sense_is_not_merged(triagers: Triagers, cases: list[Case]) -> None:
    first, second, third, _ = cases
    merge(triagers, second, first)
    for case, into, why in ((first, first, "itself"), (third, second, "is merged itself"), (second, third, "already")):
        with pytest.raises(duplicates.NotMerged, match=why):
            merge(triagers, case, into)
    page = triagers.client().post("/team/triage/cases/3/merge", {"into": "99"}, follow=True)
    assert "There is no case with this number." in page.content.decode()


@pytest.mark.parametrize("typed", ["99", "x", "#1"])
def test_a_wrong_number_stays_in_the_box(triagers: Triagers, cases: list[Case], typed: str) -> None:
    page = triagers.client().post("/team/triage/cases/1/merge", {"into": typed})
    html = page.content.decode()
    assert page.status_code == 422
    assert "<details open><summary>Merge into another case</summary>" in html
    assert f'value="{typed}"' in html
    assert 'aria-describedby="not-merged"' in html
    assert "<details open>" not in triagers.client().get("/team/triage/cases/1").content.decode()


def test_a_merged_case_has_no_moves(triagers: Triagers, cases: list[Case]) -> None:
    first, second = cases[:2]
    client = triagers.client()
    assert 'class="moves"' in client.get("/team/triage/cases/2").content.decode()
    merge(triagers, second, first)
    html = client.get("/team/triage/cases/2").content.decode()
    assert 'class="moves"' not in html
    assert 'id="note"' in html, "a note can still be written"


def test_unmerging_what_is_not_merged_does_nothing(triagers: Triagers, cases: list[Case]) -> None:
    before = words(cases[0])
    assert not duplicates.unmerge(triagers.as_member().actor, cases[0])
    assert words(cases[0]) == before


def test_a_newer_algorithm_regroups_nothing_by_itself(triagers: Triagers, cases: list[Case]) -> None:
    case = cases[0]
    newer = case.fingerprint.replace("1:", "2:", 1)
    Case.objects.filter(pk=case.pk).update(is_judged=False)
    judge(case, fingerprint=newer)
    case.refresh_from_db()
    assert case.fingerprint.startswith("1:")
    assert case.newer_fingerprint == newer
    assert [one.number for one in duplicates.same_question(case)] == [2, 3]
    triagers.client().post("/team/triage/cases/1/fingerprint")
    case.refresh_from_db()
    assert (case.fingerprint, case.newer_fingerprint) == (newer, "")
    assert not duplicates.same_question(case)
    assert words(case)[-1] == ("fingerprint", newer.replace("2:", "1:", 1), newer)


@pytest.mark.parametrize(
    ("before", "found", "kept", "waits"),
    [
        ("", "1:a", "1:a", ""),
        ("1:a", "1:b", "1:b", ""),
        ("1:a", "2:b", "1:a", "2:b"),
        ("1:a", "", "1:a", ""),
        ("", "", "", ""),
    ],
)
def test_a_fingerprint_of_another_version_waits(before: str, found: str, kept: str, waits: str) -> None:
    fields = duplicates.fingerprint_fields(before, found)
    assert fields == {"fingerprint": kept, "newer_fingerprint": waits}


@pytest.mark.parametrize(
    ("state", "fixed_in", "is_regression"),
    [
        (ThreadState.FIXED, "", True),
        (ThreadState.FIXED, "0.13.8", True),
        (ThreadState.FIXED, "0.9.1", True),
        (ThreadState.FIXED, "0.14.0", False),
        (ThreadState.FIXED, "next year", False),
        (ThreadState.OPEN, "", False),
        (ThreadState.ANSWERED, "", False),
    ],
)
def test_what_a_thread_says_is_fixed_returns(
    triagers: Triagers, state: str, fixed_in: str, is_regression: bool
) -> None:
    fingerprint = the_verdict(TORCH)["fingerprint"]
    Thread.objects.create(
        team=triagers.team, fingerprint=fingerprint, url="https://code.test/9", state=state, fixed_in=fixed_in
    )
    case = a_judged_case(triagers)
    assert case.is_regression is is_regression
    assert (words(case)[-1][0] == "regression") is is_regression


def test_what_is_not_reproduced_is_no_regression(triagers: Triagers) -> None:
    fingerprint = the_verdict(TORCH)["fingerprint"]
    Thread.objects.create(team=triagers.team, fingerprint=fingerprint, url="https://code.test/9", state="fixed")
    case = a_case(triagers)
    judge(case, verdict="not-reproduced")
    case.refresh_from_db()
    assert not case.is_regression


def test_a_thread_is_set_from_a_case_with_one_click(triagers: Triagers) -> None:
    case = a_judged_case(triagers, url="https://code.test/issues/7")
    html = triagers.client().get("/team/triage/cases/1").content.decode()
    assert 'value="https://code.test/issues/7"' in html, "the address is there already"
    sent = {"url": "https://code.test/issues/7", "state": "fixed", "fixed_in": "0.14.0"}
    triagers.client().post("/team/triage/cases/1/thread", sent)
    thread = Thread.objects.get(team=triagers.team)
    assert (thread.fingerprint, thread.state, thread.fixed_in) == (case.fingerprint, "fixed", "0.14.0")
    assert "Canonical thread" in triagers.client("viewer").get("/team/triage/cases/1").content.decode()
    triagers.client().post(f"/team/triage/threads/{thread.pk}")
    assert not Thread.objects.exists()


@pytest.mark.parametrize(("url", "state"), [("javascript:alert(1)", "open"), ("", "open"), ("https://a.test/", "lost")])
def test_what_is_no_thread_is_not_stored(triagers: Triagers, url: str, state: str) -> None:
    case = a_judged_case(triagers)
    with pytest.raises(canonical_threads.NotAThread):
        canonical_threads.put(triagers.as_member().actor, case, url, state, "")
