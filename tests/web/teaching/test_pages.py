"""The pages that explain: one for every cause that an answer can name."""

from __future__ import annotations

import json
import lzma

import pytest
from django.test import Client
from django.urls import reverse

from resolver_core import CauseClass, known_threads
from tests.web.resolutions.showing.test_explanations import explained, show, words
from webui.resolutions.asking.examples import EXAMPLES
from webui.resolutions.working.example_recordings import path_of
from webui.teaching.cause_pages import CausePage, cause_page, cause_pages


@pytest.mark.parametrize("name", list(CauseClass))
def test_every_cause_has_its_three_parts(client: Client, name: str) -> None:
    page = words(show(client, reverse("cause", args=[name])))
    what, proof, remedy = (page.index(title) for title in ("What it is", "How it is proven", "What to do"))
    assert what < proof < remedy
    assert min(proof - what, remedy - proof, len(page) - remedy) > 60


def test_an_unknown_cause_is_not_found(client: Client) -> None:
    assert client.get(reverse("cause", args=["no-such-cause"])).status_code == 404


def test_all_causes_are_listed(client: Client) -> None:
    page = show(client, reverse("causes"))
    assert all(reverse("cause", args=[one.cause_class]) in page for one in cause_pages())


def test_every_example_teaches_a_cause() -> None:
    assert {one.example for one in cause_pages() if one.example} == set(EXAMPLES)


@pytest.mark.parametrize("page", [page for page in cause_pages() if page.example], ids=lambda page: page.cause_class)
def test_an_example_has_the_cause_that_it_teaches(page: CausePage) -> None:
    assert page.example is not None
    recording = json.loads(lzma.decompress(path_of(page.example).read_bytes()))
    explanation = recording["explanation"]
    first = (*explanation["failures"], *explanation["divergences"])[0]["cause"]
    assert (first["class"], first["proof"]) == (page.cause_class, "proven")


def test_known_threads_stand_with_their_cause() -> None:
    for thread in known_threads():
        page = cause_page(thread.cause_class)
        assert page is None or thread.numbers in {one.numbers for one in page.threads}


def test_how_uv_decides_links_to_examples_that_exist(client: Client) -> None:
    page = show(client, reverse("how-uv-decides"))
    linked = [one for one in EXAMPLES if reverse("resolution", args=[one.permalink_id]) in page]
    assert len(linked) >= 4


@pytest.mark.django_db
def test_the_badge_of_a_cause_leads_to_its_page(client: Client) -> None:
    page = show(client, f"{explained().get_absolute_url()}/p/torch")
    assert f'href="{reverse("cause", args=["no-compatible-file"])}"' in page
