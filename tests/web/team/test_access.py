"""The door of a team: what no text has is refused before anything is looked up; nobody is shown what is cached."""

from __future__ import annotations

import pytest

from tests.support.cases import a_case
from tests.support.team import Triagers
from webui.team.access import member_of
from webui.team.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]


def test_a_character_that_no_text_has_is_refused(triagers: Triagers) -> None:
    a_case(triagers)
    member, token = triagers.client(), triagers.token_client("member")
    assert member.get("/team/triage/?q=a%00b").status_code == 400
    assert member.post("/team/triage/cases/1/change", {"note": "a\0b"}).status_code == 400
    assert token.get("/api/v1/teams/triage/cases?q=a%00b").status_code == 400
    body = '{"note": "a\\u0000b"}'
    assert token.post("/api/v1/teams/triage/cases/1/changes", body, content_type="application/json").status_code == 400
    assert not Case.objects.get().changes.filter(kind="noted").exists()


def test_a_report_comes_without_it(triagers: Triagers) -> None:
    case = a_case(triagers, "The cache\0 is slow.", title="a\0b", url="https://code.test/\0")
    assert (case.report, case.title, case.source_url) == ("The cache is slow.", "ab", "https://code.test/")


def test_no_page_of_a_team_is_kept(triagers: Triagers) -> None:
    for who in ("viewer", "stranger"):
        assert "no-store" in triagers.client(who).get("/team/triage/").headers["Cache-Control"]


def test_somebody_who_may_not_sign_in_is_no_member(triagers: Triagers) -> None:
    client = triagers.client("viewer")
    user = triagers.users["viewer"]
    assert member_of(user, "triage")
    user.is_active = False
    user.save()
    assert client.get("/team/triage/").status_code == 404
