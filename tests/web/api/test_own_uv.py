"""The API compares what somebody's own uv wrote with a stored answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.described import assert_described
from tests.web.resolutions.working.test_own_uv import OLDER, SECRET, solved
from webui.resolutions.models import Question, State, Submission

__all__ = ["solved"]

pytestmark = pytest.mark.django_db(transaction=True)


def post(submission: str, body: object) -> Any:
    data = body if isinstance(body, str) else json.dumps(body)
    client = Client(enforce_csrf_checks=True)
    return client.post(f"/api/v1/resolutions/{submission}/own-uv", data, content_type="application/json")


def test_the_comparison_is_described_and_found_at_its_address(solved: Submission, client: Client) -> None:
    response = post(solved.pk, {"output": OLDER, "target": 1})
    assert response.status_code == 202
    accepted = response.json()
    assert_described(accepted, "OwnUvAccepted")
    answer = client.get(response["Location"]).json()
    assert_described(answer, "OwnUvAnswer")
    assert (answer["state"], answer["target"], answer["error"]) == ("done", 1, "")
    assert answer["comparison"]["differences"][0] == {
        "project": "torch",
        "ours": ["2.5.1"],
        "theirs": ["2.4.1"],
        "says": "torch: 2.5.1 here, 2.4.1 there",
    }
    assert answer["comparison"]["reasons"][0]["reason"] == "date"
    assert client.get(accepted["page"]).status_code == 200
    assert accepted["url"].endswith(response["Location"])


def test_an_output_that_cannot_be_read_says_so_there(solved: Submission, client: Client) -> None:
    answer = client.get(post(solved.pk, {"output": "hello"})["Location"]).json()
    assert_described(answer, "OwnUvAnswer")
    assert (answer["state"], answer["comparison"]) == ("failed", None)
    assert "neither a uv.lock" in answer["error"]


def test_secrets_are_removed_and_named(solved: Submission) -> None:
    response = post(solved.pk, {"output": OLDER.replace("https://", f"https://alice:{SECRET}@")})
    assert response.json()["removed"][0].startswith("the output of uv, line 14")
    assert SECRET not in Question.objects.get().pasted


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("{", 400, "no valid JSON"),
        ("[]", 400, "a JSON object with an `output`"),
        ({}, 400, "output"),
        ({"output": 3}, 400, "output"),
        ({"output": "x", "target": "two"}, 400, "target"),
        ({"output": " "}, 422, "Paste what your uv wrote."),
        ({"output": "\ud800"}, 422, "no text"),
        ({"output": "x", "target": 0}, 400, "target"),
    ],
)
def test_what_is_wrong_is_said(solved: Submission, body: object, status: int, said: str) -> None:
    response = post(solved.pk, body)
    assert response.status_code == status
    assert said in response.json()["error"]


def test_what_is_not_there_and_what_is_not_ready(solved: Submission, client: Client, settings: Settings) -> None:
    assert post("nobody", {"output": OLDER}).status_code == 404
    assert client.get(f"/api/v1/resolutions/{solved.pk}/own-uv/99").status_code == 404
    solved.solves.filter(label="single").update(state=State.RUNNING)
    assert post(solved.pk, {"output": OLDER}).status_code == 409
    settings.SUBMISSIONS_PER_MINUTE = 1
    assert "Retry-After" in [post(solved.pk, {"output": OLDER}) for _ in range(2)][1].headers


def test_another_page_cannot_make_a_browser_send_it(solved: Submission, client: Client) -> None:
    response = client.post(f"/api/v1/resolutions/{solved.pk}/own-uv", "{}", content_type="text/plain")
    assert response.status_code == 415
