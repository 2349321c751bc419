"""Tokens, Idempotency-Key, rate limits in headers, deleting, webhooks: what a client can rely on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.described import assert_described
from tests.support.documents import a_finished_submission
from webui.api import webhooks
from webui.api.models import Delivery, DeliveryState, Token, Webhook
from webui.resolutions.models import Submission

pytestmark = pytest.mark.django_db

TEXT = '[project]\nname = "demo"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["torch"]\n'


def post(client: Client, path: str, body: object, **headers: str) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def a_token(client: Client, **wanted: object) -> str:
    made = post(client, "/api/v1/tokens", wanted)
    assert made.status_code == 201
    assert_described(made.json(), "TokenDocument")
    return str(made.json()["token"])


def test_a_token_is_kept_as_its_digest_and_shown_once(client: Client) -> None:
    key = a_token(client, name="our CI")
    assert key not in json.dumps(list(Token.objects.values("digest", "name", "scopes", "author")))
    bearer = {"authorization": f"Bearer {key}"}
    assert client.get("/api/v1/tokens/current", headers=bearer).json()["name"] == "our CI"
    assert client.delete("/api/v1/tokens/current", headers=bearer).status_code == 204
    refused = client.get("/api/v1/tokens/current", headers=bearer)
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
    assert_described(refused.json(), "Error")


def test_a_token_may_what_its_scopes_say(client: Client, queue: list[int]) -> None:
    reader = {"authorization": f"Bearer {a_token(client, scopes=['read'])}"}
    assert post(client, "/api/v1/resolutions", {"text": TEXT}, **reader).status_code == 403
    assert client.get("/api/v1/resolutions", headers=reader).status_code == 200


def test_what_a_token_asked_for_is_listed_and_can_be_deleted_with_it(client: Client, queue: list[int]) -> None:
    bearer = {"authorization": f"Bearer {a_token(client)}"}
    made = post(client, "/api/v1/resolutions", {"text": TEXT}, **bearer).json()
    listed = client.get("/api/v1/resolutions", headers=bearer).json()
    assert_described(listed, "AnswerList")
    assert [one["id"] for one in listed["resolutions"]] == [made["id"]]
    assert Client().delete(f"/api/v1/resolutions/{made['id']}").status_code == 403
    assert client.delete(f"/api/v1/resolutions/{made['id']}", headers=bearer).status_code == 204
    assert not Submission.objects.filter(pk=made["id"]).exists()


def test_without_a_token_the_key_of_the_answer_deletes(client: Client, queue: list[int]) -> None:
    made = post(client, "/api/v1/resolutions", {"text": TEXT}).json()
    wrong = Client().delete(f"/api/v1/resolutions/{made['id']}", headers={"delete-key": "wrong"})
    assert wrong.status_code == 403
    right = Client().delete(f"/api/v1/resolutions/{made['id']}", headers={"delete-key": made["delete_key"]})
    assert right.status_code == 204


def test_a_repeated_request_asks_nothing_a_second_time(client: Client, queue: list[int]) -> None:
    first, again = (post(client, "/api/v1/resolutions", {"text": TEXT}, **{"idempotency-key": "a"}) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert (again.json()["delete_key"], again["Idempotent-Replayed"]) == (None, "true")
    assert Submission.objects.count() == 1
    other = post(client, "/api/v1/resolutions", {"text": TEXT + "# x"}, **{"idempotency-key": "a"})
    assert other.status_code == 422


def test_the_limit_stands_in_headers(client: Client, settings: Settings) -> None:
    settings.RENDERED_PAGES_PER_MINUTE = 2
    left = [client.get("/api/v1/resolutions")["RateLimit"] for _ in range(2)]
    assert [one.split(";")[1] for one in left] == ["r=1", "r=0"]
    refused = client.get("/api/v1/resolutions")
    assert (refused.status_code, refused["RateLimit-Policy"]) == (429, '"rendering";q=2;w=60')
    assert int(refused["Retry-After"]) > 0


def test_another_method_is_refused_by_name(client: Client) -> None:
    refused = client.put("/api/v1/resolutions")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, POST, HEAD")


def test_a_webhook_to_a_private_address_is_refused(client: Client) -> None:
    submission = a_finished_submission()
    path = f"/api/v1/resolutions/{submission.pk}/webhooks"
    for url in ("http://127.0.0.1:8000/x", "http://169.254.169.254/latest", "file:///etc/passwd"):
        refused = post(client, path, {"url": url})
        assert refused.status_code == 422, url
        assert "refused" in refused.json()["detail"]
    # A name that leads there is refused where it is sent, and that stands in the log.
    hook = Webhook.objects.create(submission=submission, url="http://localhost:9/x", origin="http://t", secret="s")
    (delivery,) = webhooks.due()
    webhooks.send(delivery)
    row = Delivery.objects.get(pk=delivery)
    assert (row.state, row.webhook) == (DeliveryState.REFUSED, hook)
    assert "refused" in row.tries[0]["error"]
    assert webhooks.due() == []
