"""Threads and labels go out as TOML and come back the same; a bad file changes nothing."""

from __future__ import annotations

import tomllib

import pytest

from tests.support.team import Triagers
from webui.team import toml_tables
from webui.team.models import Label, Thread
from webui.team.toml_tables import BadTable

pytestmark = pytest.mark.django_db

THREADS = """\
version = 1

[[thread]]
fingerprint = "1:no-compatible-file:torch:"
url = "https://code.test/issues/9514"
title = "a \\"quoted\\" title"
state = "fixed"
fixed_in = "0.14.0"

[[thread]]
fingerprint = "1:index-routing:jinja2:"
url = "https://code.test/issues/1"
"""


def test_threads_come_back_the_same(triagers: Triagers) -> None:
    client = triagers.client()
    assert client.post("/team/triage/threads", {"toml": THREADS}).status_code == 302
    saved = client.get("/team/triage/threads.toml").content.decode()
    found, wanted = tomllib.loads(saved), tomllib.loads(THREADS)
    wanted["thread"][1]["state"] = "open"
    assert sorted(found["thread"], key=str) == sorted(wanted["thread"], key=str)
    Thread.objects.all().delete()
    client.post("/team/triage/threads", {"toml": saved})
    assert client.get("/team/triage/threads.toml").content.decode() == saved
    html = client.get("/team/triage/threads").content.decode()
    assert "a &quot;quoted&quot; title" in html


def test_a_known_fingerprint_is_replaced(triagers: Triagers) -> None:
    actor = triagers.as_member().actor
    for _ in range(2):
        assert toml_tables.import_threads(actor, triagers.team, THREADS) == 2
    assert Thread.objects.count() == 2
    toml_tables.import_threads(actor, triagers.team, THREADS.replace("0.14.0", "0.15.0"))
    assert Thread.objects.get(state="fixed").fixed_in == "0.15.0"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("version = ", "no TOML"),
        ("x = 1", "version = 1"),
        ("version = 2\n[[thread]]\nfingerprint='a'\nurl='https://a.test/'", "version = 1"),
        ("version = 1", r"no `\[\[thread\]\]`"),
        ("version = 1\nthread = 3", r"no `\[\[thread\]\]`"),
        ("version = 1\n[[thread]]\nurl='https://a.test/'", "Entry 1: it has no fingerprint"),
        ("version = 1\n[[thread]]\nfingerprint='a'", "no address of a page"),
        ("version = 1\n[[thread]]\nfingerprint='a'\nurl='javascript:x'", "no address of a page"),
        ("version = 1\n[[thread]]\nfingerprint='a'\nurl='https://a.test/'\nstate='lost'", "its `state` is none of"),
        ("version = 1\n[[thread]]\nfingerprint=3\nurl='https://a.test/'", "must be texts"),
        ("version = 1\n[[thread]]\nfingerprint='a'\nurl='https://a.test/'\nnumber='3'", "there is no `number`"),
        (f"version = 1\n[[thread]]\nfingerprint='{'a' * 401}'\nurl='https://a.test/'", "longer than 400"),
        ("a=" + "[" * 5000, "no TOML"),
    ],
)
def test_a_bad_file_changes_nothing_and_is_shown_again(triagers: Triagers, text: str, words: str) -> None:
    good = "\n[[thread]]\nfingerprint='good'\nurl='https://a.test/'\n"
    for whole in (text, text + good if "[[thread]]" in text else text):
        with pytest.raises(BadTable, match=words):
            toml_tables.import_threads(triagers.as_member().actor, triagers.team, whole)
    assert not Thread.objects.exists()
    page = triagers.client().post("/team/triage/threads", {"toml": text})
    assert page.status_code == 422
    assert "</textarea>" in page.content.decode()


def test_labels_are_the_list_of_a_file(triagers: Triagers) -> None:
    client = triagers.client("owner")
    client.post(
        "/team/triage/labels", {"toml": '[[label]]\nname = "bug"\nabout = "of uv"\n[[label]]\nname = "question"\n'}
    )
    assert list(Label.objects.values_list("name", "about")) == [("bug", "of uv"), ("question", "")]
    saved = client.get("/team/triage/labels.toml").content.decode()
    assert tomllib.loads(saved)["label"] == [{"name": "bug", "about": "of uv"}, {"name": "question"}]
    client.post("/team/triage/labels", {"toml": '[[label]]\nname = "upstream"\n'})
    assert list(Label.objects.values_list("name", flat=True)) == ["upstream"]


@pytest.mark.parametrize("text", ["", "[[label]]\nname = ' '", "[[label]]\nabout = 'x'", "[[label]]\ncolour = 'red'"])
def test_bad_labels_are_refused(triagers: Triagers, text: str) -> None:
    assert triagers.client("owner").post("/team/triage/labels", {"toml": text}).status_code == 422
    assert not Label.objects.exists()
