"""A requirement with its source, as a `uv.lock` records it beside what it resolved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import ConflictItem
from resolver_core.inputs.requirement import InvalidText, parse_marker, parse_name
from resolver_core.markers import MarkerSet

INDEX = "index"
_SOURCES = (INDEX, "url", "git", "path", "directory", "editable", "virtual")


@dataclass(frozen=True, slots=True)
class StatedRequirement:
    """A requirement as far as a change of it makes a lock stale. Equal ones ask the same, however they were written.

    `source` is its kind and where it is ("editable packages/q", "index https://…"), "" for none.
    """

    name: NormalizedName
    extras: frozenset[NormalizedName] = frozenset()
    groups: frozenset[NormalizedName] = frozenset()
    specifier: SpecifierSet = field(default_factory=SpecifierSet)
    marker: MarkerSet = MarkerSet.TRUE
    source: str = ""
    item: ConflictItem | None = None  #: the extra or group in a declared conflict that an index belongs to

    def under(self, marker: MarkerSet) -> StatedRequirement:
        """The same requirement under another marker."""
        return replace(self, marker=marker)

    def __str__(self) -> str:
        extras = f"[{','.join(sorted(self.extras))}]" if self.extras else ""
        source = f" @ {self.source}" if self.source else ""
        marker = "" if self.marker.is_true else f" ; {self.marker}"
        return f"{self.name}{extras}{self.specifier}{source}{marker}"


def read_stated_requirements(document: Document, path: Path) -> frozenset[StatedRequirement]:
    """A list of them; what is wrong with one is recorded in the document."""
    read = (read_stated_requirement(document, item) for item, _ in document.items(path, "a list of tables"))
    return frozenset(requirement for requirement in read if requirement is not None)


def read_stated_requirement(document: Document, path: Path) -> StatedRequirement | None:
    """One of them; None with the mistake recorded."""
    document.table(path)
    name = document.read_string((*path, "name"), parse_name)
    if name is None:
        return None
    return StatedRequirement(
        name=name,
        extras=frozenset(extra for _, extra in document.read_strings((*path, "extras"), parse_name)),
        groups=frozenset(group for _, group in document.read_strings((*path, "groups"), parse_name)),
        specifier=document.read_string((*path, "specifier"), parse_specifier) or SpecifierSet(),
        marker=MarkerSet.parse(document.read_string((*path, "marker"), parse_marker) or ""),
        source=read_source(document, path),
        item=_conflict(document, (*path, "conflict")),
    )


def read_source(document: Document, path: Path) -> str:
    """The source in a table: its kind and where it is, "" for none."""
    for kind in _SOURCES:
        place = document.string((*path, kind))
        if place is not None:
            return stated_source(kind, place)
    return ""


def stated_source(kind: str, place: str) -> str:
    """A source as text. Of a folder a slash at its end says nothing, of a file's address what stands behind a `#`."""
    if kind == "url":
        return f"{kind} {without_fragment(place)}"
    return f"{kind} {place if kind == INDEX else place.rstrip('/') or '/'}"


def without_fragment(url: str) -> str:
    """A URL without what stands behind its `#`, except for the folder inside of the archive."""
    address, _, fragment = url.partition("#")
    kept = [part for part in fragment.split("&") if part.startswith("subdirectory=")]
    return f"{address}#{kept[0]}" if kept else address


def parse_specifier(text: str) -> SpecifierSet:
    """A version specifier of a lock. Raises `InvalidText`."""
    try:
        return SpecifierSet("" if text == "*" else text)
    except ValueError as error:
        raise InvalidText(f"`{text}` is not a version specifier.") from error


def _conflict(document: Document, path: Path) -> ConflictItem | None:
    if not document.table(path):
        return None
    return read_conflict_item(document, path)


def read_conflict_item(document: Document, path: Path) -> ConflictItem | None:
    """One member of a set of conflicts."""
    package = document.read_string((*path, "package"), parse_name)
    if package is None:
        return None
    extra = document.read_string((*path, "extra"), parse_name)
    return ConflictItem(package, extra, document.read_string((*path, "group"), parse_name))
