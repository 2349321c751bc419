"""Several texts become one question: which is asked about, where each stands, and what is wrong with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from webui.resolutions.asking.sent_files import SentFiles, clean_path, default_question, gathered


def of_form(text: str, *rows: tuple[str, str], **fields: str) -> SentFiles:
    sent = QueryDict(mutable=True)
    sent.update({"text": text, **fields})
    sent.setlist("file_path", [path for path, _ in rows])
    sent.setlist("file_text", [words for _, words in rows])
    return gathered(sent)


def arranged(found: SentFiles) -> tuple[Any, Any, Any]:
    return found.values["text"], found.values["input"], found.values["files"]


def test_a_paste_alone_has_no_path() -> None:
    found = of_form("a")
    assert found.values["text"] == "a"
    assert "files" not in found.values
    assert gathered({"text": "a", "files": {}}).values == {"text": "a", "files": {}}


def test_the_text_of_the_editor_is_asked_about_unless_another_is_marked() -> None:
    rows = (("packages/q/pyproject.toml", "q"), ("c.txt", "c"))
    assert arranged(of_form("p", *rows)) == ("p", "pyproject.toml", dict(rows))
    marked = of_form("p", *rows, asked="1")
    assert arranged(marked) == ("q", "packages/q/pyproject.toml", {"pyproject.toml": "p", "c.txt": "c"})
    assert not marked.mistakes


def test_without_a_text_the_project_nearest_to_the_root_is_asked_about() -> None:
    files = {"a/b/pyproject.toml": "b", "z/pyproject.toml": "z", "constraints.txt": "c"}
    assert arranged(gathered({"files": files}))[:2] == ("z", "z/pyproject.toml")
    assert default_question(["b.py", "a/r.txt", "setup.cfg"]) == "a/r.txt"


def test_any_member_can_be_asked_about_by_its_path() -> None:
    files = {"pyproject.toml": "p", "packages/q/pyproject.toml": "q"}
    found = gathered({"files": files, "input": "./packages/q/../q/pyproject.toml"})
    assert arranged(found) == ("q", "packages/q/pyproject.toml", {"pyproject.toml": "p"})


def test_a_question_that_is_not_there_is_named_with_those_that_are() -> None:
    found = gathered({"files": {"pyproject.toml": "p"}, "input": "q.txt"})
    (mistake,) = found.mistakes
    assert "`q.txt`" in mistake.message
    assert "`pyproject.toml`" in mistake.message


def test_a_lock_among_the_files_is_the_lock() -> None:
    found = gathered({"files": {"pyproject.toml": "p", "uv.lock": "version = 1"}})
    assert (found.values["lock"], found.values["files"]) == ("version = 1", {})


@pytest.mark.parametrize(
    "path",
    ["../x.txt", "/etc/x.txt", "a/../../x.txt", "C:\\x.txt", "C:x", "~/x", "a\0b", "a/https://x", "", ".", "x" * 301],
)
def test_what_leads_out_of_the_files_is_no_path(path: str) -> None:
    assert clean_path(path) is None
    (mistake,) = of_form("p", (path, "words")).mistakes
    assert "path" in mistake.message


def test_nothing_of_what_is_wrong_is_lost() -> None:
    found = of_form("p", ("../x.txt", "one"), ("a.txt", "two"), ("a.txt", "three"))
    assert {"one", "two", "three"} == set(found.values["files"].values())
    assert [mistake.message.split("`")[1] for mistake in found.mistakes] == ["../x.txt", "a.txt"]


def test_too_many_files_and_too_much_text_are_refused() -> None:
    many = gathered({"files": {f"{number}.txt": "" for number in range(201)}})
    assert "201 files" in many.mistakes[0].message
    much = gathered({"files": {f"{number}.txt": "x" * 700_000 for number in range(4)}})
    assert "2,048 kB" in much.mistakes[0].message


def test_windows_paths_are_read_as_others() -> None:
    assert clean_path("packages\\q\\pyproject.toml") == "packages/q/pyproject.toml"
