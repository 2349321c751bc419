"""Recorded examples open at once, without a network, and give the same answers when they are solved again."""

from __future__ import annotations

import lzma
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from packaging.utils import canonicalize_name

from resolver_core.explain.wording.sentences import sentences
from resolver_core.index.records import ProjectPage
from tests.support.loaded_examples import load_examples
from tests.support.said_rules import MOST_IN_HEADLINE, MOST_IN_PARAGRAPH, MOST_SENTENCES, POLICY_WORDS
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.examples import EXAMPLES, INDEX, Example
from webui.resolutions.models import Origin, Solve, State, Submission
from webui.resolutions.working import example_recordings, index_data, permalinks, tasks

# The keeper thread has a connection of its own, so the test's data must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

SAID = {
    "no-wheel-for-this-python": "torch is ◆ 2.5.1 with uv sync and ● 2.4.1 with uv pip install",
    "wheels-that-disagree": "read metadata that disagree",
    "a-file-out-of-reach": "HTTP status 404",
    "two-accelerators": "extras groups conflicts",
    "a-fall-of-years": "numba is ◆ 0.60.0 with uv sync and ● 0.53.1 with uv pip install",
    "an-old-promise": "14 versions",
    "a-clash-elsewhere": "You require numpy&lt;2 where sys_platform",
    "two-markers": "numpy is ◆ 1.26.4 with uv sync and ● 2.5.4 with uv pip install",
    "a-constraint-elsewhere": "numpy is ◆ 1.26.4 with uv sync and ● 2.5.4 with uv pip install",
    "before-its-time": "leaves no solution: without exclude-newer there is a solution",
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **options: Any) -> None:
        raise AssertionError("a recorded example asks nobody")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def loaded(no_network: None, queue: list[int], examples_database: Path) -> list[int]:
    load_examples(examples_database)
    assert Submission.objects.count() == len(EXAMPLES)
    return queue


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().replace("<wbr>", "")).split())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)
def test_opens_complete_in_the_first_response(client: Client, loaded: list[int], example: Example) -> None:
    page = text_of(client, f"/r/{example.permalink_id}")
    assert SAID[example.slug] in page
    assert "Looking for the reasons" not in page
    assert not loaded, "nothing is queued"


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)
def test_solving_again_from_the_recorded_data_gives_the_recorded_answers(
    client: Client, loaded: list[int], example: Example
) -> None:
    stored = Submission.objects.get(pk=example.permalink_id)
    asked = stored.asked
    again = permalinks.submit(Submission(pk=stored.pk, text=asked.text, options=asked.options_json()).asked, None)
    Submission.objects.filter(pk=again.pk).update(options=again.options | {"recorded": stored.pk})
    for row in again.solves.all():
        tasks.solve(row.pk)
    for row in Solve.objects.filter(submission=again).exclude(label="explanation"):
        before = stored.solves.get(label=row.label).document
        assert row.state == State.DONE
        assert row.document is not None
        assert row.document["outcome"] == before["outcome"]
        assert what_counts(row.document) == what_counts(before)


def what_counts(document: dict[str, Any]) -> list[Any]:
    return [
        (
            package["name"],
            package["version"],
            package["source"],
            package["marker"],
            (package["metadata_from"] or {}).get("filename"),
            package["dependencies"],
        )
        for package in document["packages"]
    ]


@pytest.mark.parametrize(
    "part", ["", "?view=packages", "?view=graph", "?view=trace", "?view=record", "/graph.svg", "/p/torch"]
)
def test_conflicting_extras_are_called_by_their_names(client: Client, loaded: list[int], part: str) -> None:
    page = text_of(client, f"/r/example-two-accelerators{part}")
    assert not re.search(r"(extra|group|project)-\d+-", page)
    if part in ("", "?view=packages", "/p/torch"):
        assert "with extra " in page


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)
def test_the_page_keeps_the_rules_of_what_is_said(client: Client, loaded: list[int], example: Example) -> None:
    for part in ("", "?view=packages", "?view=graph", "?view=input"):
        page = text_of(client, f"/r/{example.permalink_id}{part}")
        assert not POLICY_WORDS.search(page), part
    html = client.get(f"/r/{example.permalink_id}").content.decode()
    (headline,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert len(" ".join(re.sub(r"<[^>]+>", "", headline).split())) <= MOST_IN_HEADLINE
    (paragraph,) = re.findall(r'<p class="lede">(.*?)</p>', html, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", "", paragraph).split())
    assert len(words) <= MOST_IN_PARAGRAPH
    assert len(sentences(words)) <= MOST_SENTENCES


def test_loading_twice_changes_nothing(loaded: list[int]) -> None:
    assert example_recordings.load() == 0
    call_command("load_examples", verbosity=0)


def test_an_outdated_recording_is_replaced(loaded: list[int]) -> None:
    Submission.objects.filter(pk=EXAMPLES[0].permalink_id).update(digest="of another time")
    assert example_recordings.load() == 1


def test_an_example_stays_as_it_is(client: Client, loaded: list[int]) -> None:
    address = f"/r/{EXAMPLES[2].permalink_id}"
    client.post(f"{address}/retry")
    client.post(f"{address}/cancel")
    assert all(row.state == State.DONE for row in Solve.objects.filter(submission=EXAMPLES[2].permalink_id))
    assert not loaded


def test_a_changed_example_reads_the_live_index(client: Client, loaded: list[int]) -> None:
    example = EXAMPLES[0]
    page = client.get(f"/?from={example.permalink_id}").content.decode()
    assert f'name="recorded" value="{example.permalink_id}"' in page
    fields = {
        "text": example.text,
        "python": example.python,
        "exclude_newer": example.exclude_newer,
        "recorded": example.permalink_id,
        "parent": example.permalink_id,
    }
    same, changed = (
        Submission.objects.get(pk=client.post("/", fields | more).url.rpartition("/")[2])
        for more in ({}, {"text": example.text.replace('"torch"', '"torch<2.5"')})
    )
    assert (same.options["recorded"], changed.options["recorded"]) == (example.permalink_id, "")
    assert (changed.parent_id, changed.origin) == (example.permalink_id, Origin.CHANGED)
    assert len(loaded) == 4


def test_reading_the_index_of_an_example_again_reads_the_live_one(client: Client, loaded: list[int]) -> None:
    example = EXAMPLES[0]
    response = client.post(f"/r/{example.permalink_id}/refresh")
    anew = Submission.objects.get(pk=response.url.rpartition("/")[2])
    assert (anew.options["recorded"], anew.options["refresh"], anew.origin) == ("", True, Origin.ANEW)
    assert anew.parent_id == example.permalink_id
    assert f"/c/{example.permalink_id}..{anew.pk}" in client.get(f"/r/{example.permalink_id}").content.decode()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)
def test_solving_an_example_again_exactly_gives_equal_documents(
    client: Client, loaded: list[int], example: Example
) -> None:
    address = client.post(f"/r/{example.permalink_id}/exactly").url
    tasks.answer(int(address.rpartition("/")[2]))
    row = Submission.objects.get(pk=example.permalink_id).questions.get()
    assert row.error == ""
    assert [(one["equal"], one["differs_in"]) for one in row.document["answers"]] == [(True, [])] * 2
    assert "the same documents" in text_of(client, f"/r/{example.permalink_id}")


def test_a_changed_example_reads_from_its_recording_what_nobody_else_has(loaded: list[int]) -> None:
    example = EXAMPLES[1]
    changed = permalinks.submit(Asked(example.text.replace('"torchvision",', "")), None)
    known = index_data.of_examples(changed)
    assert known is not None
    page = known.pages[f"{INDEX}/m/nightly-cu126/simple", False, canonicalize_name("torch")]
    assert isinstance(page, ProjectPage)
    assert page.distributions
    assert {url for url, _, _ in known.pages} == {f"{INDEX}/m/nightly-cu126/simple"}, "all others are read live"


def test_only_an_example_can_lend_its_data(client: Client, loaded: list[int]) -> None:
    response = client.post("/", {"text": EXAMPLES[0].text, "recorded": "somebody-else"})
    assert Submission.objects.get(pk=response.url.rpartition("/")[2]).options["recorded"] == ""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.slug)
def test_recordings_name_no_real_index(example: Example) -> None:
    text = lzma.decompress(example_recordings.path_of(example).read_bytes()).decode()
    hosts = set(re.findall(r'"(?:url|index_url|listed_by|source|default_index)":"https?://([^/"]+)', text))
    assert hosts <= {"index.test"}
    assert example_recordings.path_of(example).stat().st_size < 500_000


def test_every_experiment_of_an_example_can_be_opened(client: Client, loaded: list[int]) -> None:
    page = client.get(f"/r/{EXAMPLES[0].permalink_id}/p/torch").content.decode()
    places = re.findall(r'/experiment/([^"?]+)', page)
    assert places
    for place in places:
        assert "What was changed" in text_of(client, f"/r/{EXAMPLES[0].permalink_id}/experiment/{place}")


def test_the_drawer_shows_what_became_of_every_version(client: Client, loaded: list[int]) -> None:
    page = text_of(client, f"/r/{EXAMPLES[0].permalink_id}/p/torch")
    assert "Every version" in page
    assert "no file fits Python 3.8 on x86_64-unknown-linux-gnu 17 wheels (cp39 to cp313;" in page
    assert "older versions" in page
