"""A `pdm.lock` as a `Resolution`.

Read are lock versions 4.x. A package with extras is an entry of its own beside the one without; `marker` says where it
is installed (strategy `inherit_metadata`). The requirements of the project stand in its own file.
"""

from __future__ import annotations

from functools import partial

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.locks.other_lock import Asked, OtherLock
from resolver_core.answer.resolution import Pin, PinKey, Resolution
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Lock, Problem
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_requirement, parse_requires_python
from resolver_core.markers import MarkerSet

_FILES: Path = ("metadata", "files")
_DIRECT = ("git", "url", "path")


def resolution_of_pdm_lock(lock: Lock, problem: Problem) -> Resolution:
    """What a `pdm.lock` holds. Raises `ProblemSyntaxError` with every mistake."""
    reading = OtherLock(lock, problem)
    packages = [(path, _pin(reading, path, name, version)) for path, name, version in reading.packages(("package",))]
    for path, pin in packages:
        marker = reading.document.read_string((*path, "marker"), parse_marker)
        if not reading.document.has((*path, "extras")):
            reading.add(pin, None if marker is None else MarkerSet.parse(marker))
    for _, pin in packages:
        reading.add(pin)  # one that stands with extras only
    for path, pin in packages:
        _connect(reading, path, pin.key)
    reading.connect_project()
    return reading.resolution(_pythons(reading))


def _pythons(reading: OtherLock) -> str:
    """The Pythons of the only target; "" where there are several, or none is named."""
    document = reading.document
    targets = [path for path, _ in document.items(("metadata", "targets"))]
    found = [document.read_string((*path, "requires_python"), parse_requires_python) for path in targets]
    return str(found[0]) if len(found) == 1 and found[0] is not None else ""


def _pin(reading: OtherLock, path: Path, name: NormalizedName, version: Version) -> Pin:
    document = reading.document
    places = {kind: document.string((*path, kind)) for kind in _DIRECT}
    kind, place = next(((kind, place) for kind, place in places.items() if place), ("", ""))
    source = f"git+{place}" if kind == "git" else place or ""
    own = f"{document.string((*path, 'name'))} {document.string((*path, 'version'))}"
    holders = ((*path, "files"), (*_FILES, own))
    paths = [item for holder in holders if document.has(holder) for item, _ in document.items(holder)]
    return Pin(
        key=PinKey(name, version, source),
        marker="",
        fork_markers=(),
        provenance=None,
        metadata=None,
        distributions=() if source else tuple(reading.files.at(paths, name, version, None)),
    )


def _connect(reading: OtherLock, path: Path, parent: PinKey) -> None:
    """What an entry requires; of an entry with extras, each of them requires it."""
    own = tuple(extra for _, extra in reading.document.read_strings((*path, "extras"), parse_name))
    for _, requirement in reading.document.read_strings((*path, "dependencies"), parse_requirement):
        name, allowed = canonicalize_name(requirement.name), requirement.specifier
        if name == parent.project and own:
            continue  # the entry without extras
        asked = Asked(
            name,
            MarkerSet.of(requirement.marker),
            tuple(sorted(map(canonicalize_name, requirement.extras))),
            partial(allowed.contains, prereleases=True),
        )
        for extra in own or (None,):
            reading.connect(parent, asked, extra=extra)
