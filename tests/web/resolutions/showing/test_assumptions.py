"""An answer that rests on assumptions says so: under its headline, and wherever something is called proven."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.support.documents import a_finished_submission, an_explanation, the_torch_documents
from webui.resolutions.models import Submission

pytestmark = pytest.mark.django_db

SENTENCE = "built 1.0 would have to be built; assumed: what its publisher's build wrote."


def assuming() -> Submission:
    single, universal, comparison = the_torch_documents()
    documents: list[Any] = [{**single}, {**universal}]
    for document in documents:
        document["assumptions"] = [{"project": "built", "version": "1.0", "text": SENTENCE}]
    submission = a_finished_submission(*documents, comparison)
    explanation: Any = {**an_explanation(), "assumptions": [SENTENCE]}
    Submission.objects.filter(pk=submission.pk).update(explanation=explanation)
    return submission


def words(client: Client, submission: Submission) -> str:
    page = client.get(submission.get_absolute_url()).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("&#x27;", "'").split())


def test_what_is_assumed_stands_under_the_headline(client: Client) -> None:
    shown = words(client, assuming())
    assert "1 assumption: taken for granted, because it could not be read" in shown
    assert shown.count(SENTENCE) == 1
    assert "proven, with assumptions" in shown


def test_without_assumptions_nothing_is_said_of_them(client: Client) -> None:
    assert "assumption" not in words(client, a_finished_submission())
