"""The address of a team leads a visitor through the sign-in and back; where there is one team only, "Team" is it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.support.team import Triagers
from webui.team.models import Membership, User
from webui.team.roles import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/team/triage/cases/7?since=3"
PASSWORD = "correct horse battery"


@pytest.fixture
def person(triagers: Triagers) -> User:
    user = triagers.users["member"]
    user.set_password(PASSWORD)
    user.save()
    return user


def test_from_an_address_of_a_team_to_the_sign_in_and_back(triagers: Triagers, person: User) -> None:
    client = Client()
    page = client.get(ADDRESS)
    assert page.status_code == 404
    html = page.content.decode()
    assert 'action="/account/sign-in"' in html
    back = re.search(r'name="next" value="([^"]+)"', html)
    assert back
    assert back[1] == ADDRESS
    wrong = client.post("/account/sign-in", {"username": person.email, "password": "x", "next": back[1]})
    assert f'name="next" value="{ADDRESS}"' in wrong.content.decode(), "a wrong password does not lose the way"
    answer = client.post("/account/sign-in", {"username": person.email, "password": PASSWORD, "next": back[1]})
    assert answer["Location"] == ADDRESS


def test_nobody_is_led_to_another_site(person: User) -> None:
    sent = {"username": person.email, "password": PASSWORD, "next": "https://elsewhere.test/"}
    assert Client().post("/account/sign-in", sent)["Location"] == "/team/"


def test_whoever_is_signed_in_is_not_asked_to(triagers: Triagers) -> None:
    html = triagers.client("outsider").get(ADDRESS).content.decode()
    assert "Nothing here" in html
    assert "/account/sign-in" not in html


def test_the_only_team_is_what_team_leads_to(triagers: Triagers) -> None:
    client = triagers.client()
    assert client.get("/team/")["Location"] == "/team/triage/"
    listed = client.get("/team/?list=yes").content.decode()
    assert "Change the password" in listed
    assert "/team/?list=yes" in client.get("/team/triage/").content.decode()
    other = Membership.objects.get(user=triagers.users["outsider"]).team
    Membership.objects.create(team=other, user=triagers.users["member"], role=Role.VIEWER)
    assert "Others" in client.get("/team/").content.decode()
    assert "invitation" in Client().get("/team/").content.decode()
