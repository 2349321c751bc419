"""Visitors are welcome, unless whoever runs the installation closes it; a permalink can be read even then."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.cases import a_judged_case
from tests.support.documents import a_finished_submission
from tests.support.team import Triagers
from webui.api.models import Token
from webui.team.reading import asker_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
TEXT = "[project]\nname = 'x'\nversion = '1'\ndependencies = ['torch']\n"


def ask(client: Client) -> Any:
    return client.post("/api/v1/resolutions", json.dumps({"text": TEXT}), content_type="application/json")


def test_visitors_are_welcome(client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.post("/", {"text": TEXT}).status_code == 302
    assert ask(client).status_code == 202


def test_a_closed_installation_is_for_its_teams(triagers: Triagers, settings: Settings, client: Client) -> None:
    submission = a_finished_submission()
    settings.VISITORS = "closed"
    assert client.get("/")["Location"] == "/account/sign-in?next=/"
    assert client.post("/", {"text": TEXT})["Location"] == "/account/sign-in?next=/"
    assert ask(client).status_code == 401
    assert client.post("/api/v1/tokens", "{}", content_type="application/json").status_code == 401
    assert not Token.objects.exists()
    assert client.get(submission.get_absolute_url()).status_code == 200
    assert client.get("/account/sign-in").status_code == 200
    assert triagers.client("viewer").get("/").status_code == 200
    assert triagers.client("viewer").post("/", {"text": TEXT}).status_code == 302
    assert ask(triagers.token_client("member")).status_code == 202
    assert ask(triagers.client("member")).status_code == 202


def test_what_was_read_with_credentials_is_shown_to_the_team(triagers: Triagers) -> None:
    case = a_judged_case(triagers)
    asked = case.submission
    assert asked is not None
    asked.used_operator_credentials, asked.author = True, asker_of(triagers.team).author
    asked.save()
    for who, status in (("stranger", 404), ("outsider", 404), ("viewer", 200), ("owner", 200)):
        assert triagers.client(who).get(asked.get_absolute_url()).status_code == status, who
