"""The parts of a pyproject.toml: its tables, keys and items, and what can be left out of one string."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.minimise.requirement_parts import Piece, Written, pieces, without_pieces

Path = tuple[str | int, ...]
"""Keys of tables and numbers of items, from the top."""

REQUIRED: frozenset[Path] = frozenset({("project",), ("project", "name"), ("project", "version")})
"""What a project cannot be without."""

_LISTS_OF_REQUIREMENTS = frozenset(
    f"{kind}-dependencies" for kind in ("constraint", "override", "build-constraint", "dev")
)
_LISTS_OF_MARKERS = frozenset({"environments", "required-environments"})


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Something within the string at a place."""

    place: Path
    piece: Piece


def depth_of(text: str) -> int:
    """How many keys the longest path of a text has."""
    return max(map(len, _paths(tomllib.loads(text))), default=0)


def places_at(text: str, depth: int) -> tuple[Path, ...]:
    """Every table, key and item at a depth that a project could be without."""
    return tuple(path for path in _paths(tomllib.loads(text)) if len(path) == depth and path not in REQUIRED)


def without_places(text: str, gone: Collection[Path]) -> str:
    """The text without some places and all that is below them."""
    return written(_without((), tomllib.loads(text), frozenset(gone)))


def requirements_in(text: str) -> Iterator[tuple[Path, NormalizedName]]:
    """Every requirement of a text, constraints and overrides included, with its name."""
    document = tomllib.loads(text)
    for path in _paths(document):
        if _written(path) is Written.REQUIREMENT and isinstance(value := _at(document, path), str):
            with suppress(InvalidRequirement):
                yield path, canonicalize_name(Requirement(value).name)


def pieces_in(text: str) -> tuple[TextPiece, ...]:
    """Everything that can be left out of one of the strings of a text."""
    document = tomllib.loads(text)
    return tuple(
        TextPiece(path, piece)
        for path in _paths(document)
        if (kind := _written(path)) is not None and isinstance(value := _at(document, path), str)
        for piece in pieces(value, kind)
    )


def without_text_pieces(text: str, gone: Collection[TextPiece]) -> str:
    """The text with these left out of its strings; a string of which nothing is left goes with its place."""
    document = tomllib.loads(text)
    by_place: dict[Path, list[Piece]] = {}
    for one in gone:
        by_place.setdefault(one.place, []).append(one.piece)
    empty = set()
    for path, here in by_place.items():
        kind = _written(path)
        assert kind is not None, "only strings that can be taken apart have pieces"
        left = without_pieces(_at(document, path), kind, here)
        _at(document, path[:-1])[path[-1]] = left
        if not left:
            empty.add(path)
    return written(_without((), document, frozenset(empty)))


def written(document: dict[str, Any]) -> str:
    """A document as text, tables in their order, without those in which nothing is."""
    return tomlkit.dumps(_full(document)).strip() + "\n"


def _full(value: Any) -> Any:
    """Tables of which nothing was left go; an empty list may say something."""
    if isinstance(value, dict):
        return {key: full for key, inner in value.items() if (full := _full(inner)) != {}}
    return [_full(inner) for inner in value] if isinstance(value, list) else value


def _written(path: Path) -> Written | None:
    """What the string at a place is, where it can be taken apart."""
    match path:
        case ("project", "dependencies", int()) | ("project", "optional-dependencies", _, int()):
            return Written.REQUIREMENT
        case ("dependency-groups", _, int()):
            return Written.REQUIREMENT
        case ("project", "requires-python"):
            return Written.SPECIFIERS
        case ("tool", "uv", str(name), int()) if name in _LISTS_OF_REQUIREMENTS:
            return Written.REQUIREMENT
        case ("tool", "uv", str(name), int()) if name in _LISTS_OF_MARKERS:
            return Written.MARKER
        case ("tool", "uv", "sources", _, "marker") | ("tool", "uv", "sources", _, int(), "marker"):
            return Written.MARKER
        case _:
            return None


def _at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def _paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Every place of a document but the document itself."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*here, key)
        yield from _paths(inner, (*here, key))


def _without(here: Path, value: Any, gone: frozenset[Path]) -> Any:
    if isinstance(value, dict):
        kept = {key: inner for key, inner in value.items() if (*here, key) not in gone}
        return {key: _without((*here, key), inner, gone) for key, inner in kept.items()}
    if isinstance(value, list):
        kept_items = ((number, inner) for number, inner in enumerate(value) if (*here, number) not in gone)
        return [_without((*here, number), inner, gone) for number, inner in kept_items]
    return value
