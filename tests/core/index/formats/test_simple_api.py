from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from resolver_core.index.formats import links
from resolver_core.index.formats.simple_api import FlatListing, InvalidPage, parse_simple_page, read_links
from resolver_core.index.records import ProjectPage

DEMO = canonicalize_name("demo")
PAGE_URL = "https://index.test/simple/demo/"
SHA256 = "ab" * 32
JSON_TYPE = "application/vnd.pypi.simple.v1+json"


@pytest.fixture(params=["selectolax", "html.parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both HTML parsers must read the same."""
    if request.param == "html.parser":
        monkeypatch.setattr(links, "LexborHTMLParser", None)
    return str(request.param)


def html_page(*anchors: str, head: str = "", content_type: str = "text/html; charset=utf-8") -> ProjectPage:
    body = f"<!DOCTYPE html><html><head>{head}</head><body>{'<br>'.join(anchors)}</body></html>"
    return parse_simple_page(
        body.encode(), content_type, page_url=PAGE_URL, project=DEMO, index_url="https://index.test/simple"
    )


def json_page(*files: dict[str, Any]) -> ProjectPage:
    document = {"meta": {"api-version": "1.1"}, "name": "demo", "files": list(files)}
    return parse_simple_page(
        json.dumps(document).encode(),
        JSON_TYPE,
        page_url=PAGE_URL,
        project=DEMO,
        index_url="https://index.test/simple",
    )


def entry(filename: str = "demo-1.0-py3-none-any.whl", **fields: Any) -> dict[str, Any]:
    return {"filename": filename, "url": f"../../files/{filename}", "hashes": {}, **fields}


def test_the_json_form() -> None:
    page = json_page(
        entry(
            hashes={"sha256": SHA256},
            size=1234,
            yanked="broken",
            **{
                "requires-python": ">=3.8",
                "upload-time": "2024-05-01T10:20:30.123456Z",
                "core-metadata": {"sha256": SHA256},
            },
        )
    )
    (file,) = page.distributions
    assert page.form == "json"
    assert file.url == "https://index.test/files/demo-1.0-py3-none-any.whl"
    assert file.index_url == "https://index.test/simple"
    assert file.hashes == {"sha256": SHA256}
    assert file.requires_python == SpecifierSet(">=3.8")
    assert file.uploaded_at == datetime(2024, 5, 1, 10, 20, 30, 123456, UTC)
    assert file.size_bytes == 1234
    assert file.yanked_reason == "broken"
    assert file.has_metadata_file


def test_the_html_form(parser: str) -> None:
    page = html_page(
        f'<a href="../../files/demo-1.0%2Bcpu-py3-none-any.whl?key=1#sha256={SHA256}" data-requires-python="&gt;=3.8"'
        ' data-upload-time="2024-05-01T10:20:30Z" data-yanked="bro&quot;ken"'
        ' data-core-metadata="true">another text</a>'
    )
    (file,) = page.distributions
    assert page.form == "html"
    assert file.filename == "demo-1.0+cpu-py3-none-any.whl"
    assert file.url == "https://index.test/files/demo-1.0%2Bcpu-py3-none-any.whl?key=1"
    assert file.hashes == {"sha256": SHA256}
    assert file.requires_python == SpecifierSet(">=3.8")
    assert file.uploaded_at == datetime(2024, 5, 1, 10, 20, 30, tzinfo=UTC)
    assert file.yanked_reason == 'bro"ken'
    assert file.has_metadata_file
    assert file.size_bytes is None


@pytest.mark.parametrize(
    ("value", "reason"), [(True, ""), (False, None), ("", ""), ("why", "why"), (None, None), (3, None)]
)
def test_yanked_in_json(value: object, reason: str | None) -> None:
    assert json_page(entry(yanked=value)).distributions[0].yanked_reason == reason


@pytest.mark.parametrize(("attribute", "reason"), [('data-yanked=""', ""), ("data-yanked", ""), ("", None)])
def test_yanked_in_html(parser: str, attribute: str, reason: str | None) -> None:
    (file,) = html_page(f'<a href="demo-1.0.tar.gz" {attribute}>x</a>').distributions
    assert file.yanked_reason == reason


@pytest.mark.parametrize(
    ("fields", "advertised"),
    [
        ({}, False),
        ({"core-metadata": True}, True),
        ({"core-metadata": False, "dist-info-metadata": True}, False),
        ({"dist-info-metadata": {"sha256": SHA256}}, True),
        ({"data-dist-info-metadata": True}, True),
    ],
)
def test_separate_metadata_in_json(fields: dict[str, object], advertised: bool) -> None:
    assert json_page(entry(**fields)).distributions[0].has_metadata_file is advertised


@pytest.mark.parametrize(
    ("attribute", "advertised"),
    [
        (f'data-dist-info-metadata="sha256={SHA256}"', True),
        ('data-dist-info-metadata="true"', True),
        ('data-core-metadata="false" data-dist-info-metadata="true"', False),
        ('data-core-metadata="maybe"', False),
        ("data-core-metadata", False),
        ('data-core-metadata="sha256=abc"', False),
        (f'data-core-metadata="sha1={SHA256}"', False),
    ],
)
def test_separate_metadata_in_html(parser: str, attribute: str, advertised: bool) -> None:
    (file,) = html_page(f'<a href="demo-1.0-py3-none-any.whl" {attribute}>x</a>').distributions
    assert file.has_metadata_file is advertised


@pytest.mark.parametrize(
    ("fragment", "hashes"),
    [
        (f"sha256={SHA256}", {"sha256": SHA256}),
        (f"sha256%3D{SHA256}", {"sha256": SHA256}),
        (f"egg=demo&sha256={SHA256}", {"sha256": SHA256}),
        (f"sha256={SHA256}&sha512=abc", {"sha256": SHA256}),
        ("top", {}),
        ("", {}),
    ],
)
def test_fragments(parser: str, fragment: str, hashes: dict[str, str]) -> None:
    (file,) = html_page(f'<a href="demo-1.0.tar.gz#{fragment}">x</a>').distributions
    assert file.hashes == hashes
    assert "#" not in file.url


@pytest.mark.parametrize(
    "anchor",
    [
        '<a href="demo-1.0.tar.gz#egg=demo">x</a>',
        '<a href="demo-1.0.tar.gz#sha256=abc">x</a>',
        f'<a href="demo-1.0.tar.gz#sha1={SHA256}">x</a>',
        f'<a href="demo-1.0.tar.gz#SHA256={SHA256}">x</a>',
        '<a href="other.egg#=">x</a>',
        '<a href="%ff-1.0.whl">x</a>',
    ],
)
def test_one_bad_anchor_spoils_the_page(parser: str, anchor: str) -> None:
    """Measured with uv 0.13.8: it gives up the whole page, and with it the solve."""
    with pytest.raises(InvalidPage):
        html_page(anchor, '<a href="demo-2.0.tar.gz">x</a>')


def test_a_relative_base_spoils_the_page(parser: str) -> None:
    with pytest.raises(InvalidPage, match="relative"):
        html_page('<a href="demo-1.0.tar.gz">x</a>', head='<base href="/files/">')


def test_the_base_element_before_the_first_anchor_counts(parser: str) -> None:
    page = html_page('<a href="demo-1.0.tar.gz">x</a>', head='<base href="https://files.test/a/">')
    assert page.distributions[0].url == "https://files.test/a/demo-1.0.tar.gz"
    late = html_page('<a href="demo-1.0.tar.gz">x</a><base href="https://files.test/a/">')
    assert late.distributions[0].url == f"{PAGE_URL}demo-1.0.tar.gz"


def test_files_keep_the_order_of_the_page(parser: str) -> None:
    names = ["demo-2.0.tar.gz", "demo-1.0.tar.gz", "demo-3.0.tar.gz"]
    page = html_page(*(f'<a href="{name}">x</a>' for name in names))
    assert [file.filename for file in page.distributions] == names


def test_unusable_files_are_skipped_with_a_reason(parser: str) -> None:
    page = html_page(
        '<a href="demo-1.0-py2.7.egg">x</a>',
        '<a href="other-1.0.tar.gz">x</a>',
        '<a href="demo-1.0.tar.gz" data-requires-python="nonsense">x</a>',
        '<a href="javascript:demo-1.0.tar.gz">x</a>',
        "<a>no address</a>",
        '<a href="">empty</a>',
        '<a href="/simple/">up</a>',
    )
    assert page.distributions == ()
    assert [(file.filename, file.reason.split(" '")[0]) for file in page.skipped] == [
        ("demo-1.0-py2.7.egg", "neither a wheel nor an sdist"),
        ("other-1.0.tar.gz", "an sdist of another project"),
        ("demo-1.0.tar.gz", "unreadable requires-python"),
        ("javascript:demo-1.0.tar.gz", "an sdist of another project"),
        ("", "neither a wheel nor an sdist"),
    ]


def test_requires_python_is_repaired() -> None:
    (file,) = json_page(entry(**{"requires-python": ">=3.6.*"})).distributions
    assert file.requires_python == SpecifierSet(">=3.6")


@pytest.mark.parametrize("time_text", ["yesterday", 17, None, ""])
def test_an_unreadable_upload_time_is_no_upload_time(time_text: object) -> None:
    assert json_page(entry(**{"upload-time": time_text})).distributions[0].uploaded_at is None


@pytest.mark.parametrize("odd", [{"filename": 3, "url": "x"}, {"url": "x"}, "text", None])
def test_entries_that_are_no_files_are_passed_over(odd: Any) -> None:
    page = json_page(odd, entry())
    assert [file.filename for file in page.distributions] == ["demo-1.0-py3-none-any.whl"]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", JSON_TYPE),
        (b"[]", JSON_TYPE),
        (b'{"files": 3}', JSON_TYPE),
        (b"%PDF", "application/pdf"),
    ],
)
def test_an_answer_that_is_no_page(body: bytes, content_type: str) -> None:
    with pytest.raises(InvalidPage):
        parse_simple_page(body, content_type, page_url=PAGE_URL, project=DEMO, index_url="https://index.test/simple")


def test_a_flat_page_serves_many_projects_and_reads_less() -> None:
    body = (
        b'<a href="demo-1.0.tar.gz" data-yanked="x" data-upload-time="2024-01-01T00:00:00Z"'
        b' data-requires-python="&gt;=3.8">a</a>'
        b'<a href="Demo-2.0-py3-none-any.whl">b</a><a href="demo_tools-1.0-py3-none-any.whl">c</a>'
        b'<a href="demo-bad.tar.gz">d</a><a href="readme.txt">e</a>'
    )
    form, rows = read_links(body, "text/html", "https://index.test/all.html")
    listing = FlatListing(rows, form)
    page = listing.page(DEMO, "https://index.test/all.html", None, from_cache=False)
    assert [file.filename for file in page.distributions] == ["demo-1.0.tar.gz", "Demo-2.0-py3-none-any.whl"]
    assert [file.filename for file in page.skipped] == ["demo-bad.tar.gz"]
    sdist = page.distributions[0]
    assert (sdist.yanked_reason, sdist.uploaded_at, sdist.requires_python) == (None, None, None)
    tools = listing.page(canonicalize_name("demo-tools"), "https://index.test/all.html", None, from_cache=False)
    assert [file.filename for file in tools.distributions] == ["demo_tools-1.0-py3-none-any.whl"]


def test_the_work_grows_as_the_page_does() -> None:
    """Counted in calls, not in seconds; a reader of quadratic cost makes four times as many."""
    few, many = calls_to_read(200), calls_to_read(400)
    assert many < 2.2 * few


def calls_to_read(releases: int) -> int:
    """How many calls it takes to read a page of five files for each release."""
    tags = [f"cp3{minor}-cp3{minor}-manylinux_2_17_x86_64.manylinux2014_x86_64" for minor in range(8, 13)]
    anchors = [
        f'<a href="https://files.test/{i}/demo-{i}.{i % 7}-{tag}.whl#sha256={SHA256}" data-requires-python="&gt;=3.8"'
        ' data-upload-time="2024-05-01T10:20:30Z">x</a>'
        for i in range(releases)
        for tag in tags
    ]
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        page = html_page(*anchors)
    finally:
        sys.setprofile(before)
    assert len(page.distributions) == 5 * releases
    return counted


@pytest.mark.parametrize(
    "href",
    [
        "demo-1.0.tar.gz",
        "./demo-1.0.tar.gz",
        "../demo-1.0.tar.gz",
        "../../files/a/demo-1.0.tar.gz?x=/y",
        "/files/demo-1.0.tar.gz",
        "//files.test/a/demo-1.0.tar.gz",
        "ftp://files.test/demo-1.0.tar.gz",
        "a/../b/demo-1.0.tar.gz",
        "../../../../demo-1.0.tar.gz",
        "a:b/demo-1.0.tar.gz",
    ],
)
def test_addresses_are_joined_as_the_standard_says(href: str) -> None:
    (file,) = json_page({"filename": "demo-1.0.tar.gz", "url": href}).distributions
    assert file.url == urljoin(PAGE_URL, href)
