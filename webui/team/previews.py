"""How a text will look where it is posted: its Markdown rendered and cleaned, its issue numbers links where known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from webui.team import notes

TAGS = notes.TAGS | {"details", "summary"}
_MARKDOWN = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
_TAG = re.compile(r"(<[^>]*>)")
_NUMBER = re.compile(r"(?<![\w/&#.])#(\d{2,6})(?!\w)")
_OPAQUE = ("a", "code", "pre")


def rendered(text: str, threads: Mapping[str, str]) -> SafeString:
    """The HTML of a text: what is no harmless markup is left out. `threads`: the address of each number that is known,
    and under "" where all the others are.
    """
    cleaned = nh3.clean(
        _MARKDOWN.render(text),
        tags=TAGS,
        attributes=notes.ATTRIBUTES,
        url_schemes=notes.SCHEMES,
        link_rel=notes.RELATION,
    )
    return mark_safe("".join(_with_links(cleaned, threads)))


def _with_links(html: str, threads: Mapping[str, str]) -> Iterator[str]:
    depth = 0
    for piece in _TAG.split(html):
        name = re.match(r"</?(\w+)", piece)
        if name and name[1] in _OPAQUE:
            depth += -1 if piece.startswith("</") else 1
        yield piece if name or depth else _NUMBER.sub(lambda found: _link(found, threads), piece)


def _link(found: re.Match[str], threads: Mapping[str, str]) -> str:
    number, tracker = found[1], threads.get("", "")
    address = threads.get(number) or (f"{tracker}{number}" if tracker else "")
    return format_html('<a href="{}" rel="{}">{}</a>', address, notes.RELATION, found[0]) if address else found[0]
