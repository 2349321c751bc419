"""Who may see an answer that was read with the operator's credentials: its author, unless the operator allows more."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.support.documents import a_finished_submission, an_asked, an_explanation
from tests.support.permalinks import addresses_of
from webui.resolutions.asking.askers import Asker, asker_of
from webui.resolutions.models import Question, QuestionKind, State, Submission
from webui.resolutions.showing import stored_pages
from webui.resolutions.working import permalinks

pytestmark = pytest.mark.django_db

WORDS = "read from an index with credentials of this installation"
CUTOFF = datetime(2024, 11, 30, tzinfo=UTC)


@pytest.fixture
def author(client: Client) -> Client:
    client.cookies["author"] = "a-random-key"
    return client


@pytest.fixture
def private(author: Client, rf: RequestFactory) -> Submission:
    """A finished answer of the author's that was read with the operator's credentials, its page stored."""
    request = rf.get("/")
    request.COOKIES["author"] = "a-random-key"
    submission = a_finished_submission()
    Submission.objects.filter(pk=submission.pk).update(
        used_operator_credentials=True, author=asker_of(request).author, explanation=an_explanation()
    )
    Question.objects.create(
        pk=1, submission=submission, kind=QuestionKind.WHY, text="torch", state=State.FAILED, error="why",
        queued_at=CUTOFF,
    )  # fmt: skip
    assert stored_pages.keep(submission.pk) is not None
    return Submission.objects.get(pk=submission.pk)


def asked_by(client: Client, path: str, method: str) -> HttpResponse:
    return client.post(path, {"kind": "why", "text": "torch"}) if method == "POST" else client.get(path)


def test_every_address_of_it_is_closed_to_others(private: Submission) -> None:
    found = list(addresses_of(private.pk))
    assert len(found) >= 17
    for path, method in found:
        for reader in (Client(), Client(headers={"cookie": "author=another"})):
            response = asked_by(reader, path, method)
            assert response.status_code == 404, path
            body = response.content.decode()
            assert WORDS in body, path
            assert "2.4.1" not in body
            assert "2.5.1" not in body
            assert "private" in response["Cache-Control"]
    assert not Submission.objects.get(pk=private.pk).solves.filter(state=State.QUEUED).exists()


def test_the_api_says_it_in_json(private: Submission) -> None:
    response = Client().get(f"/api/v1/resolutions/{private.pk}")
    assert response.status_code == 404
    assert WORDS in json.loads(response.content)["error"]


def test_its_author_sees_all_of_it_and_nobody_keeps_it(author: Client, private: Submission, queue: list[int]) -> None:
    for path, method in addresses_of(private.pk):
        response = asked_by(author, path, method)
        body = b"" if response.streaming else response.content
        assert WORDS.encode() not in body, path
        assert "private" in response["Cache-Control"], path
    page = author.get(f"/r/{private.pk}")
    assert page.status_code == 200
    again = author.get(f"/r/{private.pk}", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 304
    assert Client().get(f"/r/{private.pk}", headers={"if-none-match": page["ETag"]}).status_code == 404


def test_the_operator_can_allow_everybody(private: Submission, settings: Settings) -> None:
    settings.PRIVATE_ANSWERS = "everyone"
    assert "2.4.1" in Client().get(f"/r/{private.pk}").content.decode()
    assert "old-python" in Client().get(f"/?from={private.pk}").content.decode()


def test_one_private_side_closes_a_pair(private: Submission, author: Client) -> None:
    other = a_finished_submission()
    for path in (f"/c/{private.pk}..{other.pk}", f"/c/{other.pk}..{private.pk}"):
        assert Client().get(path).status_code == 404
        assert author.get(path).status_code == 200


def test_an_answer_without_an_author_is_nobodys(private: Submission) -> None:
    Submission.objects.filter(pk=private.pk).update(author="")
    for reader in (Client(), Client(headers={"cookie": "author="})):
        assert reader.get(f"/r/{private.pk}").status_code == 404


def test_the_form_does_not_begin_with_it(author: Client, private: Submission) -> None:
    assert "old-python" not in Client().get(f"/?from={private.pk}").content.decode()
    assert "old-python" in author.get(f"/?from={private.pk}").content.decode()


def test_every_other_answer_is_everybodys() -> None:
    submission = a_finished_submission()
    response = Client().get(f"/r/{submission.pk}/preview.png")
    assert response.status_code == 200
    assert "private" not in response["Cache-Control"]


@pytest.mark.parametrize(
    ("is_private", "is_finished", "has_credentials", "allowed", "is_shared"),
    [
        (False, True, True, "author", True),
        (False, False, False, "author", True),
        (False, False, True, "author", False),  # it may turn out to be private
        (True, True, True, "author", False),
        (True, True, False, "author", False),
        (True, True, True, "everyone", True),
        (False, False, True, "everyone", True),
    ],
)
def test_an_answer_is_not_reused_for_others(
    queue: list[int],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    is_private: bool,
    is_finished: bool,
    has_credentials: bool,
    allowed: str,
    is_shared: bool,
) -> None:
    settings.PRIVATE_ANSWERS = allowed
    if has_credentials:
        monkeypatch.setenv("WHICHWHEEL_INDEX_CREDENTIALS", "url https://index.test/p login a password b")
    asked = an_asked(exclude_newer="2024-11-29")
    first = permalinks.submit(asked, CUTOFF, Asker("net", "me"))
    if is_finished:
        first.solves.update(state=State.DONE)
    Submission.objects.filter(pk=first.pk).update(used_operator_credentials=is_private)
    assert permalinks.submit(asked, CUTOFF, Asker("net", "me")).pk == first.pk
    assert (permalinks.submit(asked, CUTOFF, Asker("net", "you")).pk == first.pk) is is_shared


def test_whoever_asks_the_api_can_read_the_answer(queue: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHICHWHEEL_INDEX_CREDENTIALS", "url https://index.test/p login a password b")
    client = Client()
    accepted = client.post("/api/v1/resolutions", json.dumps({"text": "torch"}), content_type="application/json")
    Submission.objects.update(used_operator_credentials=True)
    address = f"/api/v1/resolutions/{accepted.json()['id']}"
    assert client.get(address).status_code == 200
    assert Client().get(address).status_code == 404
