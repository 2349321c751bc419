"""The record of an answer: what was asked, what was read, and what each policy meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from resolver_core import ResolutionDocument
from webui.resolutions.asking.asked import Asked
from webui.resolutions.showing import formats
from webui.resolutions.showing.facts import Fact, options
from webui.resolutions.showing.parts.commands import Command, commands
from webui.resolutions.showing.sides import SideView
from webui.resolutions.showing.supplied import Supplied


@dataclass(frozen=True, slots=True)
class Both:
    """A name with a value for each of the two policies."""

    name: str
    single: str
    universal: str

    @property
    def differs(self) -> bool:
        """Whether the policies part here."""
        return self.single != self.universal


@dataclass(frozen=True, slots=True)
class PageRead:
    """A project page that an answer rests on."""

    project: str
    index_url: str
    read_at: str
    from_cache: bool


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file whose metadata an answer rests on. `modes` are labels."""

    project: str
    version: str
    filename: str
    how: str
    size: str
    modes: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """Everything about how both answers came about."""

    asked: Asked
    single: SideView
    universal: SideView
    supplied: Supplied

    @property
    def commands(self) -> list[Command]:
        """How to repeat it."""
        return commands(self.asked)

    @property
    def options(self) -> list[Fact]:
        """What was asked for, beside the text."""
        return options(self.asked)

    @property
    def axes(self) -> list[Both]:
        """What the two policies mean."""
        return _axes(self.single.document, self.universal.document)

    @property
    def statistics(self) -> list[Both]:
        """What the two solves took."""
        return _both_statistics(self.single.document, self.universal.document)

    @property
    def pages(self) -> list[PageRead]:
        """The index pages behind the answer."""
        return _pages(self._documents)

    @property
    def files(self) -> list[FileRead]:
        """The files behind the answer."""
        return _files(self._documents, self.supplied)

    @property
    def _documents(self) -> list[ResolutionDocument]:
        return [side.document for side in (self.single, self.universal) if side.document]


def _axes(single: ResolutionDocument | None, universal: ResolutionDocument | None) -> list[Both]:
    """The two policies, axis by axis."""
    left, right = (document["axes"] if document else {} for document in (single, universal))
    return [Both(name.replace("_", " "), str(left.get(name, "")), str(right.get(name, ""))) for name in left | right]


def _both_statistics(single: ResolutionDocument | None, universal: ResolutionDocument | None) -> list[Both]:
    """The counts of both solves, side by side."""
    left, right = (_statistics(document) if document else {} for document in (single, universal))
    return [Both(name, left.get(name, ""), right.get(name, "")) for name in left | right]


def _statistics(document: ResolutionDocument) -> dict[str, str]:
    stats = document["stats"]
    return {
        "time": formats.seconds(stats["elapsed_seconds"]),
        "decisions": f"{stats['decisions']:,}",
        "conflicts": f"{stats['conflicts']:,}",
        "forks": f"{stats['forks']:,}",
        "pages read": f"{stats['pages_read']:,}",
        "metadata read": f"{stats['metadata_read']:,} ({formats.size(stats['bytes_read'])})",
        "cross-check by resolvelib, the solver library of pip": stats["replay"] or "not asked",
    }


def _pages(documents: Iterable[ResolutionDocument]) -> list[PageRead]:
    """Every page once, by project."""
    found = {}
    for document in documents:
        for page in document["pages"]:
            read_at = formats.moment(formats.parse_moment(page["read_at"]))
            key = (page["project"], page["index_url"])
            found[key] = PageRead(page["project"], page["index_url"], read_at, page["from_cache"])
    return [found[key] for key in sorted(found)]


def _files(documents: Iterable[ResolutionDocument], supplied: Supplied) -> list[FileRead]:
    """Every metadata file of a chosen version once, by project, with the modes that rest on it."""
    found: dict[tuple[str, str, str], tuple[FileRead, list[str]]] = {}
    for document in documents:
        for package in document["packages"]:
            read = package["metadata_from"]
            if read is None:
                continue
            name = supplied.of_entry(package) or read["filename"] or ""
            how, size = formats.how_read(read["how"]), formats.size(read["bytes_read"] or 0)
            one = FileRead(package["name"], package["version"], name, how, size, ())
            found.setdefault((one.project, one.version, name), (one, []))[1].append(document["label"])
    return [
        FileRead(one.project, one.version, one.filename, one.how, one.size, tuple(dict.fromkeys(modes)))
        for _, (one, modes) in sorted(found.items())
    ]
