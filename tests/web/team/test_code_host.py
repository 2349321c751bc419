"""The webhook: what is signed becomes a case, once; whoever has no signature learns nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.support.cases import NOT_SO, TORCH
from tests.support.team import Triagers
from webui.team import code_host
from webui.team.models import Case, Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
ADDRESS = "/api/v1/teams/triage/issues"
URL = "https://code.test/uv/issues/7"


@pytest.fixture
def secret(triagers: Triagers) -> str:
    return code_host.new_secret(triagers.as_member("owner").actor, triagers.team)


def event(action: str = "opened", **changed: Any) -> dict[str, Any]:
    issue = {"title": "torch differs", "body": TORCH, "html_url": URL, "number": 7, **changed}
    return {"action": action, "issue": issue, "repository": {"full_name": "a/b"}}


def send(secret: str, document: Any, name: str = "issues", **headers: str) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    signed = {"X-Hub-Signature-256": code_host.signature(secret, body), "X-GitHub-Event": name}
    return Client().post(ADDRESS, body, content_type="application/json", headers={**signed, **headers})


def test_an_issue_becomes_a_case_once(triagers: Triagers, secret: str) -> None:
    assert send(secret, event()).json() == {"case": 1, "words": "A new case."}
    case = Case.objects.get()
    assert (case.title, case.source, case.source_url) == ("torch differs", "issue", URL)
    assert case.changes.get(kind="came").via == "webhook"
    assert send(secret, event()).json() == {"case": 1, "words": "It is known."}
    assert send(secret, event("edited", body=NOT_SO)).json()["case"] == 1
    case.refresh_from_db()
    assert case.report == NOT_SO.strip("\n")
    assert Case.objects.count() == 1


@pytest.mark.parametrize("document", [event("labeled"), event("closed"), event("deleted"), {**event(), "action": 3}])
def test_what_says_nothing_new_is_left_out(secret: str, document: Any) -> None:
    answer = send(secret, document)
    assert answer.status_code == 200
    assert answer.json()["case"] is None
    assert not Case.objects.exists()


def test_another_event_is_left_out(secret: str) -> None:
    assert send(secret, {"zen": "…"}, "ping").json()["words"] == "Left out: the event is `ping`."


@pytest.mark.parametrize(
    ("user", "found"), [({"login": "grace-h"}, "grace-h"), (None, ""), ("x", ""), ({"login": 1}, "")]
)
def test_a_case_is_found_by_who_reported_it(triagers: Triagers, secret: str, user: object, found: str) -> None:
    send(secret, event(user=user))
    assert Case.objects.get().reporter == found
    html = triagers.client().get("/team/triage/?q=grace-h").content.decode()
    assert ("data-case=" in html) is bool(found)


def test_an_issue_without_a_text_is_judged_by_its_title(secret: str) -> None:
    send(secret, event(body=None))
    assert Case.objects.get().report == "torch differs"


@pytest.mark.parametrize(
    "document", [b"{", b"[" * 9999, {}, [], {"action": "opened", "issue": 3}, event(title=3), event(title="", body="")]
)
def test_what_cannot_be_read_is_said(secret: str, document: Any) -> None:
    assert send(secret, document).status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize("given", ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "\u00e9"])
def test_a_wrong_signature_is_no_address(secret: str, given: str) -> None:
    answer = send(secret, event(), **{"X-Hub-Signature-256": given})
    assert answer.status_code == 404
    assert answer.json()["detail"] == "No such team."


def test_a_signature_of_another_body_or_team_is_none(triagers: Triagers, secret: str) -> None:
    other = Team.objects.get(slug="not-triage")
    theirs = code_host.new_secret(triagers.as_member("owner").actor, other)
    assert send(theirs, event()).status_code == 404
    signed = code_host.signature(secret, b"{}")
    assert send(secret, event(), **{"X-Hub-Signature-256": signed}).status_code == 404


def test_without_a_secret_nothing_is_taken(triagers: Triagers) -> None:
    assert send("", event()).status_code == 404
    page = triagers.client("owner").post("/team/triage/webhook").content.decode()
    secret = Team.objects.get(slug="triage").hook_secret
    assert secret in page
    assert secret not in triagers.client("owner").get("/team/triage/set-up").content.decode(), "it is shown once"
    assert send(secret, event()).status_code == 200
    triagers.client("owner").post("/team/triage/webhook", {"off": "yes"})
    assert send(secret, event()).status_code == 404
