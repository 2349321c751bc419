"""docs/sentences.md has every sentence that can be said, as the sources have them."""

from __future__ import annotations

import pytest

from tests.support.sentences_page import PAGE, is_said, listed, of_module, of_template, written


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == written(), "make sentences"


def test_it_has_what_pages_say() -> None:
    page = set(listed(PAGE.read_text("utf-8")))
    assert "There is nothing to compare: the text asks for no packages." in page
    assert (
        "No page has this address. A permalink must be complete to work, and its answer may have been deleted." in page
    )
    assert any(line.startswith("… was not found:") for line in page)


def test_a_template_is_read_as_it_is_seen() -> None:
    source = (
        '<p title="More of it">The <b>lock</b> has {{ n }} more{% if x %} lines{% else %}, and no line{% endif %}.</p>'
    )
    found = [" ".join(one.split()) for one in of_template(source + "{# a comment here #}<script>let it be;</script>")]
    assert found == ["More of it", "The lock has \N{REPLACEMENT CHARACTER} more lines", ", and no line."]


def test_a_module_says_what_it_raises_and_not_what_it_documents() -> None:
    assert of_module('"""About a module."""\nraise ValueError(f"the {x} is wrong")') == [
        "the \N{REPLACEMENT CHARACTER} is wrong"
    ]


@pytest.mark.parametrize(
    "text",
    [
        r"\bpython (?:version )?\d",
        "SELECT COALESCE(SUM(size), 0) FROM pieces",
        '[project]\nname = "demo"\n',
        "there is (an answer|a solution)",
        "application/jsonl; charset=utf-8",
        "default-src 'none'; script-src 'self'",
        "index-url extra-index-url find-links",
        "pip sync lock add remove run tool tree",
    ],
)
def test_what_is_not_said_to_anybody_is_left_out(text: str) -> None:
    assert not is_said(text)
    assert of_module(f"TEXT = {text!r}") == []


@pytest.mark.parametrize(
    "text",
    [
        "There is nothing to compare: the text asks for no packages.",
        "no uv version",
        "single-platform solve",
        "Send application/json, or the TOML text as application/toml.",
    ],
)
def test_what_is_said_stays(text: str) -> None:
    assert is_said(text)


def test_a_heading_is_whole() -> None:
    heads = [line for line in PAGE.read_text("utf-8").splitlines() if line and not line.startswith(("-", "#"))]
    about = next(line for line in heads if line.startswith("What one piece of work may take"))
    assert about.endswith(".")
