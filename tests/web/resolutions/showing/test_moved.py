"""An edit: the editor has the answer beside it, and the new answer says what the edit moved."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.support.documents import a_finished_submission, a_package, a_resolution, a_submission
from tests.web.resolutions.showing.test_parts import show, words
from webui.resolutions.asking.askers import NOBODY
from webui.resolutions.models import Origin, Submission
from webui.resolutions.showing.beside import answer_beside
from webui.resolutions.showing.moved import moved_since

pytestmark = pytest.mark.django_db


def changed_from(parent: Submission) -> Submission:
    """The answer after an edit: the lock has another torch and no sympy, the install is as it was."""
    documents = [solve.document for solve in parent.solves.order_by("label") if solve.document]
    single = next(one for one in documents if one["label"] == "single")
    packages = [a_package("torch", "2.4.1"), a_package("attrs", "24.2.0")]
    child = a_finished_submission(dict(single), a_resolution("universal", packages), None)
    child.parent, child.origin = parent, Origin.CHANGED
    child.save()
    return Submission.objects.prefetch_related("solves").get(pk=child.pk)


def test_the_new_answer_says_what_the_edit_moved_and_leads_back(client: Client) -> None:
    parent = a_finished_submission()
    child = changed_from(parent)
    page = show(client, child.get_absolute_url())
    assert "● uv pip install nothing moved" in words(page)
    assert re.search(r"◆ uv lock attrs 24\.2\.0 added, .*torch 2\.5\.1 → 2\.4\.1", words(page))
    assert f'<a href="{parent.get_absolute_url()}">undo: back to it</a>' in page


def test_many_changes_are_counted() -> None:
    parent = a_finished_submission(
        a_resolution("single", [a_package("a", "1")]), a_resolution("universal", [a_package("a", "1")]), None
    )
    child = a_finished_submission(
        a_resolution("single", [a_package("a", "1")]),
        a_resolution("universal", [a_package(f"p{number}", "1") for number in range(9)]),
        None,
    )
    child.parent = parent
    child.save()
    single, universal = moved_since(Submission.objects.get(pk=child.pk))
    assert (single.changes, single.more) == ((), 0)
    assert universal.changes[0] == "a 1 removed"
    assert (len(universal.changes), universal.more) == (4, 6)


def test_what_is_not_for_everybody_is_not_told_to_everybody() -> None:
    parent = a_finished_submission()
    child = changed_from(parent)
    assert moved_since(child)
    Submission.objects.filter(pk=parent.pk).update(used_operator_credentials=True)
    assert moved_since(child) == []
    assert answer_beside(str(parent.pk), NOBODY) is None


def test_the_editor_has_the_answer_beside_it(client: Client) -> None:
    parent = a_finished_submission()
    page = show(client, f"/?from={parent.pk}")
    assert "The answer now" in page
    assert f'href="{parent.get_absolute_url()}/p/torch"' in page
    assert "torch 2.4.1 2.5.1" in words(page)
    assert "The answer now" not in show(client, "/")


def test_an_answer_that_is_not_there_yet_is_not_beside() -> None:
    assert answer_beside(str(a_submission().pk), NOBODY) is None
    assert answer_beside("nobody", NOBODY) is None
