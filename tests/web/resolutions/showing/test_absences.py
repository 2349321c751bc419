"""Names that no index has, and addresses that are never asked: the headline says which, and what to do."""

from __future__ import annotations

import pytest
from django.test import Client

from resolver_core.answer.proof import NotFound
from resolver_core.explain.wording.conflicts import sentence
from resolver_core.index.network.guard import NOT_PUBLIC
from tests.support.documents import Document, a_failed, a_finished_submission, an_unsatisfiable
from tests.web.resolutions.showing.test_parts import show, words
from webui.resolutions.showing.absences import PRIVATE, SPELLING, is_private, missing_project

pytestmark = pytest.mark.django_db

ASKED = ("https://index.test/simple", "https://extra.test/a/simple", "https://extra.test/b/simple")
PRIVATELY = f"The index http://10.0.0.1/simple did not serve its page of torch: refused: {NOT_PUBLIC}"


def without_project(label: str, fact: NotFound) -> Document:
    """A resolution that ends at a name."""
    document = an_unsatisfiable(label)
    document["conflict"]["proof"]["steps"][1]["text"] = sentence(fact)
    return document


def test_a_name_that_no_index_has_is_said_with_every_host_and_the_next_step(client: Client) -> None:
    documents = [without_project(label, NotFound("torch", ASKED)) for label in ("single", "universal")]  # type: ignore[arg-type]
    shown = words(show(client, a_finished_submission(*documents).get_absolute_url()))
    assert f"There is no project called torch on index.test and extra.test. {SPELLING}" in shown


def test_an_index_that_refused_to_answer_may_have_it() -> None:
    refused = without_project("single", NotFound("torch", refused_by=ASKED[0], status_code=401))  # type: ignore[arg-type]
    assert missing_project(refused) is None  # type: ignore[arg-type]


def test_a_clash_of_two_projects_is_no_missing_name() -> None:
    document = without_project("single", NotFound("torch", ASKED))  # type: ignore[arg-type]
    document["conflict"]["projects"] = ["torch", "numpy"]
    assert missing_project(document) is None  # type: ignore[arg-type]
    assert missing_project(None) is None


def test_a_private_address_is_said_once_and_not_tried_again(client: Client) -> None:
    documents = [a_failed(label, message=PRIVATELY) for label in ("single", "universal")]
    shown = words(show(client, a_finished_submission(*documents).get_absolute_url()))
    start = shown.index("Change it")
    assert PRIVATE in shown[:start]
    assert PRIVATE not in shown[start:]
    assert "Retry" not in shown


def test_other_trouble_with_an_index_can_be_tried_again(client: Client) -> None:
    documents = [a_failed("single", message=PRIVATELY), a_failed("universal")]
    shown = words(show(client, a_finished_submission(*documents).get_absolute_url()))
    assert "Retry" in shown
    assert PRIVATE in shown
    assert not is_private(None)
