"""Project files as reports have them: whole, in pieces, with the rest left out, or with words between the lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

_INCLUDED = re.compile(r"^(?:-[rc]|--requirements?|--constraints?)[ \t=]{1,4}(?P<file>\S{1,300})", re.MULTILINE)
TABLES = ("[project]", "[project.", "[tool.", "[[tool.", "[dependency-groups]", "[build-system]")
_LONGEST = 300_000
_DEPENDENCIES = re.compile(r"^\s{0,8}dependencies\s{0,8}=\s{0,8}\[", re.MULTILINE)
_PROJECT_KEYS = frozenset(
    ("dependencies", "requires-python", "name", "version", "optional-dependencies", "description")
)
_ELLIPSIS = re.compile(r"\s*(?:#\s*)?(?:\.{2,}|…|\[\.{3}\]|<\.{3}>)[^\"\[\]=]{0,80}$")
_REST = re.compile(
    r"\b(?:rest|remainder|everything else|other (?:parts|sections|tables)|others?"
    r"|remaining)\b[^\n]{0,40}?\b(?:above|before|same|unchanged|identical|earlier"
    r"|as in)\b"
    r"|\b(?:as above|same as (?:above|before)|unchanged)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text as TOML. `is_whole`: it can be a project by itself; `leaves_out`: it says that more belongs to it."""

    text: str
    is_whole: bool
    leaves_out: bool = False


def piece_of(text: str) -> Piece | None:
    """A project file, or a piece of one; None for a text that is neither."""
    if len(text) > _LONGEST:
        return None
    if not any(line.lstrip().startswith(TABLES) for line in text.split("\n")):
        return _without_head(text)
    lines = text.split("\n")
    kept = [line for line in lines if not _ELLIPSIS.match(line)]
    cleaned = "\n".join(kept)
    leaves_out = bool(
        _REST.search("\n".join(line for line in lines if line not in kept or line.lstrip().startswith("#")))
    )
    document = _parsed(text)
    read = text if document is not None and not leaves_out else cleaned
    document = _parsed(read)
    if document is None or not _is_project(document):
        return None
    return Piece(read, _is_whole(document), leaves_out)


def unshown_files(text: str) -> tuple[str, ...]:
    """The files that a list includes and that nobody sees."""
    return () if _parsed(text) is not None else tuple(found["file"] for found in _INCLUDED.finditer(text))


_NO_NAME = re.compile(r"^(?P<key>[ \t]{0,8}name[ \t]{0,8}=[ \t]{0,8})(?:\"\"|'')", re.MULTILINE)
"""A name that the reporter blotted out."""


def completed(text: str) -> str:
    """What can be solved of a text: a piece of a project file gets the name and the version that uv demands, and a list
    goes without the files that it includes and the report does not show.
    """
    document = _parsed(text)
    if document is None:
        return _INCLUDED.sub(r"# \g<0> (the report does not show it)", text)
    project = document.get("project")
    if not isinstance(project, dict) or "[project]" not in text:
        return text
    if project.get("name") == "":
        text = _NO_NAME.sub(r'\g<key>"from-a-report"', text, count=1)
    has_version = "version" in project or "version" in (project.get("dynamic") or ())
    added = ("" if "name" in project else 'name = "from-a-report"\n') + ("" if has_version else 'version = "0"\n')
    return text.replace("[project]\n", f"[project]\n{added}", 1)


def _without_head(text: str) -> Piece | None:
    """Keys of a `[project]` table that were pasted without its head; None for anything else."""
    document = _parsed(text) if _DEPENDENCIES.search(text) is not None else None
    if document is None or not isinstance(document.get("dependencies"), list) or not document.keys() <= _PROJECT_KEYS:
        return None
    return Piece(f"[project]\n{text}", bool({"name", "requires-python"} & document.keys()))


def says_rest_as_above(words: str) -> bool:
    """Whether a sentence says that what is not shown is as it was."""
    return _REST.search(words) is not None


def merged(base: str, piece: str) -> str | None:
    """A whole file with the keys of a piece in the place of its own; None where they do not fit together."""
    try:
        document, changes = tomlkit.parse(base), tomlkit.parse(piece)
        _lay_over(document, changes)
        text = tomlkit.dumps(document)
        tomllib.loads(text)
    except (TOMLKitError, ValueError, RecursionError, TypeError, AttributeError):
        return None
    return text


def _lay_over(document: Any, changes: Any) -> None:
    for key, value in changes.items():
        if isinstance(value, dict) and isinstance(document.get(key), dict):
            _lay_over(document[key], value)
        else:
            document[key] = value


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _is_project(document: dict[str, Any]) -> bool:
    if "package" in document and "version" in document:
        return False  # a lock
    return any(isinstance(document.get(name), dict) for name in ("project", "tool", "dependency-groups"))


def _is_whole(document: dict[str, Any]) -> bool:
    project = document.get("project")
    poetry = (document.get("tool") or {}).get("poetry") if isinstance(document.get("tool"), dict) else None
    if isinstance(project, dict):
        return bool({"name", "requires-python"} & project.keys())
    return isinstance(poetry, dict) and "dependencies" in poetry
