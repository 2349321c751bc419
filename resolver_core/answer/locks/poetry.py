"""A `poetry.lock` as a `Resolution`.

Read are the lock versions 1.x and 2.x: files of all packages in `[metadata.files]` or at each package, and from 2.1 on
the groups and markers under which each package is installed. The requirements of the project stand in its own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packaging.markers import InvalidMarker
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.locks.other_lock import Asked, OtherLock
from resolver_core.answer.resolution import Pin, PinKey, Resolution
from resolver_core.inputs.document import type_name
from resolver_core.inputs.poetry_ranges import alternatives_of, python_specifier_text
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Lock, Problem
from resolver_core.inputs.requirement import parse_marker, parse_name
from resolver_core.markers import MarkerSet

_FILES: Path = ("metadata", "files")
_INDEX = "legacy"


def resolution_of_poetry_lock(lock: Lock, problem: Problem) -> Resolution:
    """What a `poetry.lock` holds. Raises `ProblemSyntaxError` with every mistake."""
    reading = OtherLock(lock, problem)
    python = reading.document.read_string(("metadata", "python-versions"), python_specifier_text)
    packages = [(path, _pin(reading, path, name, version)) for path, name, version in reading.packages(("package",))]
    for path, pin in packages:
        reading.add(pin, _stated(reading, path))
    for path, pin in packages:
        _connect(reading, path, pin.key)
    reading.connect_project()
    return reading.resolution(str(SpecifierSet(python or "")))


def _pin(reading: OtherLock, path: Path, name: NormalizedName, version: Version) -> Pin:
    document = reading.document
    url = (document.string((*path, "source", "url")) or "").rstrip("/")
    kind = document.string((*path, "source", "type"))
    index_url = url if kind == _INDEX else None
    is_direct = bool(url) and kind != _INDEX
    own = document.string((*path, "name")) or ""
    holders = ((*path, "files"), (*_FILES, own))
    paths = [item for holder in holders if document.has(holder) for item, _ in document.items(holder)]
    return Pin(
        key=PinKey(name, version, f"git+{url}" if kind == "git" else url),
        marker="",
        fork_markers=(),
        provenance=None,
        metadata=None,
        distributions=() if is_direct else tuple(reading.files.at(paths, name, version, index_url)),
        index_url=index_url,
    )


def _stated(reading: OtherLock, path: Path) -> MarkerSet | None:
    """Where any of its groups installs a package; None where the lock does not say."""
    document, place = reading.document, (*path, "markers")
    if isinstance(document.get(place), dict):
        groups = [key for _, key in document.strings((*path, "groups"))]
        texts = [document.read_string((*place, group), parse_marker) for group in document.table(place)]
        found = MarkerSet.TRUE if set(groups) - set(document.table(place)) else MarkerSet.FALSE
        for text in texts:
            found = found | (MarkerSet.TRUE if text is None else MarkerSet.parse(text))
        return found
    text = document.read_string(place, parse_marker)
    return None if text is None else MarkerSet.parse(text)


def _connect(reading: OtherLock, path: Path, parent: PinKey) -> None:
    extras = _extras(reading, path)
    for key, value in reading.document.table((*path, "dependencies")).items():
        place = (*path, "dependencies", key)
        name = reading.document.read(place, key, parse_name)
        entries = [(*place, index) for index in range(len(value))] if isinstance(value, list) else [place]
        for entry in entries if name is not None else ():
            assert name is not None
            _connect_one(reading, entry, parent, name, extras)


def _connect_one(
    reading: OtherLock,
    path: Path,
    parent: PinKey,
    name: NormalizedName,
    extras: Mapping[NormalizedName, frozenset[NormalizedName]],
) -> None:
    """A dependency that an extra brings counts for that extra only."""
    asked = _asked(reading, path, name)
    if asked is None:
        return
    optional = reading.document.boolean((*path, "optional")) if isinstance(reading.document.get(path), dict) else None
    if not optional:
        reading.connect(parent, asked)
        return
    for extra, names in extras.items():
        if name in names:
            marker = asked.marker.assume_extras([extra]).without_extras(on=False)
            reading.connect(parent, Asked(name, marker, asked.extras, asked.fits), extra=extra)


def _asked(reading: OtherLock, path: Path, name: NormalizedName) -> Asked | None:
    document, value = reading.document, reading.document.get(path)
    if not isinstance(value, str | dict):
        document.mistake(f"The dependency `{name}` must be a constraint or a table, not {type_name(value)}.", path)
        return None
    constraint = (*path, "version") if isinstance(value, dict) else path
    allowed = document.read_string(constraint, alternatives_of)
    sets = [SpecifierSet(text) for text in allowed or [""]]
    marker = document.read_string((*path, "markers"), parse_marker)
    wanted = tuple(extra for _, extra in document.read_strings((*path, "extras"), parse_name))
    try:
        where = MarkerSet.TRUE if marker is None else MarkerSet.parse(marker)
    except InvalidMarker as error:
        document.mistake(f"`{marker}` cannot be used as a marker: {error}.", path)
        return None
    return Asked(name, where, wanted, lambda version: any(one.contains(version, prereleases=True) for one in sets))


def _extras(reading: OtherLock, path: Path) -> dict[NormalizedName, frozenset[NormalizedName]]:
    """The projects that each extra of a package brings: `x = ["name (>=1)"]`."""
    found: dict[NormalizedName, frozenset[NormalizedName]] = {}
    for key in reading.document.table((*path, "extras")):
        extra = reading.document.read((*path, "extras", key), key, parse_name)
        if extra is not None:
            found[extra] = frozenset(_names(reading, (*path, "extras", key)))
    return found


def _names(reading: OtherLock, path: Path) -> Iterator[NormalizedName]:
    for item, text in reading.document.strings(path):
        bare = text.replace("[", " ").replace("(", " ").replace(";", " ").split()
        name = reading.document.read(item, bare[0] if bare else text, parse_name)
        if name is not None:
            yield name
