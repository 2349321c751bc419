"""The team's API says what the pages say, in the shapes of the OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.support.cases import TORCH, a_judged_case
from tests.support.described import assert_described
from tests.support.team import Triagers
from webui.team.models import Case, Label

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
CASES = "/api/v1/teams/triage/cases"


@pytest.fixture
def client(triagers: Triagers) -> Client:
    return triagers.token_client("member")


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def test_a_report_is_taken_in_and_found(triagers: Triagers, client: Client) -> None:
    made = post(client, CASES, text=TORCH, title="torch", source_url="https://code.test/1")
    assert made.status_code == 201, made.json()
    assert_described(made.json(), "CaseDocument")
    assert (made.json()["number"], made.json()["source"], made["Location"]) == (1, "api", f"{CASES}/1")
    assert made.json()["history"][0]["via"] == "token member"
    again = post(client, CASES, text=TORCH)
    assert (again.status_code, again.json()["number"]) == (200, 1)
    listed = client.get(f"{CASES}?q=torch").json()
    assert_described(listed, "CaseList")
    assert [one["number"] for one in listed["cases"]] == [1]
    assert client.get(f"{CASES}?q=nothing").json() == {"cases": [], "next": None}


def test_a_case_is_changed_by_its_version(triagers: Triagers, client: Client) -> None:
    Label.objects.create(team=triagers.team, name="bug")
    case = a_judged_case(triagers)
    address, email = f"{CASES}/1/changes", triagers.users["owner"].email
    changed = {"version": case.version, "state": "explained", "assignee": email.upper(), "note": "x"}
    changed["add_labels"] = ["bug"]
    answer = post(client, address, **changed)
    assert answer.status_code == 200, answer.json()
    assert_described(answer.json(), "CaseDocument")
    assert (answer.json()["state"], answer.json()["assignee"], answer.json()["labels"]) == ("explained", email, ["bug"])
    refused = post(client, address, **{**changed, "state": "closed"})
    assert refused.status_code == 409
    assert "nothing was done" in refused.json()["detail"]
    assert Case.objects.get().state == "explained"


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"state": "new"}, 409),
        ({"state": "lost"}, 409),
        ({"assignee": "nobody@nowhere.test"}, 409),
        ({"add_labels": ["none"]}, 409),
        ({"priority": 9}, 422),
        ({"priority": "high"}, 422),
        ({"version": -1, "note": "x"}, 422),
        ({"note": "a note needs no version"}, 200),
    ],
)
def test_what_cannot_be_is_refused(triagers: Triagers, client: Client, changed: Any, status: int) -> None:
    a_judged_case(triagers)
    assert post(client, f"{CASES}/1/changes", **changed).status_code == status


def test_cases_are_merged_and_taken_out(triagers: Triagers, client: Client) -> None:
    a_judged_case(triagers)
    a_judged_case(triagers, f"Too\n\n{TORCH}")
    assert post(client, f"{CASES}/2/merge", into=1).json()["merged_into"] == 1
    assert post(client, f"{CASES}/2/merge", into=1).status_code == 409
    assert client.get(f"{CASES}/1").json()["merged"] == [2]
    assert post(client, f"{CASES}/2/unmerge").json()["merged_into"] is None
    assert post(client, f"{CASES}/2/unmerge").status_code == 409
    assert client.get(f"{CASES}/1").json()["duplicates"] == [2]
    assert post(client, f"{CASES}/2/merge", into=99).status_code == 404


def test_threads_overview_and_asking_again(triagers: Triagers, client: Client) -> None:
    case = a_judged_case(triagers)
    text = f"version = 1\n[[thread]]\nfingerprint = '{case.fingerprint}'\nurl = 'https://code.test/2'\n"
    taken = client.post("/api/v1/teams/triage/threads", text, content_type="application/toml")
    assert taken.json() == {"threads": 1}
    assert client.get(f"{CASES}/1").json()["thread"] == "https://code.test/2"
    assert "https://code.test/2" in client.get("/api/v1/teams/triage/threads").content.decode()
    assert client.post("/api/v1/teams/triage/threads", "x", content_type="application/toml").status_code == 422
    assert_described(client.get("/api/v1/teams/triage/overview").json(), "OverviewDocument")
    for words in ("1 case: 1 still to be solved", "There is nothing to ask."):
        begun = post(client, "/api/v1/teams/triage/ask-again")
        assert begun.status_code == 202
        assert_described(begun.json(), "RoundEntry")
        assert begun.json()["words"] == words


@pytest.mark.parametrize("number", [2, 0, 2**31, 10**30])
def test_a_case_that_is_not_there(triagers: Triagers, client: Client, number: int) -> None:
    a_judged_case(triagers)
    assert client.get(f"{CASES}/{number}").status_code == 404
    assert client.get(f"/team/triage/cases/{number}").status_code == 404
    assert triagers.client().get(f"/team/triage/cases/{number}").status_code == 404


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 3}, {"text": "x", "source_url": "y" * 501}])
def test_what_is_no_report_is_refused(client: Client, body: Any) -> None:
    assert post(client, CASES, **body).status_code == 422
