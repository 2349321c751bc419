"""The API finds the smallest project that still shows what differs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.support.described import assert_described
from tests.web.resolutions.working.test_own_uv import solved
from webui.resolutions.models import QuestionKind, Submission
from webui.resolutions.working import questions

__all__ = ["solved"]

pytestmark = pytest.mark.django_db(transaction=True)


def post(path: str, body: object) -> Any:
    data = body if isinstance(body, str) else json.dumps(body)
    return Client(enforce_csrf_checks=True).post(path, data, content_type="application/json")


def test_it_is_described_and_found_at_its_address(solved: Submission, client: Client) -> None:
    response = post(f"/api/v1/resolutions/{solved.pk}/smallest", {"project": "torch"})
    assert response.status_code == 202
    accepted = response.json()
    assert_described(accepted, "SmallestAccepted")
    answer = client.get(response["Location"]).json()
    assert_described(answer, "SmallestAnswer")
    assert (answer["state"], answer["error"], answer["so_far"]) == ("done", "", None)
    assert answer["smallest"]["left"]["requirements"] == 1
    assert answer["smallest"]["written"]["scenario"].startswith('name = "')
    assert client.get(accepted["page"]).status_code == 200


def test_stopping(solved: Submission) -> None:
    row, _ = questions.put(solved, QuestionKind.SMALLEST, "torch", 1)
    answer = post(f"/api/v1/resolutions/{solved.pk}/smallest/{row.pk}/stop", {}).json()
    assert_described(answer, "SmallestAnswer")
    assert (answer["state"], answer["smallest"]) == ("failed", None)


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ("{", 400, "no valid JSON"),
        ({"project": 3}, 400, "project"),
        ({"target": 0}, 400, "target"),
        ({"project": "no name!"}, 422, "no name of a project"),
    ],
)
def test_bodies_that_are_none(solved: Submission, body: object, status: int, said: str) -> None:
    response = post(f"/api/v1/resolutions/{solved.pk}/smallest", body)
    assert response.status_code == status
    assert said in response.json()["error"]


def test_what_is_not_there(solved: Submission, client: Client) -> None:
    assert post("/api/v1/resolutions/nothing/smallest", {}).status_code == 404
    assert client.get(f"/api/v1/resolutions/{solved.pk}/smallest/9").status_code == 404
    assert post(f"/api/v1/resolutions/{solved.pk}/smallest/9/stop", {}).status_code == 404
