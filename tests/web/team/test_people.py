"""Invitations work once and in time, roles keep an owner, and whoever is removed loses their tokens."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.support.team import Triagers, a_user
from webui.api.models import Token
from webui.team import people
from webui.team.actors import APPLICATION
from webui.team.models import Change, Invitation, Membership, Team, User
from webui.team.roles import Role, allows, narrower

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def link_in(html: str) -> str:
    found = re.search(r"http://testserver(/account/join/[\w-]+)", html)
    assert found
    return found[1]


def join(client: Client, link: str, email: str = "new@triage.test", password: str = PASSWORD) -> int:
    return client.post(link, {"email": email, "name": "New", "password": password}).status_code


def test_a_link_makes_somebody_a_member_once(triagers: Triagers) -> None:
    page = triagers.client("owner").post("/team/triage/people/invite", {"role": "member", "email": ""})
    link = link_in(page.content.decode())
    client = Client()
    assert "Owner invites you" in client.get(link).content.decode()
    assert join(client, link) == 302
    assert client.get("/team/triage/people").status_code == 200
    assert Membership.objects.get(user__email="new@triage.test").role == Role.MEMBER
    assert Client().get(link).status_code == 404
    assert join(Client(), link, "other@triage.test") == 404
    words = [row.after for row in Change.objects.filter(team=triagers.team)]
    assert words == ["by link as member", "New joined as member"]


def test_an_invitation_can_be_sent(triagers: Triagers) -> None:
    page = triagers.client("owner").post("/team/triage/people/invite", {"role": "viewer", "email": "Ada@Triage.test"})
    assert "Sent to" in page.content.decode()
    assert mail.outbox[0].to == ["Ada@Triage.test"]
    assert link_in(str(mail.outbox[0].body)) == link_in(page.content.decode())


def test_whoever_is_signed_in_joins_with_one_click(triagers: Triagers) -> None:
    key = people.invite(APPLICATION, triagers.team, Role.VIEWER)
    response = triagers.client("outsider").post(f"/account/join/{key}")
    assert response.status_code == 302
    assert Membership.objects.get(team=triagers.team, user=triagers.users["outsider"]).role == Role.VIEWER


def test_a_member_keeps_their_role_when_they_open_an_invitation(triagers: Triagers) -> None:
    key = people.invite(APPLICATION, triagers.team, Role.OWNER)
    triagers.client("viewer").post(f"/account/join/{key}")
    assert Membership.objects.get(team=triagers.team, user=triagers.users["viewer"]).role == Role.VIEWER
    assert people.invitation_of(key), "it is still there for somebody else"


def test_an_invitation_expires_and_can_be_withdrawn(triagers: Triagers) -> None:
    key = people.invite(APPLICATION, triagers.team, Role.MEMBER)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(f"/account/join/{key}").status_code == 404
    key = people.invite(APPLICATION, triagers.team, Role.MEMBER)
    row = Invitation.objects.latest("pk")
    assert triagers.client("owner").post(f"/team/triage/invitations/{row.pk}").status_code == 302
    assert Client().get(f"/account/join/{key}").status_code == 404


@pytest.mark.parametrize("password", ["short", "password1234", "new@triage.test"])
def test_a_weak_password_is_refused(triagers: Triagers, password: str) -> None:
    key = people.invite(APPLICATION, triagers.team, Role.MEMBER)
    assert join(Client(), f"/account/join/{key}", password=password) == 422
    assert not User.objects.filter(email="new@triage.test").exists()


def test_an_address_that_has_an_account_signs_in_instead(triagers: Triagers) -> None:
    key = people.invite(APPLICATION, triagers.team, Role.MEMBER)
    assert join(Client(), f"/account/join/{key}", "OWNER@triage.test") == 422
    assert people.invitation_of(key)


def test_the_last_owner_stays(triagers: Triagers) -> None:
    owner = Membership.objects.get(team=triagers.team, role=Role.OWNER)
    address = f"/team/triage/people/{owner.pk}"
    page = triagers.client("owner").post(address, {"role": "member"}, follow=True)
    assert "needs an owner" in page.content.decode()
    triagers.client("owner").post(address, {"role": "none"})
    assert Membership.objects.get(pk=owner.pk).role == Role.OWNER
    member = Membership.objects.get(team=triagers.team, role=Role.MEMBER)
    triagers.client("owner").post(f"/team/triage/people/{member.pk}", {"role": "owner"})
    triagers.client("owner").post(address, {"role": "viewer"})
    assert Membership.objects.get(pk=owner.pk).role == Role.VIEWER


def test_whoever_is_removed_loses_their_tokens(triagers: Triagers) -> None:
    triagers.client().post("/team/triage/tokens", {"name": "CI", "scope": "write"})
    assert Token.objects.count() == 1
    member = Membership.objects.get(team=triagers.team, role=Role.MEMBER)
    triagers.client("owner").post(f"/team/triage/people/{member.pk}", {"role": "none"})
    assert Token.objects.count() == 0
    assert triagers.client().get("/team/triage/people").status_code == 404


def test_a_token_is_ended_by_its_member_or_an_owner(triagers: Triagers) -> None:
    for who in ("viewer", "member", "owner"):
        triagers.client().post("/team/triage/tokens", {"name": "CI", "scope": "read"})
        row = Token.objects.get()
        triagers.client(who).post(f"/team/triage/tokens/{row.of_member.pk}")
        assert Token.objects.filter(pk=row.pk).exists() == (who == "viewer")
        Token.objects.all().delete()


def test_nobody_changes_people_of_another_team(triagers: Triagers) -> None:
    theirs = Membership.objects.get(user=triagers.users["outsider"])
    assert triagers.client("owner").post(f"/team/triage/people/{theirs.pk}", {"role": "none"}).status_code == 404
    assert Membership.objects.filter(pk=theirs.pk).exists()


def test_a_password_is_reset_by_mail(triagers: Triagers) -> None:
    user = a_user("ada@triage.test", "Ada")
    user.set_password("something long enough")
    user.save()
    for email in ("ada@triage.test", "nobody@triage.test"):
        assert Client().post("/account/reset", {"email": email})["Location"] == "/account/reset/sent"
    assert [message.to for message in mail.outbox] == [["ada@triage.test"]]
    found = re.search(r"http://testserver(/account/reset/\S+)", str(mail.outbox[0].body))
    assert found
    client = Client()
    form = client.get(found[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    signed_in = Client().post("/account/sign-in", {"username": "ADA@triage.test", "password": PASSWORD})
    assert signed_in.status_code == 302, "with the address in capitals"
    assert Client().get(found[1], follow=True).content.decode().count("This link was used") == 1


def test_a_wrong_password_does_not_say_who_is_known(triagers: Triagers) -> None:
    pages = {
        re.sub(r'value="[^"]*"', "", page.content.decode())
        for email in ("owner@triage.test", "nobody@triage.test")
        if (page := Client().post("/account/sign-in", {"username": email, "password": "wrong"})).status_code == 200
    }
    assert len(pages) == 1


def test_signing_in_is_limited(settings: Settings) -> None:
    settings.PARSED_TEXTS_PER_MINUTE = 2
    client = Client()
    found = [client.post("/account/sign-in", {"username": "a@b.test", "password": "x"}).status_code for _ in range(3)]
    assert found == [200, 200, 429]


def test_the_operator_founds_a_team(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("found_team", "Packaging Team", "--origin", "http://testserver")
    assert join(Client(), link_in(capsys.readouterr().out)) == 302
    team = Team.objects.get(slug="packaging-team")
    assert [row.role for row in Membership.objects.filter(team=team)] == [Role.OWNER]
    with pytest.raises(CommandError, match="already"):
        call_command("found_team", "Packaging Team")
    with pytest.raises(CommandError, match="letters"):
        call_command("found_team", "…")


def test_roles_are_ordered() -> None:
    assert allows("owner", Role.MEMBER)
    assert not allows("viewer", Role.MEMBER)
    assert (narrower("owner", Role.VIEWER), narrower("viewer", Role.MEMBER)) == (Role.VIEWER, Role.VIEWER)
