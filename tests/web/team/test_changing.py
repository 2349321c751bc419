"""A case moves as the table says, one change at a time; of two at once one wins, and the other is told."""

from __future__ import annotations

import pytest

from tests.support.cases import a_judged_case, words
from tests.support.team import Triagers
from webui.team.changing import LONGEST_NOTE, Conflict, Edit, Refused, change_case, since
from webui.team.models import Case, Label
from webui.team.moves import MOVES, CaseState, ClosedAs, may_move

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


@pytest.fixture
def case(triagers: Triagers) -> Case:
    return a_judged_case(triagers)


def do(triagers: Triagers, case: Case, edit: Edit, version: int | None = None) -> None:
    change_case(triagers.as_member().actor, case, case.version if version is None else version, edit)
    case.refresh_from_db()


def test_every_state_is_in_the_table_and_can_be_left_and_reached() -> None:
    assert MOVES.keys() == set(CaseState)
    assert all(MOVES.values())
    reached = {after for moves in MOVES.values() for after in moves}
    assert reached == set(CaseState)
    assert not any(may_move(one, one) for one in CaseState)


def test_a_move_that_the_table_lacks_is_refused(triagers: Triagers, case: Case) -> None:
    for before in CaseState:
        for after in set(CaseState) - {before}:
            Case.objects.filter(pk=case.pk).update(state=before)
            case.refresh_from_db()
            if after in MOVES[before]:
                do(triagers, case, Edit(after))
                assert case.state == after
            else:
                with pytest.raises(Refused, match="cannot go"):
                    do(triagers, case, Edit(after))


def test_everything_is_in_the_history(triagers: Triagers, case: Case) -> None:
    Label.objects.create(team=triagers.team, name="bug")
    person = triagers.users["owner"].pk
    do(
        triagers,
        case,
        Edit(CaseState.EXPLAINED, assignee=person, priority=3, add_labels=("bug",), note="See **this**."),
    )
    do(triagers, case, Edit(CaseState.CLOSED, ClosedAs.FIXED, assignee=0, remove_labels=("bug",)))
    assert words(case)[3:] == [
        ("moved", "reproduced", "explained"),
        ("assigned", "nobody", "Owner"),
        ("priority", "normal", "urgent"),
        ("noted", "", ""),
        ("labels", "", "bug"),
        ("moved", "explained", "closed as fixed"),
        ("assigned", "Owner", "nobody"),
        ("labels", "bug", ""),
    ]
    assert {row.actor_name for row in case.changes.all()[3:]} == {"Member"}


def test_of_two_at_once_one_wins_and_the_other_is_told(triagers: Triagers, case: Case) -> None:
    seen = case.version
    theirs = Case.objects.get(pk=case.pk)
    do(triagers, case, Edit(CaseState.EXPLAINED))
    with pytest.raises(Conflict) as told:
        do(triagers, theirs, Edit(CaseState.NEEDS_INFORMATION, note="Which Python?"), seen)
    assert told.value.case.state == "explained"
    case.refresh_from_db()
    assert case.state == "explained"
    assert not case.changes.filter(kind="noted").exists(), "all of it or nothing"


def test_the_page_keeps_what_the_other_one_wrote(triagers: Triagers, case: Case) -> None:
    seen, newest = case.version, case.changes.last()
    assert newest
    do(triagers, case, Edit(CaseState.EXPLAINED))
    sent = {"version": seen, "seen": newest.pk, "state": "needs-information", "note": "Which <Python>?"}
    page = triagers.client("owner").post("/team/triage/cases/1/change", sent)
    html = page.content.decode()
    assert page.status_code == 409
    assert "somebody was quicker" in html
    assert "Which &lt;Python&gt;?</textarea>" in html
    assert "you wanted: needs information" in html
    assert html.index("reproduced → explained") < html.index("<article")
    assert f'name="version" value="{case.version}"' in html, "so that it can be sent again"


def test_a_note_alone_takes_nothing_from_anybody(triagers: Triagers, case: Case) -> None:
    do(triagers, case, Edit(note="One"), version=0)
    do(triagers, case, Edit(note="Two"), version=99)
    assert list(case.changes.filter(kind="noted").values_list("text", flat=True)) == ["One", "Two"]


def test_nothing_changes_where_nothing_is_different(triagers: Triagers, case: Case) -> None:
    before = case.changes.count()
    do(triagers, case, Edit(case.state, assignee=0, priority=case.priority), version=99)
    assert case.changes.count() == before


@pytest.mark.parametrize(
    "edit",
    [
        Edit("lost"),
        Edit(CaseState.CLOSED, "forgotten"),
        Edit(priority=9),
        Edit(add_labels=("unknown",)),
        Edit(assignee=10**9),
        Edit(note="x" * (LONGEST_NOTE + 1)),
    ],
)
def test_what_there_is_not_is_refused(triagers: Triagers, case: Case, edit: Edit) -> None:
    before = case.changes.count()
    with pytest.raises(Refused):
        do(triagers, case, edit)
    assert case.changes.count() == before


@pytest.mark.parametrize("who", ["viewer", "outsider"])
def test_a_case_is_given_to_who_works_on_it(triagers: Triagers, case: Case, who: str) -> None:
    with pytest.raises(Refused, match="member"):
        do(triagers, case, Edit(assignee=triagers.users[who].pk))


def test_labels_of_another_team_are_none(triagers: Triagers, case: Case) -> None:
    other = triagers.users["outsider"].memberships.get().team
    Label.objects.create(team=other, name="theirs")
    with pytest.raises(Refused, match="no label theirs"):
        do(triagers, case, Edit(add_labels=("theirs",)))


def test_what_happened_since_is_known(triagers: Triagers, case: Case) -> None:
    newest = case.changes.last()
    assert newest
    do(triagers, case, Edit(CaseState.EXPLAINED, note="x"))
    assert [row.kind for row in since(case, newest.pk)] == ["moved"]
