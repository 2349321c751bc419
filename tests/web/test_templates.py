"""Rules for every template: lines that can be read, nothing inline, and a place where each is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.support.shared import REPOSITORY
from webui.resolutions.showing.addresses import VIEWS
from webui.teaching.cause_pages import cause_pages

TEMPLATES = REPOSITORY / "templates"
LONGEST = 160
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|\shx-on\b|javascript:"
    r"|hx-(?:vals|headers)=['\"]js:|hx-trigger=\"[^\"]*\["
)
"""What the content security policy forbids, and what htmx would have to evaluate."""


def templates() -> dict[str, str]:
    return {path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8") for path in TEMPLATES.rglob("*.html")}


def long_lines(text: str) -> Iterator[str]:
    yield from (f"{number}: {len(line)} characters" for number, line in enumerate(text.splitlines(), 1)
                if len(line) > LONGEST)  # fmt: skip


def unused(texts: dict[str, str], code: str) -> set[str]:
    """The templates that no other one includes or extends, and that no view names."""
    used = {name for text in texts.values() for name in re.findall(r'{% (?:include|extends) "([^"]+)"', text)}
    used |= set(re.findall(r'"([\w/]+\.html)"', code)) | {f"resolutions/_{view}.html" for view in VIEWS}
    used |= {page.template for page in cause_pages()}
    return texts.keys() - used


def test_no_line_is_longer_than_can_be_read() -> None:
    assert not {f"{name}:{problem}" for name, text in templates().items() for problem in long_lines(text)}


def test_a_long_line_is_noticed() -> None:
    assert list(long_lines("a\n" + "x" * 161)) == ["2: 161 characters"]
    assert not list(long_lines("x" * 160))


def test_nothing_is_inline() -> None:
    assert not {name for name, text in templates().items() if INLINE.search(text)}


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        '<p style="color: red">',
        '<a onclick="x()">',
        "<style>p {}</style>",
        '<a href="javascript:x()">',
        '<form hx-on::after-request="x()">',
        "<form hx-trigger=\"keyup[key=='a'&&ctrlKey]\">",
    ],
)
def test_something_inline_is_noticed(markup: str) -> None:
    assert INLINE.search(markup)


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (REPOSITORY / "webui").rglob("*.py"))
    assert not unused(templates(), code)


def test_a_template_that_nobody_uses_is_noticed() -> None:
    texts = {"page.html": '{% include "_used.html" %}', "_used.html": "", "_forgotten.html": ""}
    assert unused(texts, 'render(request, "page.html")') == {"_forgotten.html"}


def test_only_htmx_asks_the_server() -> None:
    scripts = {path.name: path.read_text("utf-8") for path in (REPOSITORY / "static" / "js").glob("*.js")}
    assert scripts
    asking = {name for name, text in scripts.items() if re.search(r"\bfetch\(|XMLHttpRequest", text)}
    assert asking == {"reference.js"}, "whose business is to try the API"
