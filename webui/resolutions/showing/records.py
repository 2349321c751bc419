"""The record of an answer: what was asked, what was read, and what each policy meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webui.resolutions.asking.asked import Asked
from webui.resolutions.showing import formats
from webui.resolutions.showing.rows import Document

HOW_READ = {
    "separate-file": "metadata file beside it",
    "range": "byte ranges of the wheel",
    "whole-file": "the whole file",
    "sdist": "static metadata of the source distribution",
    "supplied": "given in the pasted text",
}
OPTION_WORDS = {
    "exclude_newer": "as of (exclude-newer)",
    "extras": "extras",
    "groups": "groups",
    "targets": "further targets",
    "compare_lock": "compared with the lock",
    "index_url": "index",
    "extra_index_urls": "further indexes",
    "index_strategy": "index strategy",
    "prerelease": "pre-releases",
    "resolution": "resolution",
    "fork_strategy": "fork strategy",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with a value."""

    name: str
    value: str


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


def options(asked: Asked) -> list[Fact]:
    """Everything that was chosen; what was left to the text is left out."""
    values = asked.options_json()
    facts = [Fact("target", formats.target(asked.python, asked.platform)), Fact("platform", asked.platform)]
    for name, word in OPTION_WORDS.items():
        value = values[name]
        if value:
            facts.append(Fact(word, ", ".join(value) if isinstance(value, list | tuple) else _text(value)))
    return facts


def _text(value: object) -> str:
    return "yes" if value is True else str(value)


def axes(single: Document | None, universal: Document | None) -> list[Both]:
    """The two policies, axis by axis."""
    left, right = ((document or {}).get("axes", {}) for document in (single, universal))
    return [Both(name.replace("_", " "), str(left.get(name, "")), str(right.get(name, ""))) for name in left | right]


def statistics(single: Document | None, universal: Document | None) -> list[Both]:
    """The counts of both solves, side by side."""
    left, right = (_statistics(document) if document else {} for document in (single, universal))
    return [Both(name, left.get(name, ""), right.get(name, "")) for name in left | right]


def _statistics(document: Document) -> dict[str, str]:
    stats = document["stats"]
    return {
        "time": formats.seconds(stats["elapsed_seconds"]),
        "decisions": f"{stats['decisions']:,}",
        "conflicts": f"{stats['conflicts']:,}",
        "forks": f"{stats['forks']:,}",
        "pages read": f"{stats['pages_read']:,}",
        "metadata read": f"{stats['metadata_read']:,} ({formats.size(stats['bytes_read'])})",
        "derived again by resolvelib": stats["replay"] or "not asked",
    }


def pages(documents: Iterable[Document]) -> list[PageRead]:
    """Every page once, by project."""
    found = {}
    for document in documents:
        for page in document["pages"]:
            read_at = formats.moment(formats.parse_moment(page["read_at"]))
            key = (page["project"], page["index_url"])
            found[key] = PageRead(page["project"], page["index_url"], read_at, page["from_cache"])
    return [found[key] for key in sorted(found)]


def files(documents: Iterable[Document]) -> list[FileRead]:
    """Every metadata file of a chosen version once, by project, with the modes that rest on it."""
    found: dict[tuple[str, str, str], tuple[FileRead, list[str]]] = {}
    for document in documents:
        for package in document["packages"]:
            read = package["metadata_from"]
            if read is None:
                continue
            name = read["filename"] or "tool.uv.dependency-metadata"
            how, size = HOW_READ.get(read["how"], read["how"]), formats.size(read["bytes_read"] or 0)
            one = FileRead(package["name"], package["version"], name, how, size, ())
            found.setdefault((one.project, one.version, name), (one, []))[1].append(document["label"])
    return [
        FileRead(one.project, one.version, one.filename, one.how, one.size, tuple(dict.fromkeys(modes)))
        for _, (one, modes) in sorted(found.items())
    ]


def oldest_page(documents: Iterable[Document]) -> datetime | None:
    """When the oldest page of the answer was read from its index."""
    moments = [formats.parse_moment(page["read_at"]) for document in documents for page in document["pages"]]
    return min((moment for moment in moments if moment), default=None)
