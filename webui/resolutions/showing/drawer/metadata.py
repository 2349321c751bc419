"""Which metadata were read of a project on either side, and where they disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from resolver_core import MetadataFileEntry, PackageEntry, RepairEntry
from webui.resolutions.showing import formats

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WORDS = re.compile(r"[\w.*]+|\s+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class MetadataOf:
    """The metadata of one side: the file that was read, and whether it is the one that is installed."""

    kind: str  #: "single" or "universal"
    version: str
    source: str
    filename: str
    how: str
    index_url: str
    installs: str  #: "" where no file fits the target
    is_read_only: bool  #: read for metadata, not installed
    supplied: str  #: in words, where no file was read: what `tool.uv.dependency-metadata` says
    repairs: tuple[RepairEntry, ...]


@dataclass(frozen=True, slots=True)
class DifferentLine:
    """A line of the metadata and which sides have it."""

    field: str
    text: str
    single: bool
    universal: bool
    words: tuple[tuple[str, bool], ...] = ()  #: the text in pieces, and whether the other side's line lacks the piece

    @property
    def kind(self) -> str:
        """ "single" or "universal" for a line of one side alone, "" for one of both."""
        return "" if self.single and self.universal else "single" if self.single else "universal"


def metadata_of(
    kind: str, package: PackageEntry, read: MetadataFileEntry, installs: str, supplied: str = ""
) -> MetadataOf:
    """The metadata that were `read` of a package. `installs` is the file that the target installs, "" for none.

    `supplied` says where they are where no file was read for them.
    """
    filename = "" if supplied else read["filename"] or ""
    return MetadataOf(
        kind=kind,
        version=package["version"],
        source=package["source"],
        filename=filename,
        how=formats.how_read(read["how"]),
        index_url=package["index_url"] or package["source"],
        installs=installs,
        is_read_only=bool(filename) and filename != installs,
        supplied=supplied,
        repairs=tuple(package["repairs"]),
    )


def metadata_lines(single: PackageEntry | None, universal: PackageEntry | None) -> list[DifferentLine]:
    """All lines of both metadata that the solver reads; none where one side has no metadata."""
    if not (single and universal and single["metadata_from"] and universal["metadata_from"]):
        return []
    left, right = (dict.fromkeys(_lines(package)) for package in (single, universal))
    lines = [DifferentLine(*line, line in left, line in right, ((line[1], False),)) for line in left | right]
    return list(_with_counterparts(sorted(lines, key=_place)))


def _place(line: DifferentLine) -> tuple[str, str, bool, str]:
    """By field and project, what one side has alone before its counterpart on the other."""
    return line.field, _subject(line), line.universal, line.text


def _subject(line: DifferentLine) -> str:
    """What a line is about: the required project, or the extra."""
    name = _NAME.match(line.text)
    return line.field if name is None or line.field == "Requires-Python" else name[0].lower()


def _with_counterparts(lines: list[DifferentLine]) -> Iterator[DifferentLine]:
    """The lines, with the words marked in which one differs from the line of the other side about the same."""
    by_subject: dict[tuple[str, str], list[DifferentLine]] = {}
    for line in lines:
        if line.kind:
            by_subject.setdefault((line.field, _subject(line)), []).append(line)
    for line in lines:
        others = [one for one in by_subject.get((line.field, _subject(line)), ()) if one.kind != line.kind]
        mates = [one for one in by_subject.get((line.field, _subject(line)), ()) if one.kind == line.kind]
        if line.kind and len(others) == len(mates):
            yield replace(line, words=tuple(_marked(line.text, others[mates.index(line)].text)))
        else:
            yield line


def _marked(text: str, other: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, and whether each is missing from the other text."""
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    for what, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if start < end:
            yield "".join(words[start:end]), what != "equal"


def _lines(package: PackageEntry) -> Iterator[tuple[str, str]]:
    yield "Requires-Python", package["requires_python"] or "(none)"
    yield from (("Requires-Dist", text) for text in package["requires_dist"])
    yield from (("Provides-Extra", text) for text in package.get("provides_extra", ()))
