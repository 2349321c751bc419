"""The search for the smallest project: begun on the page, seen on its way, stopped, and found again."""

from __future__ import annotations

import html
import re
import tomllib
from typing import Any

import pytest
from django.test import Client

from tests.web.resolutions.working.test_own_uv import solved
from webui.resolutions.models import Question, QuestionKind, State, Submission
from webui.resolutions.showing.report_verdict import report_verdict_view
from webui.resolutions.working import permalinks, questions
from webui.resolutions.working.shrinking import Shrinking

__all__ = ["solved"]

pytestmark = pytest.mark.django_db(transaction=True)


def begin(client: Client, submission: Submission, **fields: object) -> Any:
    return client.post(f"{submission.get_absolute_url()}/smallest", fields, follow=True)


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().replace("<wbr>", ""))
    return " ".join(html.unescape(text).split())


def test_the_page_has_the_button_and_the_answer_stands_at_its_address(solved: Submission, client: Client) -> None:
    assert "Find the smallest project that shows it" in client.get(solved.get_absolute_url()).content.decode()
    page = begin(client, solved, target=1)
    assert page.status_code == 200
    assert "enough" in words(page)
    row = Question.objects.get(kind=QuestionKind.SMALLEST)
    assert row.state == State.DONE
    assert row.smallest is not None
    assert row.smallest["is_minimal"]
    document = tomllib.loads(row.smallest["text"])
    assert document["project"]["dependencies"] == ["torch"]
    for name in ("Dockerfile", "packse scenario", "Snapshot test", "Markdown for a reply"):
        assert name in words(page)


def test_a_search_that_is_over_is_found_again(solved: Submission, client: Client) -> None:
    begin(client, solved, project="torch")
    begin(client, solved, project="Torch")
    assert Question.objects.get(kind=QuestionKind.SMALLEST).attempt == 1


def test_a_project_that_shows_nothing(solved: Submission, client: Client) -> None:
    assert "no such thing of sympy" in words(begin(client, solved, project="sympy"))
    assert begin(client, solved, project="no name!").status_code == 422


def test_progress_is_seen_and_stopping_keeps_what_is_proven(
    solved: Submission, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def looked_at(search: Shrinking) -> bool:
        row = Question.objects.get(kind=QuestionKind.SMALLEST)
        if row.smallest_so_far is not None and row.smallest_so_far["is_proven"]:
            seen.append(words(client.get(row.get_absolute_url())))
            client.post(f"{row.get_absolute_url()}/stop")
        return questions.is_asked_to_stop(row)

    monkeypatch.setattr("webui.resolutions.working.shrinking.STORED_EVERY_SECONDS", 0.0)
    monkeypatch.setattr(Shrinking, "should_stop", looked_at)
    page = words(begin(client, solved, project="torch"))
    assert "Stop, and keep what is proven" in seen[0]
    assert "left after" in seen[0]
    assert "It was stopped." in page
    row = Question.objects.get(kind=QuestionKind.SMALLEST)
    assert row.smallest is not None
    assert row.smallest["ending"] == "cancelled"
    assert questions.reopen(row), "asked once more, it goes on"


def test_one_that_waits_is_stopped_at_once(solved: Submission, client: Client) -> None:
    row, _ = questions.put(solved, QuestionKind.SMALLEST, "torch", 1)
    client.post(f"{row.get_absolute_url()}/stop")
    row.refresh_from_db()
    assert (row.state, row.error) == (State.FAILED, "It was stopped before it began.")


def test_one_that_is_stopped_too_early_says_so(
    solved: Submission, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shrinking, "should_stop", lambda _: True)
    assert "It was ended before anything smaller was proven." in words(begin(client, solved))


def test_the_reply_to_a_report_has_it(solved: Submission, client: Client) -> None:
    report = "## Bug\n\nuv lock picks torch 2.5.1\n\n```toml\n" + solved.text + "\n```\n"
    Submission.objects.filter(pk=solved.pk).update(report=report)
    permalinks.ask(Submission.with_answers().get(pk=solved.pk), QuestionKind.REPORT, "", 1)
    before = report_verdict_view(Submission.with_answers().get(pk=solved.pk), "https://here.test/")
    page_before = client.get(solved.get_absolute_url()).content.decode()
    begin(client, solved)
    after = report_verdict_view(Submission.with_answers().get(pk=solved.pk), "https://here.test/")
    assert before is not None
    assert before.document is not None
    assert after is not None
    assert after.document is not None
    assert after.document["reply"].startswith(before.document["reply"])
    assert "enough:" in after.document["reply"].removeprefix(before.document["reply"])
    assert "is enough:" not in page_before
    assert "enough:" in client.get(solved.get_absolute_url()).content.decode()
