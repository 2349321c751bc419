"""`[[tool.uv.index]]` and its older spellings `index-url`, `extra-index-url`, `find-links` (uv-resolution 2.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.requirement import InvalidText, parse_url
from resolver_core.inputs.uv_keys import INDEX_KEYS
from resolver_core.inputs.uv_settings import CutoffReader
from resolver_core.inputs.uv_shapes import check_project_table

_OLDER_SPELLINGS = ("extra-index-url", "index-url", "find-links")
_INDEX_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of a project, in the order in which uv asks them (the default one is asked last anyway)."""

    project: tuple[IndexLocation, ...]  #: for `uv lock` and its kin
    pip: tuple[IndexLocation, ...]  #: for the pip interface, where `[tool.uv.pip]` replaces the older spellings


def read_indexes(document: Document, path: Path, now: datetime) -> Indexes:
    """All indexes of the table at `path`. Measured: what is listed as `index` precedes the older spellings."""
    listed = read_listed_indexes(document, path, now)
    top = {key: _older_spelling(document, (*path, key)) for key in _OLDER_SPELLINGS}
    pip = {key: _older_spelling(document, (*path, "pip", key)) or top[key] for key in _OLDER_SPELLINGS}
    return Indexes(_ordered(listed, top), _ordered(listed, pip))


def read_listed_indexes(document: Document, path: Path, now: datetime) -> list[IndexLocation]:
    """The `[[index]]` tables of the table at `path`. Spans of their `exclude-newer` end at `now`."""
    cutoffs = CutoffReader(document, now)
    items = (item for item, _ in document.items((*path, "index"), "a list of tables"))
    listed = [index for item in items if (index := _index(document, item, cutoffs)) is not None]
    _check_listed(document, (*path, "index"), listed)
    return listed


def _ordered(listed: list[IndexLocation], older: dict[str, list[IndexLocation]]) -> tuple[IndexLocation, ...]:
    # A `[[tool.uv.index]]` with `default = true` takes the place of `index-url`.
    default = [] if any(index.default for index in listed) else older["index-url"]
    return tuple(_without_repeats([*listed, *older["extra-index-url"], *default, *older["find-links"]]))


def parse_index_url(text: str) -> str:
    """The URL of an index, without a trailing slash. Raises `InvalidText`; only http(s) can be asked."""
    url = parse_url(text.strip())
    if not url.lower().startswith(("http://", "https://")):
        raise InvalidText(f"`{text}` cannot be read: an index must have an http or https address here.")
    return url.rstrip("/")


def _index(document: Document, path: Path, cutoffs: CutoffReader) -> IndexLocation | None:
    check_settings_of_index(document, path)
    if not isinstance(document.get(path), dict):
        return None
    name = document.read_string((*path, "name"), _parse_index_name)
    explicit = document.boolean((*path, "explicit")) or False
    form = document.read_string((*path, "format"), _parse_format)
    if not document.has((*path, "url")):
        document.mistake("An index needs a `url`.", path)
        return None
    url = _address(document, (*path, "url"))
    if explicit and not document.has((*path, "name")):
        document.mistake("An index with `explicit = true` needs a `name`, or nothing can refer to it.", path)
    if url is None:
        return None
    return IndexLocation(
        url=url,
        name=name,
        explicit=explicit,
        default=document.boolean((*path, "default")) or False,
        flat=form == "flat",
        ignore_error_codes=_error_codes(document, (*path, "ignore-error-codes")),
        cutoff=cutoffs.read((*path, "exclude-newer")),
        no_cutoff=document.get((*path, "exclude-newer")) is False,
        has_slash=(document.string((*path, "url")) or "").strip().endswith("/"),
    )


def check_settings_of_index(document: Document, path: Path) -> None:
    """Check the keys of one index; a key that uv does not know it takes in silence, so it is only told."""
    check_project_table(document, path, INDEX_KEYS)
    for name in document.table(path).keys() - INDEX_KEYS.keys():
        document.notes.append(f"`{name}` of an index is ignored, as uv does: it is no key of `[[tool.uv.index]]`.")


def _parse_index_name(text: str) -> str:
    if _INDEX_NAME.fullmatch(text) is None:
        raise InvalidText(f"`{text}` is not a valid index name: use letters, digits, `-`, `_` and `.`.")
    return text


def _parse_format(text: str) -> str:
    if text not in ("simple", "flat"):
        raise InvalidText(f"`{text}` is not one of the accepted values: `simple`, `flat`.")
    return text


def _error_codes(document: Document, path: Path) -> frozenset[int]:
    codes: set[int] = set()
    for item, value in document.items(path, "a list of numbers"):
        if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 999:
            codes.add(value)
        else:
            document.mistake(f"`{value}` is not an HTTP status code.", item, str(value))
    return frozenset(codes)


def _check_listed(document: Document, path: Path, indexes: Iterable[IndexLocation]) -> None:
    names: set[str] = set()
    defaults = 0
    for index in indexes:
        if index.name is not None and index.name in names:
            document.mistake(f"Two indexes are named `{index.name}`: give each its own name.", path, index.name)
        names.add(index.name or "")
        defaults += index.default
    if defaults > 1:
        document.mistake("Only one index may have `default = true`.", path)


def _older_spelling(document: Document, path: Path) -> list[IndexLocation]:
    if path[-1] == "index-url":
        url = _address(document, path)
        return [] if url is None else [IndexLocation(url, default=True)]
    if isinstance(document.get(path), str):
        document.mistake(f'`{path[-1]}` must be a list of URLs: write `{path[-1]} = ["…"]`.', path)
        return []
    urls = (_address(document, item) for item, _ in document.strings(path))
    return [IndexLocation(url, flat=path[-1] == "find-links") for url in urls if url is not None]


def _address(document: Document, path: Path) -> str | None:
    """The URL at a path; uv takes local paths as well, which cannot be read here."""
    text = document.string(path)
    if text is None:
        return None
    if not text.strip():
        document.mistake(f"`{path[-1]}` must not be empty.", path)
        return None
    try:
        return parse_index_url(text)
    except InvalidText as error:
        document.obstacle(str(error), path, text)
        return None


def _without_repeats(indexes: Iterable[IndexLocation]) -> Iterable[IndexLocation]:
    """Every index once; a repeated anonymous URL is asked once only, as uv does."""
    seen: set[tuple[str, str | None, bool]] = set()
    for index in indexes:
        key = (index.url, index.name, index.flat)
        if key not in seen:
            seen.add(key)
            yield index
