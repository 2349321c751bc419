"""Text of other people's stays text in Markdown."""

from __future__ import annotations

import pytest

from resolver_core.exports.markdown import code, fenced, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("torch_x-2.5.1+cu126.whl", "torch_x-2.5.1+cu126.whl"),
        ("a\nb  c", "a b c"),
        (
            "<img src=x> @you `code` *bold* [link](x) a|b",
            "&lt;img src=x> &#64;you \\`code\\` \\*bold\\* \\[link\\](x) a\\|b",
        ),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_nothing_in_a_line_is_markup(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(("text", "span"), [("a", "`a`"), ("a`b", "`` a`b ``"), ("a|b\nc", "`a\\|b c`")])
def test_a_code_span_ends_where_it_is_to_end(text: str, span: str) -> None:
    assert code(text) == span


def test_a_block_ends_where_it_is_to_end() -> None:
    assert fenced(["```", "end"]) == "````text\n```\nend\n````"
