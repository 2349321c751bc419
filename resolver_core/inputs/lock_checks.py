"""What makes uv refuse a `uv.lock` as a text, before it compares it with anything (measured)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from resolver_core.inputs.document import Document
from resolver_core.inputs.locked_inputs import LockedInputs
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import ForkStrategy, ResolutionMode

_HASH_LENGTHS = {"md5": 32, "sha256": 64, "sha384": 96, "sha512": 128, "blake2b": 128}
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]*+")
_PRERELEASES = ("disallow", "allow", "if-necessary", "explicit", "if-necessary-or-explicit")
_CHOICES = {
    "resolution-mode": tuple(ResolutionMode),
    "prerelease-mode": _PRERELEASES,
    "fork-strategy": tuple(ForkStrategy),
}


def check_lock(document: Document, locked: LockedInputs) -> None:
    """Record in the document what uv would refuse."""
    if not document.has(("requires-python",)):
        document.mistake("A uv.lock needs a `requires-python`.", ())
    for key, accepted in _CHOICES.items():
        value = document.string(("options", key))
        if value is not None and value not in accepted:
            document.mistake(f"`{value}` is no value of `{key}`.", ("options", key), value)
    if any(len(conflict) < 2 for conflict in locked.conflicts):
        document.mistake("Each set of conflicts in a uv.lock needs two members.", ("conflicts",))
    _check_dependencies(document, locked)
    for path, _ in document.items(("package",), "a list of tables"):
        _check_files(document, path)


def _check_dependencies(document: Document, locked: LockedInputs) -> None:
    """Every dependency has to mean one package: with version and source where there are several of the name."""
    known: dict[str, list[tuple[Version | None, str]]] = {}
    for package in locked.packages:
        known.setdefault(package.name, []).append((package.version, package.source))
    for package in locked.packages:
        for name, version, source, path in package.dependencies:
            candidates = known.get(name, [])
            fitting = [one for one in candidates if version in (None, one[0]) and source in ("", one[1])]
            if not fitting:
                document.mistake(f"Your uv.lock has no package that fits its dependency `{name}`.", path)
            elif len(candidates) > 1 and (version is None or not source):
                document.mistake(f"Your uv.lock has several packages `{name}`: say which of them is meant.", path)


def _check_files(document: Document, path: Path) -> None:
    wheels = [item for item, _ in document.items((*path, "wheels"), "a list of tables")]
    for item in wheels:
        _check_wheel(document, item, document.string((*path, "version")))
    for item in (*wheels, *_sdists(document, path)):
        _check_hash(document, (*item, "hash"))


def _sdists(document: Document, path: Path) -> Iterator[Path]:
    if document.table((*path, "sdist")):
        yield (*path, "sdist")


def _check_wheel(document: Document, path: Path, version: str | None) -> None:
    document.table(path)
    stated = (document.string((*path, key)) for key in ("filename", "path", "url"))
    place = next(filter(None, stated), None)
    if place is None:
        document.mistake("A wheel of a uv.lock needs a `url`, a `path` or a `filename`.", path)
        return
    try:
        filename = unquote(urlsplit(place).path).rpartition("/")[2]
        own = parse_wheel_filename(filename)[1]
    except (InvalidWheelFilename, ValueError):
        document.mistake(f"`{place}` does not end in the name of a wheel.", path, place)
        return
    try:
        differs = version is not None and Version(version) != own
    except InvalidVersion:
        return  # which is a mistake of the package
    if differs:
        document.mistake(f"The wheel `{filename}` is not one of version {version}.", path, filename)


def _check_hash(document: Document, path: Path) -> None:
    text = document.string(path)
    if text is None:
        return
    algorithm, _, value = text.partition(":")
    if _HASH_LENGTHS.get(algorithm) != len(value) or not _HEXADECIMAL.fullmatch(value):
        document.mistake(f"`{text}` is not a hash.", path, text)
