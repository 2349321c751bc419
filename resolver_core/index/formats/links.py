"""The file rows of a simple page as plain records: anchors of the HTML form, entries of the JSON form. No I/O."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from resolver_core.errors import CoreError
from resolver_core.index import limits

try:
    from selectolax.lexbor import LexborHTMLParser
except ImportError:  # pragma: no cover - a platform without its wheel
    LexborHTMLParser = None  # type: ignore[assignment,misc]

Attributes = Mapping[str, str | None]
_HASH_LENGTHS = {"md5": 32, "sha256": 64, "sha384": 96, "sha512": 128, "blake2b": 128}
"""The algorithms that uv knows, and the length of their digests (hexadecimal characters)."""


class InvalidPage(CoreError, ValueError):
    """An answer that is no simple page in a form that uv reads."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class Link:
    """One file row, not yet judged. `url` is absolute and without fragment; texts are as the page has them."""

    filename: str
    url: str
    hashes: Mapping[str, str] = field(default_factory=dict)
    requires_python: str | None = None
    uploaded_at: datetime | None = None
    size_bytes: int | None = None
    yanked_reason: str | None = None
    has_metadata_file: bool = False


def json_links(body: bytes, page_url: str) -> Iterator[Link]:
    """The files of a JSON page (PEP 691, 700, 714). Raises `InvalidPage`."""
    _refuse_many(body.count(b","), "values", limits.PAGE_PARTS)
    try:
        entries = _REGULAR.decode(body).files
    except (msgspec.MsgspecError, RecursionError):
        return _irregular_links(body, page_url)
    _refuse_many(len(entries), "files", limits.PAGE_FILES)
    return (_regular_link(entry, page_url) for entry in entries)


class _File(msgspec.Struct, rename="kebab", gc=False):
    """An entry as PEP 691, 700 and 714 have it."""

    filename: str
    url: str
    hashes: dict[str, str] = {}
    requires_python: str | None = None
    size: int | None = None
    upload_time: str | None = None
    yanked: bool | str | None = None
    core_metadata: bool | dict[str, str] | None = None
    dist_info_metadata: bool | dict[str, str] | None = None
    data_dist_info_metadata: bool | dict[str, str] | None = None


class _Listing(msgspec.Struct, gc=False):
    files: list[_File]


_REGULAR = msgspec.json.Decoder(_Listing)


def _regular_link(entry: _File, page_url: str) -> Link:
    return Link(
        entry.filename,
        _absolute(page_url, entry.url)[0],
        entry.hashes,
        entry.requires_python,
        _time(entry.upload_time),
        _size(entry.size),
        _yanked(entry.yanked),
        _metadata_advertised((entry.core_metadata, entry.dist_info_metadata, entry.data_dist_info_metadata)),
    )


def _irregular_links(body: bytes, page_url: str) -> Iterator[Link]:
    """The same of a page some of whose values have other types: they are passed over, as uv does."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidPage(f"not JSON: {str(error)[:200]}") from error
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, list):
        raise InvalidPage("JSON without a list of files")
    _refuse_many(len(files), "files", limits.PAGE_FILES)
    return (_json_link(entry, page_url) for entry in files if _is_file_entry(entry))


def _refuse_many(count: int, things: str, limit: int) -> None:
    if count > limit:
        raise InvalidPage(f"it has {count:,} {things}, and at most {limit:,} are read")


def _is_file_entry(entry: object) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("filename"), str) and isinstance(entry.get("url"), str)


def _json_link(entry: dict[str, object], page_url: str) -> Link:
    python, hashes = entry.get("requires-python"), entry.get("hashes")
    return Link(
        filename=str(entry["filename"]),
        url=_absolute(page_url, str(entry["url"]))[0],
        hashes={str(k): str(v) for k, v in hashes.items()} if isinstance(hashes, dict) else {},
        requires_python=python if isinstance(python, str) else None,
        uploaded_at=_time(entry.get("upload-time")),
        size_bytes=_size(entry.get("size")),
        yanked_reason=_yanked(entry.get("yanked")),
        has_metadata_file=_metadata_advertised(map(entry.get, _METADATA_KEYS)),
    )


def _yanked(value: object) -> str | None:
    if isinstance(value, str):
        return value
    return "" if value is True else None


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and 0 <= value < 2**63 else None


_METADATA_KEYS = ("core-metadata", "dist-info-metadata", "data-dist-info-metadata")
"""PEP 714 before PEP 658 before the misspelling of 658 that one index once used."""


def _metadata_advertised(said: Iterable[object]) -> bool:
    """Whether the first of `_METADATA_KEYS` that an entry has says so."""
    value = next((value for value in said if value is not None), None)
    return value is True or isinstance(value, dict)


def html_links(body: bytes, page_url: str) -> Iterator[Link]:
    """The files of an HTML page (PEP 503, 592, 658, 714, and `data-upload-time`).

    Raises `InvalidPage` where uv gives up the page: a relative `<base href>`, a hash that it cannot read, a file
    name that is no UTF-8 (measured with uv 0.13.8); and for a page beyond `limits`.
    """
    _refuse_many(sum(map(body.count, (b" ", b"\n", b"\t", b"/"))), "words", limits.PAGE_PARTS)
    text = body.decode("utf-8", errors="replace")
    base, anchors = _anchors(text)
    _refuse_many(len(anchors), "files", limits.PAGE_FILES)
    if base and not urlsplit(base).scheme:
        raise InvalidPage(f"the base address is relative: {base!r}")
    base_url = urljoin(page_url, base) if base else page_url
    return iter([_html_link(attributes, base_url) for attributes in anchors if attributes.get("href")])


def _html_link(attributes: Attributes, base_url: str) -> Link:
    url, fragment = _absolute(base_url, attributes["href"] or "")
    return Link(
        filename=_filename(url),
        url=url,
        hashes=_fragment_hashes(fragment) if fragment else {},
        requires_python=attributes.get("data-requires-python"),
        uploaded_at=_time(attributes.get("data-upload-time")),
        yanked_reason=(attributes["data-yanked"] or "") if "data-yanked" in attributes else None,
        has_metadata_file=_html_metadata_advertised(attributes),
    )


def _filename(url: str) -> str:
    """The last segment of the path, percent-decoded."""
    segment = url.partition("?")[0].rpartition("/")[2]
    try:
        return unquote(segment, errors="strict") if "%" in segment else segment
    except UnicodeDecodeError:
        raise InvalidPage(f"a file name that is no UTF-8: {segment!r}") from None


def _html_metadata_advertised(attributes: Attributes) -> bool:
    for key in ("data-core-metadata", "data-dist-info-metadata"):
        if (value := attributes.get(key)) is not None:
            return value == "true" or _is_hash(value)
    return False


def _is_hash(text: str) -> bool:
    name, _, digest = text.partition("=")
    return len(digest) == _HASH_LENGTHS.get(name) and not digest.strip("0123456789abcdefABCDEF")


def _fragment_hashes(fragment: str) -> dict[str, str]:
    """`sha256=HEX` of a fragment. One that is alone must be a hash; among other fields it is taken where it is one."""
    parts = unquote(fragment).split("&")
    hashes = dict(part.split("=", 1) for part in parts if _is_hash(part))
    if len(parts) == 1 and "=" in parts[0] and not hashes:
        raise InvalidPage(f"unreadable hash {parts[0]!r}")
    return hashes


def _absolute(base_url: str, href: str) -> tuple[str, str]:
    """The address without its fragment, and the fragment."""
    url, _, fragment = href.strip().partition("#")
    if url.startswith(("https://", "http://")):
        return url, fragment
    folder, slash, name = url.partition("?")[0].rpartition("/")
    if name in ("", ".", "..") or ":" in folder.partition("/")[0] or ":" in name:
        return (urljoin(base_url, url) if url else base_url), fragment
    return _folder(base_url, folder + slash or "./") + url[len(folder) + len(slash) :], fragment


@lru_cache(maxsize=1_024)
def _folder(base_url: str, relative: str) -> str:
    """A folder's address. Most files of a page share a few, and joining addresses is slow."""
    return urljoin(base_url, relative)


def _time(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value)
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):  # the first or last day, in another time zone
        return None


def _anchors(text: str) -> tuple[str | None, list[Attributes]]:
    """The `<base href>` that stands before the first anchor, if any, and the attributes of all anchors."""
    if LexborHTMLParser is None:
        return _anchors_of_html_parser(text)
    tree = LexborHTMLParser(text)
    base, anchors = None, list[Attributes]()
    for node in tree.css("base, a"):
        if node.tag == "a":
            anchors.append(node.attributes)
        elif base is None and not anchors:
            base = node.attributes.get("href")
    return base, anchors


class _AnchorParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.base: str | None = None
        self.anchors: list[Attributes] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.anchors.append(dict(reversed(attrs)))
        elif tag == "base" and self.base is None and not self.anchors:
            self.base = dict(attrs).get("href")


def _anchors_of_html_parser(text: str) -> tuple[str | None, list[Attributes]]:
    parser = _AnchorParser()
    parser.feed(text)
    parser.close()
    return parser.base, parser.anchors
