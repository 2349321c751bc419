"""A pasted lock: a `uv.lock` as preferences (uv-resolution section 6.7), one of another tool as what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from resolver_core.errors import Mistake, ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.document import Document, dotted, load_toml
from resolver_core.inputs.lock_checks import check_lock
from resolver_core.inputs.lock_format import LockFormat, format_of
from resolver_core.inputs.locked_inputs import read_locked_inputs
from resolver_core.inputs.positions import Path, locate
from resolver_core.inputs.problem import Lock, LockedPackage
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_version

_PACKAGES = {
    LockFormat.UV: "package",
    LockFormat.PYLOCK: "packages",
    LockFormat.POETRY: "package",
    LockFormat.PDM: "package",
}
_VERSIONS: dict[LockFormat, tuple[Path, re.Pattern[str]]] = {
    LockFormat.UV: (("version",), re.compile("1")),
    LockFormat.PYLOCK: (("lock-version",), re.compile(r"1\.\d+")),
    LockFormat.POETRY: (("metadata", "lock-version"), re.compile(r"[12]\.\d+")),
    LockFormat.PDM: (("metadata", "lock_version"), re.compile(r"4(?:\.\d+)*")),
}
_LOCAL_SOURCES = ("virtual", "editable", "directory", "path")


def parse_lock(text: str) -> Lock:
    """Read a `uv.lock`; local projects are left out, for they are no preference.

    A `pylock.toml`, `poetry.lock` or `pdm.lock` has no preferences at all: `resolution_of_lock` tells what it says.
    Raises `ProblemSyntaxError` with every mistake.
    """
    if not text.strip():
        raise ProblemSyntaxError((Mistake("The text is empty: paste a uv.lock."),))
    refuse_large_lock(text)
    document = Document(text, load_toml(text), locate(text.removeprefix("\ufeff")))
    found = format_of(text)
    packages = len(document.table_list((_PACKAGES[found],)))
    if packages > limits.LOCK_PACKAGES:
        message = limits.too_many(f"The {found}", packages, "packages", limits.LOCK_PACKAGES)
        raise ProblemSyntaxError((Mistake(message),))
    lock = Lock((), (), document.data, found, text, document.places)
    if found is LockFormat.UV:
        lock = replace(lock, packages=tuple(_packages(document)), fork_markers=_markers(document, ()))
    _check_version(document, found)
    document.raise_mistakes()
    if found is LockFormat.UV:
        check_lock(document, read_locked_inputs(document))
        document.raise_mistakes()
    return lock


def _check_version(document: Document, found: LockFormat) -> None:
    """Every format says its version; those of the same shape as the ones named here are read."""
    path, known = _VERSIONS[found]
    version = document.get(path)
    if version is None or not known.fullmatch(str(version)):
        written = f"`{dotted(path)} = {version}` is not known" if version else f"`{dotted(path)}` is missing"
        document.mistake(f"This is not a {found} of a known format: {written}.", path)


def refuse_large_lock(text: str) -> None:
    """Raise `ProblemSyntaxError` for a lock with more bytes or lines than any real one."""
    size = len(text) if len(text) > limits.LOCK_BYTES else len(text.encode("utf-8", "surrogatepass"))
    lines = text.count("\n") + 1
    for count, things, limit in ((size, "bytes", limits.LOCK_BYTES), (lines, "lines", limits.LOCK_LINES)):
        if count > limit:
            raise ProblemSyntaxError((Mistake(limits.too_many("Your uv.lock", count, things, limit)),))


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
