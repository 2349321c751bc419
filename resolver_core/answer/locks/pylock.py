"""A `pylock.toml` as a `Resolution`.

Source: the standard of PEP 751. Every package is installed where its marker holds, whoever needs it: the lock has no
requests to follow, and `dependencies` in it only inform. What only two extras or groups together bring is left out.
"""

from __future__ import annotations

from dataclasses import replace

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.locks.other_lock import Asked, OtherLock
from resolver_core.answer.resolution import Pin, PinKey, Resolution
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Lock, Problem
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_requires_python
from resolver_core.markers import MarkerSet, for_members

_PACKAGES: Path = ("packages",)
_TREES = ("vcs", "directory", "archive")


def resolution_of_pylock(lock: Lock, problem: Problem) -> Resolution:
    """What a `pylock.toml` installs. Raises `ProblemSyntaxError` with every mistake."""
    reading = OtherLock(lock, problem)
    document = reading.document
    extras = tuple(name for _, name in document.read_strings(("extras",), parse_name))
    groups = tuple(name for _, name in document.read_strings(("dependency-groups",), parse_name))
    defaults = tuple(name for _, name in document.read_strings(("default-groups",), parse_name))
    environments = tuple(marker for _, marker in document.read_strings(("environments",), parse_marker))
    python = document.read_string(("requires-python",), parse_requires_python)
    for path, name, version in reading.packages(_PACKAGES):
        pin = _pin(reading, path, name, version)
        if pin.key != reading.root and not (name == problem.name and document.has((*path, "directory"))):
            marker = _marker(reading, path)
            reading.add(pin)
            _connect(reading, pin.key, marker, extras, groups, defaults)
    return reading.resolution(str(python or SpecifierSet()), environments)


def _pin(reading: OtherLock, path: Path, name: NormalizedName, version: Version) -> Pin:
    document = reading.document
    index_url = document.string((*path, "index"))
    paths = [(*path, kind) for kind in ("archive", "sdist") if document.table((*path, kind))]
    paths += [item for item, _ in document.items((*path, "wheels"), "a list of tables")]
    files = tuple(reading.files.at(paths, name, version, index_url))
    source = _tree(reading, path) or (index_url or "").rstrip("/")
    return Pin(
        key=PinKey(name, version, source),
        marker="",
        fork_markers=(),
        provenance=None,
        metadata=None,
        distributions=files,
        index_url=source if index_url else None,
    )


def _tree(reading: OtherLock, path: Path) -> str:
    """Where a repository, folder or archive is; "" for files of an index."""
    for kind in _TREES:
        for key in ("url", "path"):
            place = reading.document.string((*path, kind, key)) if reading.document.has((*path, kind)) else None
            if place is not None:
                system = reading.document.string((*path, kind, "type")) if kind == "vcs" else None
                return f"{system}+{place}" if system else place
    return ""


def _marker(reading: OtherLock, path: Path) -> MarkerSet:
    """Of its `requires-python` an installer makes an error, and no reason to leave the package out."""
    text = reading.document.read_string((*path, "marker"), parse_marker)
    return MarkerSet.TRUE if text is None else MarkerSet.parse(text)


def _connect(
    reading: OtherLock,
    key: PinKey,
    marker: MarkerSet,
    extras: tuple[NormalizedName, ...],
    groups: tuple[NormalizedName, ...],
    defaults: tuple[NormalizedName, ...],
) -> None:
    """Where a package is installed without any extra, and where each extra and group adds to that."""
    asked = Asked(key.project, for_members(marker, (), defaults), fits=key.version.__eq__)
    reading.connect(reading.root, asked)
    for extra in extras:
        with_extra = for_members(marker, (extra,), defaults)
        if with_extra != asked.marker:
            reading.connect(reading.root, replace(asked, marker=with_extra), extra=extra)
    for group in groups:
        with_group = for_members(marker, (), (*defaults, group))
        if with_group != asked.marker:
            reading.connect(reading.root, replace(asked, marker=with_group), group=group)
