"""Notes are edited and deleted by their author, and the history keeps that it happened."""

from __future__ import annotations

import pytest

from tests.support.cases import a_judged_case, words
from tests.support.team import Triagers
from webui.team import changing
from webui.team.changing import Edit, change_case
from webui.team.models import Case, Change, Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
PAGE = "/team/triage/cases/1"


@pytest.fixture
def case(triagers: Triagers) -> Case:
    found = a_judged_case(triagers)
    change_case(triagers.as_member().actor, found, found.version, Edit(note="The **secret** is 42."))
    return found


def address() -> str:
    return f"{PAGE}/notes/{Change.objects.get(kind=Kind.NOTED).pk}"


def page_of(triagers: Triagers, who: str = "member") -> str:
    return triagers.client(who).get(PAGE).content.decode()


def test_an_edit_is_cancelled(triagers: Triagers, case: Case) -> None:
    assert f'href="{PAGE}">Cancel</a>' in triagers.client().get(address()).content.decode()


def test_its_author_edits_it(triagers: Triagers, case: Case) -> None:
    assert f'href="{address()}"' in page_of(triagers)
    assert "The **secret** is 42." in triagers.client().get(address()).content.decode()
    seen = Change.objects.latest("pk").pk
    answer = triagers.client().post(address(), {"text": " It is *43*. "})
    assert answer["Location"] == PAGE
    html = page_of(triagers, "viewer")
    assert "<em>43</em>" in html
    assert "secret" not in html
    assert "(edited)" in html
    kind, before, _ = words(case)[-1]
    assert (kind, before[:3]) == ("note-edited", "of ")
    assert changing.since(case, seen) == [], "it takes nothing from whoever changes the case meanwhile"
    count = case.changes.count()
    triagers.client().post(address(), {"text": "It is *43*."})
    assert case.changes.count() == count, "the same words are no edit"


def test_its_author_deletes_it(triagers: Triagers, case: Case) -> None:
    where = address()
    triagers.client().post(where, {"delete": "yes", "text": "whatever"})
    html = page_of(triagers, "owner")
    assert "secret" not in html
    assert "deleted by its author" in html
    assert "note deleted" in html
    assert words(case)[-1][0] == "note-deleted"
    assert triagers.client().get(where).status_code == 404, "there is nothing left to edit"
    assert "secret" not in triagers.token_client("viewer").get("/api/v1/teams/triage/cases/1").content.decode()
    assert Change.objects.filter(text__contains="secret").count() == 0


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001])
def test_a_note_without_words_or_with_too_many_stays(triagers: Triagers, case: Case, text: str) -> None:
    answer = triagers.client().post(address(), {"text": text})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Change.objects.get(kind=Kind.NOTED).text == "The **secret** is 42."


def test_nobody_else_does(triagers: Triagers, case: Case) -> None:
    for who, status in {"owner": 404, "viewer": 403, "outsider": 404, "stranger": 404}.items():
        for sent in ({"text": "mine"}, {"delete": "yes"}):
            assert triagers.client(who).post(address(), sent).status_code == status
        assert "Edit or delete" not in triagers.client(who).get(PAGE).content.decode()
    other = a_judged_case(triagers, "Another\n\nThe cache is slow.")
    elsewhere = address().replace("/cases/1/", f"/cases/{other.number}/")
    assert triagers.client().get(elsewhere).status_code == 404
    triagers.users["member"].memberships.update(role="viewer")
    assert triagers.client().post(address(), {"text": "mine"}).status_code == 403, "who may not write any more"
    assert Change.objects.get(kind=Kind.NOTED).text == "The **secret** is 42."
