"""A pasted `uv.lock` as preferences (uv-resolution section 6.7)."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.document import Document, load_toml
from resolver_core.inputs.positions import Path, locate
from resolver_core.inputs.problem import Lock, LockedPackage
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_version

_LOCAL_SOURCES = ("virtual", "editable", "directory", "path")


def parse_lock(text: str) -> Lock:
    """Read a `uv.lock`; local projects are left out, for they are no preference.

    Raises `ProblemSyntaxError` with every mistake.
    """
    if not text.strip():
        raise ProblemSyntaxError((Mistake("The text is empty: paste a uv.lock."),))
    refuse_large_lock(text)
    document = Document(text, load_toml(text), locate(text.removeprefix("\ufeff")))
    packages = len(document.table_list(("package",)))
    if packages > limits.LOCK_PACKAGES:
        message = limits.too_many("The uv.lock", packages, "packages", limits.LOCK_PACKAGES)
        raise ProblemSyntaxError((Mistake(message),))
    if document.get(("version",)) != 1:
        document.mistake("This is not a uv.lock of a known format: `version = 1` is missing.", ("version",))
    lock = Lock(tuple(_packages(document)), _markers(document, ()), document.data)
    document.raise_mistakes()
    return lock


def refuse_large_lock(text: str) -> None:
    """Raise `ProblemSyntaxError` for a lock with more bytes or lines than any real one."""
    size = len(text) if len(text) > limits.LOCK_BYTES else len(text.encode("utf-8", "surrogatepass"))
    lines = text.count("\n") + 1
    for count, things, limit in ((size, "bytes", limits.LOCK_BYTES), (lines, "lines", limits.LOCK_LINES)):
        if count > limit:
            raise ProblemSyntaxError((Mistake(limits.too_many("The uv.lock", count, things, limit)),))


def _packages(document: Document) -> Iterator[LockedPackage]:
    for path, _ in document.items(("package",), "a list of tables"):
        document.table(path)
        source = document.table((*path, "source"))
        name = document.read_string((*path, "name"), parse_name)
        version = document.read_string((*path, "version"), parse_version)
        if isinstance(document.get(path), dict) and not document.has((*path, "name")):
            document.mistake("A package of a uv.lock needs a `name`.", path)
        if name is None or version is None or any(kind in source for kind in _LOCAL_SOURCES):
            continue
        yield LockedPackage(name, version, _index_url(document, path), _markers(document, path))


def _index_url(document: Document, path: Path) -> str | None:
    registry = document.string((*path, "source", "registry"))
    return None if registry is None else registry.rstrip("/")


def _markers(document: Document, path: Path) -> tuple[str, ...]:
    return tuple(marker for _, marker in document.read_strings((*path, "resolution-markers"), parse_marker))
