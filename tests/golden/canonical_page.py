"""A page in one spelling: its visible text, its links, its form fields, its other words, and what it draws.

What is left out may change freely: tags, classes, ids, scripts, styles, and the attributes of htmx. Where the text is
broken into lines follows from its words alone, so another box around the same words is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from zlib import crc32

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.golden.volatile import TOKENS, steady_words

_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd"),
        *(
            "label",
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "tspan",
            "u",
            "var",
            "wbr",
        ),
    }
)
"""Tags whose text continues the text around them. Every other one is apart from it, as a word is from the next."""

_UNSEEN = frozenset({"script", "style", "template", "textarea", "-comment", "!doctype"})
_SHAPES = {
    "circle": ("cx", "cy", "r"),
    "line": ("x1", "y1", "x2", "y2"),
    "path": ("d",),
    "polygon": ("points",),
    "polyline": ("points",),
    "rect": ("x", "y", "width", "height"),
    "svg": ("viewbox", "width", "height"),
    "text": ("x", "y"),
}
_WORDS_IN_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder")
_HEAD_WORDS = ("description", "og:", "twitter:")
_ENDS = (".", ":", ";", "?", "!")
_WORDS_PER_LINE = 8  # on an average


@dataclass
class _Page:
    """What is found on the way through a page, in document order."""

    text: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    drawing: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)  #: the ids that an address can end with


def canonical_page(html: str, with_blanks: bool = True, stood_in: Callable[[str], str] = str) -> str:
    """The canonical text of a page. `stood_in` replaces in its words what is of one run only.

    Whether a blank between two words of different tags is seen depends on the style sheet (links of a bar stand apart
    without one). The text without any blanks tells whether there is more to a difference than that.
    """
    page = _Page()
    tree = LexborHTMLParser(html)
    if tree.root is not None:
        _read(tree.root, page)
    text, links = stood_in(_plain("".join(page.text))), [_with_missing_place(link, page.places) for link in page.links]
    sections = {
        "text": _lines(text) if with_blanks else [_without_blanks(text)],
        "links": links if with_blanks else [_without_blanks(link) for link in links],
        "fields": page.fields,
        "words beside the text": page.words,
        "drawing": page.drawing,
    }
    return "\n".join(line for name, lines in sections.items() if lines for line in (f"== {name}", *lines))


def _read(node: LexborNode, page: _Page) -> None:
    """Read a node with what is in it."""
    tag = node.tag or ""
    if tag == "-text":
        page.text.append(node.text_content or "")
        return
    if "hidden" in node.attributes:  # nobody sees it until a script says so
        return
    is_apart = tag not in _INLINE
    if is_apart:
        page.text.append(" ")
    _read_tag(node, tag, page)
    if tag not in _UNSEEN:
        for child in _children(node):
            _read(child, page)
    if is_apart:
        page.text.append(" ")


def _read_tag(node: LexborNode, tag: str, page: _Page) -> None:
    attributes = node.attributes
    if identifier := attributes.get("id"):
        page.places.add(identifier)
    if tag == "meta":
        page.words.extend(_head_words(attributes))
    page.links.extend(_links(node, tag))
    page.fields.extend(_fields(node, tag))
    page.words.extend(
        f"{name} of {tag}: {_plain(attributes[name])}" for name in _WORDS_IN_ATTRIBUTES if attributes.get(name)
    )
    if tag in _SHAPES:
        values = (f'{name}="{attributes[name]}"' for name in _SHAPES[tag] if attributes.get(name))
        page.drawing.append(" ".join((tag, *values)))


def _head_words(attributes: dict[str, str | None]) -> Iterator[str]:
    """The words for search engines and shared links, and a page that loads itself anew."""
    name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
    if name.startswith(_HEAD_WORDS) or name == "refresh":
        yield f"{name}: {_plain(attributes.get('content'))}"


def _links(node: LexborNode, tag: str) -> Iterator[str]:
    attributes = node.attributes
    if tag in ("a", "area") and "href" in attributes:
        yield f"{attributes['href']} | {_plain(_text(node))}"
    if tag in ("img", "image"):
        yield f"{attributes.get('src') or attributes.get('href')} (image)"


def _with_missing_place(link: str, places: set[str]) -> str:
    address, _, words = link.partition(" | ")
    is_missing = address.startswith("#") and address[1:] not in places
    return f"{address} (no such place) | {words}" if is_missing else link


def _fields(node: LexborNode, tag: str) -> Iterator[str]:
    attributes = node.attributes
    if tag == "form":
        yield f"form {(attributes.get('method') or 'get').lower()} {attributes.get('action') or '(this address)'}"
    elif tag == "input":
        yield _field(attributes, attributes.get("type") or "text", attributes.get("value") or "")
    elif tag == "textarea":
        yield _field(attributes, tag, _text(node).removeprefix("\n"))
    elif tag == "button" and (attributes.get("type") or "submit") == "submit":
        yield _field(attributes, "submit", attributes.get("value") or "")
    elif tag in ("select", "datalist"):
        yield _field(attributes, tag, "")
    elif tag == "option":
        value = attributes.get("value")
        chosen = " (selected)" if "selected" in attributes else ""
        yield f"    option {_plain(_text(node) if value is None else value)!r}{chosen}"


def _field(attributes: dict[str, str | None], kind: str, value: str) -> str:
    name = attributes.get("name") or "(no name)"
    shown = "<token>" if name in TOKENS and value else repr(value)
    marks = "".join(f" ({mark})" for mark in ("checked", "disabled", "readonly", "multiple") if mark in attributes)
    return f"  {kind} {name} = {shown}{marks}"


def _text(node: LexborNode) -> str:
    """All text in a node, unseen tags aside."""
    if node.tag == "-text":
        return node.text_content or ""
    inner = "".join(_text(child) for child in _children(node) if child.tag not in _UNSEEN)
    return inner if node.tag in _INLINE or node.tag == "textarea" else f" {inner} "


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _plain(text: str | None) -> str:
    return steady_words(" ".join((text or "").split()))


def _without_blanks(text: str) -> str:
    return text.replace(" ", "")


def _lines(text: str) -> list[str]:
    """The words in lines. A line ends with a sentence, or after one of those words (taken by chance, always the same)
    that end lines: so a word more or less changes its own line alone, and not how all others are broken."""
    lines: list[list[str]] = [[]]
    for word in text.split(" "):
        lines[-1].append(word)
        if word.endswith(_ENDS) or crc32(word.encode()) % _WORDS_PER_LINE == 0:
            lines.append([])
    return [" ".join(words) for words in lines if words]
