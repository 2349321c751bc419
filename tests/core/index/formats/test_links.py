"""The file rows of a simple page as plain records, in both forms."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from resolver_core.index.formats import links
from resolver_core.index.formats.links import InvalidPage, Link, html_links, json_links

PAGE = "https://index.test/simple/a/"
SHA = "0" * 64
TIME = datetime(2024, 5, 1, 10, 20, 30, tzinfo=UTC)


def of_json(**entry: Any) -> Link:
    body = json.dumps({"files": [{"filename": "a-1.0.tar.gz", "url": "a-1.0.tar.gz", **entry}]}).encode()
    (found,) = json_links(body, PAGE)
    return found


def of_html(anchor: str, head: str = "") -> Link:
    (found,) = html_links(f"<html><head>{head}</head><body>{anchor}</body></html>".encode(), PAGE)
    return found


# -- JSON -----------------------------------------------------------------------------------------


def test_every_field_of_an_entry() -> None:
    assert of_json(
        url="../../files/a-1.0.tar.gz#x",
        hashes={"sha256": SHA},
        size=10,
        yanked="broken",
        **{"requires-python": ">=3.8", "upload-time": "2024-05-01T10:20:30Z", "core-metadata": {"sha256": SHA}},
    ) == Link(
        "a-1.0.tar.gz", "https://index.test/files/a-1.0.tar.gz", {"sha256": SHA}, ">=3.8", TIME, 10, "broken", True
    )


@pytest.mark.parametrize(
    ("entry", "field", "value"),
    [
        ({"yanked": True}, "yanked_reason", ""),
        ({"yanked": False}, "yanked_reason", None),
        ({"yanked": ""}, "yanked_reason", ""),
        ({"size": "10"}, "size_bytes", None),
        ({"hashes": []}, "hashes", {}),
        ({"requires-python": 3}, "requires_python", None),
        ({"upload-time": "yesterday"}, "uploaded_at", None),
        ({"upload-time": "2024-05-01T10:20:30"}, "uploaded_at", TIME),
        ({"upload-time": "2024-05-01T12:20:30+02:00"}, "uploaded_at", TIME),
        ({"core-metadata": True}, "has_metadata_file", True),
        ({"core-metadata": False, "dist-info-metadata": True}, "has_metadata_file", False),
        ({"data-dist-info-metadata": {"sha256": SHA}}, "has_metadata_file", True),
    ],
)
def test_what_an_entry_may_say(entry: dict[str, Any], field: str, value: object) -> None:
    assert getattr(of_json(**entry), field) == value


def test_entries_that_are_none_are_left_out() -> None:
    body = json.dumps({"files": [1, {}, {"filename": "a"}, {"filename": 1, "url": "x"}]}).encode()
    assert list(json_links(body, PAGE)) == []


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"files": {}}', b"\xff"])
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidPage):
        json_links(body, PAGE)


# -- HTML -----------------------------------------------------------------------------------------


def test_every_attribute_of_an_anchor() -> None:
    anchor = (
        f'<a href="/files/a%2B1-1.0.tar.gz#sha256={SHA}" data-requires-python="&gt;=3.8" data-yanked="broken"'
        ' data-upload-time="2024-05-01T10:20:30Z" data-core-metadata="true">a</a>'
    )
    assert of_html(anchor) == Link(
        "a+1-1.0.tar.gz",
        "https://index.test/files/a%2B1-1.0.tar.gz",
        {"sha256": SHA},
        ">=3.8",
        TIME,
        None,
        "broken",
        True,
    )


@pytest.mark.parametrize(
    ("attributes", "field", "value"),
    [
        ("data-yanked", "yanked_reason", ""),
        ("", "yanked_reason", None),
        (f'data-core-metadata="sha256={SHA}"', "has_metadata_file", True),
        ('data-core-metadata="false" data-dist-info-metadata="true"', "has_metadata_file", False),
        ('data-dist-info-metadata="true"', "has_metadata_file", True),
        ('data-core-metadata="sha256=short"', "has_metadata_file", False),
    ],
)
def test_what_an_anchor_may_say(attributes: str, field: str, value: object) -> None:
    assert getattr(of_html(f'<a href="a-1.0.tar.gz" {attributes}>a</a>'), field) == value


def test_a_base_moves_every_address() -> None:
    base = '<base href="https://files.test/all/">'
    assert of_html('<a href="a-1.0.tar.gz">a</a>', base).url == "https://files.test/all/a-1.0.tar.gz"


def test_of_several_fields_of_a_fragment_the_hash_is_taken() -> None:
    assert of_html(f'<a href="a.whl#egg=a&sha256={SHA}">a</a>').hashes == {"sha256": SHA}
    assert of_html('<a href="a.whl#egg">a</a>').hashes == {}


@pytest.mark.parametrize(
    ("anchor", "head"),
    [
        ('<a href="a.whl">a</a>', '<base href="/relative/">'),
        ('<a href="a.whl#sha256=short">a</a>', ""),
        ('<a href="%ff.whl">a</a>', ""),
    ],
    ids=["a relative base", "a hash that is none", "a name that is no UTF-8"],
)
def test_what_uv_gives_up_is_refused(anchor: str, head: str) -> None:
    with pytest.raises(InvalidPage):
        of_html(anchor, head)


def test_anchors_without_an_address_are_left_out() -> None:
    assert list(html_links(b"<a>x</a><a href=''>y</a><p>z</p>", PAGE)) == []


@pytest.mark.parametrize(
    "text",
    [
        '<base href="https://files.test/"><a href="x" data-yanked>1</a><A HREF="y">2</A>',
        '<a href="x">1</a><base href="https://late.test/"><a href="y" href="z">2</a>',
        "<a href='x",
        "",
    ],
)
def test_both_parsers_see_the_same(text: str) -> None:
    base, anchors = links._anchors(text)
    own_base, own_anchors = links._anchors_of_html_parser(text)
    assert base == own_base
    assert [dict(one) for one in anchors] == [dict(one) for one in own_anchors] or text.endswith("'x")
