"""A question of several files: kept, shown, changed and asked again, whole."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.documents import TORCH, a_finished_submission, an_asked, an_explanation
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.example_questions import question_of as question
from webui.resolutions.asking.examples import EXAMPLES
from webui.resolutions.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

ROOT = '[project]\nname = "p"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["packages/*", "gone/<b>"]\n'
Q = "packages/q/pyproject.toml"
FILES = {"pyproject.toml": ROOT, "notes <b>.txt": "torch<3\n"}


def asked(**changes: object) -> Asked:
    return an_asked(TORCH, **{"input": Q, "files": FILES, **changes})


def words(client: Client, address: str) -> str:
    page = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
    return " ".join(html.unescape(page).split())


def test_the_input_shows_every_file_and_which_is_asked_about(client: Client) -> None:
    submission = a_finished_submission(asked=asked())
    shown = words(client, f"/r/{submission.pk}?view=input")
    assert f"{Q} asked about, {len(TORCH.splitlines())} lines" in shown
    assert "notes <b>.txt 1 line" in shown
    assert 'members = ["packages/*", "gone/<b>"]' in shown
    assert "The workspace names the members `gone/<b>`" in shown


def test_every_file_can_be_saved(client: Client) -> None:
    submission = a_finished_submission(asked=asked())
    for path, text in {**FILES, Q: TORCH}.items():
        response = client.get(f"/r/{submission.pk}/files/{path}")
        assert response.content.decode() == text
        assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get(f"/r/{submission.pk}/files/other.txt").status_code == 404
    assert client.get(f"/r/{submission.pk}/files/../../settings.py").status_code == 404


def test_the_record_names_them(client: Client) -> None:
    submission = a_finished_submission(asked=asked())
    record = words(client, f"/r/{submission.pk}?view=record")
    assert f"asked about {Q} files beside it notes <b>.txt, pyproject.toml" in record
    assert f"resolver_core resolve {Q} " in record
    assert "uv lock --project packages/q" in record


def test_a_paste_alone_is_shown_as_before(client: Client) -> None:
    submission = a_finished_submission()
    assert "asked about" not in words(client, f"/r/{submission.pk}?view=input")
    assert "uv lock --" not in words(client, f"/r/{submission.pk}?view=record").replace("uv lock --exclude-newer", "")


def test_changing_and_comparing_starts_with_all_files(client: Client) -> None:
    submission = a_finished_submission(asked=asked())
    values = client.get(f"/?from={submission.pk}").context["value"]
    assert (values["text"], values["input"], values["files"]) == (TORCH, Q, FILES)


def test_a_fix_changes_the_file_that_is_asked_about(client: Client) -> None:
    submission = a_finished_submission(asked=asked())
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation())
    values = client.get(f"/?from={submission.pk}&fix=divergences.0.0").context["value"]
    assert values["text"] == TORCH.replace("3.8", "3.9")
    assert (values["input"], values["files"]) == (Q, FILES)


def test_what_is_sent_again_is_the_same_question(client: Client) -> None:
    sent = {"text": TORCH, "input": Q, "file_path": list(FILES), "file_text": list(FILES.values()), "asked": "0"}
    for _ in range(2):
        assert client.post("/", {**sent, "exclude_newer": "2024-11-29"}).status_code == 302
    submission = Submission.objects.get()
    assert (submission.input, submission.files) == (Q, FILES)


def test_two_questions_that_differ_in_one_file_are_compared(client: Client) -> None:
    before = a_finished_submission(asked=asked())
    after = a_finished_submission(asked=asked(files={**FILES, "notes <b>.txt": "torch<2\n"}))
    shown = words(client, f"/c/{before.pk}..{after.pk}")
    assert "notes <b>.txt" in shown
    assert "-torch<3" in shown
    assert "+torch<2" in shown


@pytest.mark.parametrize("setting", ["SUBMISSIONS_PER_MINUTE", "PARSED_TEXTS_PER_MINUTE"])
def test_whoever_has_to_wait_loses_no_file(client: Client, settings: Settings, setting: str) -> None:
    setattr(settings, setting, 1)
    sent = {"text": TORCH, "input": Q, "file_path": list(FILES), "file_text": list(FILES.values())}
    pages = [client.post("/", sent) for _ in range(3)]
    assert pages[-1].status_code == 429
    page = html.unescape(pages[-1].content.decode())
    assert all(text in page for text in (TORCH, Q, *FILES, *FILES.values()))


def test_a_form_without_its_token_loses_no_file() -> None:
    sent = {"text": TORCH, "input": Q, "file_path": list(FILES), "file_text": list(FILES.values()), "asked": "2"}
    response = Client(enforce_csrf_checks=True).post("/", sent)
    assert response.status_code == 403
    page = html.unescape(response.content.decode())
    assert all(text in page for text in (TORCH, Q, *FILES, *FILES.values()))


def test_the_digest_of_a_paste_alone_is_as_it_was() -> None:
    """Answers that were stored before there were several files are still found."""
    alone = question(EXAMPLES[0])
    assert alone.digest(None) != Asked(alone.text, input="requirements.txt").digest(None)
    assert json.dumps(alone.options_json()).count("files") == 0
