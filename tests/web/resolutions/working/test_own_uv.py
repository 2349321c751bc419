"""What somebody's own uv wrote beside the answer: the first difference, its reasons, and no secret is kept."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.documents import a_submission
from tests.web.resolutions.working.test_questions import TORCH, serve
from webui.resolutions.models import IndexData, Question, State, Submission
from webui.resolutions.working import tasks

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = """\
version = 1
revision = 5
requires-python = ">=3.8"

[[package]]
name = "old-python"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "torch" }]

[[package]]
name = "torch"
version = "2.5.1"
source = { registry = "https://index.test/simple" }
dependencies = [{ name = "sympy" }]

[[package]]
name = "sympy"
version = "1.13.3"
source = { registry = "https://index.test/simple" }
"""
OLDER = LOCK.replace("2.5.1", "2.4.1")
FROZEN = "torch==2.4.1\nsympy==1.12\n"
SECRET = "S3CRETs3cret"


@pytest.fixture
def solved(queue: list[int], monkeypatch: pytest.MonkeyPatch) -> Submission:
    """A submission with both answers and the reasons."""
    serve(monkeypatch, TORCH)
    monkeypatch.setattr(tasks.answer, "delay", tasks.answer)
    submission = a_submission()
    for row in submission.solves.all():
        tasks.solve(row.pk)
    tasks.solve(submission.solves.get(label="explanation").pk)
    return Submission.objects.get(pk=submission.pk)


def paste(client: Client, submission: Submission, output: str, **fields: object) -> Any:
    return client.post(f"{submission.get_absolute_url()}/own-uv", {"output": output, **fields}, follow=True)


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().replace("<wbr>", ""))
    return " ".join(html.unescape(text).split())


def test_the_page_has_the_box_whether_uv_is_asked_here_or_not(
    solved: Submission, client: Client, settings: Settings
) -> None:
    for setting in ("never", "button"):
        settings.UV_CHECK = setting
        page = client.get(solved.get_absolute_url()).content.decode()
        assert "This differs from my uv" in page
        assert ("Check with the real uv" in page) is (setting == "button")


def test_a_lock_with_the_same_versions(solved: Submission, client: Client) -> None:
    assert "This uv.lock has the same versions." in words(paste(client, solved, LOCK))


def test_the_first_difference_and_the_reason_are_named(solved: Submission, client: Client) -> None:
    page = words(paste(client, solved, OLDER))
    assert "First difference: torch: 2.5.1 here, 2.4.1 there" in page
    assert "It was made on another date, or with another exclude-newer" in page
    page = words(paste(client, solved, FROZEN, target="1"))
    assert "First difference: sympy: 1.13.3 here, 1.12 there" in page
    assert "Versions of an earlier lock, list or environment were kept" in page


def test_the_same_output_has_one_address(solved: Submission, client: Client) -> None:
    first, second = (paste(client, solved, LOCK.replace("\n", ends)) for ends in ("\n", "\r\n"))
    assert first.request["PATH_INFO"] == second.request["PATH_INFO"]
    assert Question.objects.get().attempt == 1


def test_it_stands_beside_the_check_with_the_real_uv(solved: Submission, client: Client) -> None:
    assert "real uv" not in words(paste(client, solved, OLDER)).partition("First difference")[2]
    versions = {"torch": ["2.4.1"], "sympy": ["1.13.3"]}
    mode = {"mode": "lock", "verdict": "differs", "versions": versions}
    Question.objects.create(
        submission=solved,
        kind="check",
        text="",
        state=State.DONE,
        queued_at=solved.created_at,
        document={"verdict": "differs", "modes": [mode]},
    )
    assert "It is what the real uv answered here." in words(paste(client, solved, OLDER))  # at its old address
    page = words(paste(client, solved, OLDER.replace("1.13.3", "1.12")))
    assert "From what the real uv answered here it differs first in sympy: 1.13.3 from the real uv, 1.12 there" in page


def test_it_needs_no_index_data(solved: Submission, client: Client) -> None:
    IndexData.objects.all().delete()
    page = words(paste(client, solved, OLDER))
    assert "First difference: torch" in page
    assert "show the reason" in page
    assert "another date" not in page


def test_what_is_no_output_is_refused_with_a_reason(solved: Submission, client: Client) -> None:
    assert "The output cannot be read: This is neither a uv.lock nor a list" in words(paste(client, solved, "hello"))
    assert "The output cannot be read: " in words(paste(client, solved, "[[package]]\nname = 3\n"))


def test_without_versions_here_there_is_nothing_to_compare_with(solved: Submission, client: Client) -> None:
    row = solved.solves.get(label="universal")
    assert row.document is not None
    row.document["outcome"] = "unsatisfiable"
    row.save()
    assert "The universal answer here has no versions to compare with." in words(paste(client, solved, LOCK))


@pytest.mark.parametrize(
    ("output", "said"), [("", "Paste what your uv wrote."), ("x" * 5_000, "This is longer than 4 kB.")]
)
def test_what_is_empty_or_too_long_is_refused(
    solved: Submission, client: Client, settings: Settings, output: str, said: str
) -> None:
    settings.LOCK_LIMIT_BYTES = 4096
    response = paste(client, solved, output)
    assert response.status_code == 422
    assert said in words(response)
    assert not Question.objects.exists()


def test_secrets_are_removed_before_it_is_stored(solved: Submission, client: Client) -> None:
    response = paste(client, solved, LOCK.replace("https://", f"https://alice:{SECRET}@"))
    assert SECRET not in Question.objects.get().pasted
    assert "Secrets were removed before anything was stored the output of uv, line 14" in words(response)
    saved = client.get(f"{Question.objects.get().get_absolute_url()}/output")
    assert saved.content.decode() == Question.objects.get().pasted
    assert saved["Content-Type"] == "text/plain; charset=utf-8"


def test_what_is_pasted_is_shown_as_text(solved: Submission, client: Client) -> None:
    page = paste(client, solved, "<script>alert(1)</script>==1\nleft-over==1+<b>\ntorch==2.4.1+<i>x\nother==1\n")
    assert "<script>alert" not in page.content.decode()
    assert "other" in words(page)


def test_other_questions_have_no_output(solved: Submission, client: Client) -> None:
    client.post(f"{solved.get_absolute_url()}/ask", {"kind": "why", "project": "torch"})
    assert client.get(f"{Question.objects.get().get_absolute_url()}/output").status_code == 404


def test_it_waits_for_the_answers(solved: Submission, client: Client) -> None:
    solved.solves.filter(label="universal").update(state=State.RUNNING)
    assert paste(client, solved, LOCK).status_code == 409
