"""Reasons are shown where an explanation document has them, and nowhere else."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.support.documents import a_finished_submission, an_explanation
from webui.resolutions.explanations import Explanation, fixed_text
from webui.resolutions.models import Submission

pytestmark = pytest.mark.django_db


def explained(**changes: object) -> Submission:
    submission = a_finished_submission()
    submission.explanation = an_explanation(**changes)
    submission.save()
    return submission


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.replace("<wbr>", ""))).split())


def show(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_document_no_reason_is_said(client: Client) -> None:
    submission = a_finished_submission()
    page = show(client, submission.get_absolute_url()) + show(client, f"{submission.get_absolute_url()}/p/torch")
    for trace in ('class="cause"', "fixes", "follows from", "proven", 'class="why"', "<h2>Why"):
        assert trace not in page, trace


def test_the_headline_says_why_and_how_many_follow(client: Client) -> None:
    page = words(show(client, explained().get_absolute_url()))
    assert "torch 2.5.1 has no file for Python 3.8. 1 other follows from it: triton." in page
    assert "Nothing more differs at Python 3.8, Linux x86_64; 1 project agrees." in page


def test_rows_have_their_cause_and_consequences_their_root(client: Client) -> None:
    page = show(client, explained().get_absolute_url())
    row = re.search(r'<tr id="row-torch".*?</tr>', page, re.DOTALL)
    follower = re.search(r'<tr id="row-triton".*?</tr>', page, re.DOTALL)
    assert row
    assert "no compatible file proven" in words(row[0])
    assert follower
    assert "follows from torch" in words(follower[0])


def test_the_drawer_has_the_experiments_and_the_fix(client: Client) -> None:
    page = words(show(client, f"{explained().get_absolute_url()}/p/torch"))
    assert "single with the file rule of the lock 2.5.1 supports it" in page
    assert "The lock read torch-2.5.1- cp39-none-macosx_11_0_arm64 .whl" in page
    assert "Narrow requires-python Both modes now agree" in page
    assert "Follow from it: triton." in page


def test_a_fix_opens_as_a_new_paste(client: Client) -> None:
    page = show(client, explained().get_absolute_url())
    address = html.unescape(re.findall(r'href="(/\?from=[^"]+fix=[^"]+)"', page)[0])
    assert "requires-python = &quot;&gt;=3.9&quot;" in show(client, address)


def test_a_cause_that_is_not_proven_says_so(client: Client) -> None:
    document = an_explanation()
    document["divergences"][0]["cause"] |= {"proven": False, "proof": "not-proven"}
    page = words(show(client, explained(divergences=document["divergences"]).get_absolute_url()))
    assert "has no file for Python 3.8 (not proven)." in page


def test_rows_can_be_filtered_by_cause(client: Client) -> None:
    page = show(client, f"{explained().get_absolute_url()}?cause=no-compatible-file")
    assert re.findall(r'<tr id="row-(\w+)"', page) == ["torch"]


def test_another_target_is_not_explained_by_this_one() -> None:
    assert Explanation(an_explanation(), "3.9", "x86_64-unknown-linux-gnu").divergences == []


@pytest.mark.parametrize("place", ["", "divergences.9.0", "divergences.0.0.0", "targets.0.0", "a.b.c"])
def test_a_fix_that_is_not_there_is_none(place: str) -> None:
    assert fixed_text(an_explanation(), place) is None
    assert fixed_text(None, place) is None


def test_the_api_serves_the_document(client: Client) -> None:
    submission = explained()
    assert client.get(f"/api/v1/resolutions/{submission.pk}").json()["explanation"] == submission.explanation
