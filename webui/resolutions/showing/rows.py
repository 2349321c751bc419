"""One row per project: the comparison document as plain strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from resolver_core import (
    ComparisonDocument,
    EdgeEntry,
    PackageEntry,
    ResolutionDocument,
    RowEntry,
    RowSideEntry,
    Selection,
    marker_in_words,
)
from webui.resolutions.showing.explanations import CauseView, Explanation
from webui.resolutions.showing.supplied import SUPPLIED

# The word of a badge; two different versions need none.
DIFFERENCES = {
    "version": "",
    "source": "index",
    "presence": "only on one side",
    "metadata": "metadata",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one side has of a project."""

    version: str
    source: str  #: with the version, which of the entries of an answer it is
    index_url: str
    metadata_file: str  #: "" where `tool.uv.dependency-metadata` supplied it
    install_file: str  #: "" where no file fits the target
    is_local: bool  #: the project itself: no index, no files
    supplied: str = ""  #: in words, where no file was read: what `tool.uv.dependency-metadata` says

    @property
    def installs_what_was_read(self) -> bool:
        """Whether the file read for metadata is also the one that would be installed."""
        return not self.supplied and self.metadata_file == self.install_file

    @property
    def is_built(self) -> bool:
        """Whether what is installed is built from a source distribution there."""
        return self.install_file.endswith((".tar.gz", ".zip"))


@dataclass(frozen=True, slots=True)
class LockedVersion:
    """One version in the lock, with where it holds ("" = everywhere in scope)."""

    version: str
    marker: str
    metadata_file: str
    is_here: bool  #: it is the one that a sync at the target installs

    @property
    def reads_another(self) -> bool:
        """Whether it rests on a metadata file that is not the one of the target."""
        return not self.is_here and bool(self.metadata_file)


@dataclass(frozen=True, slots=True)
class Row:
    """A project in both answers."""

    project: str
    difference: str  #: a key of DIFFERENCES
    single: Side | None
    universal: Side | None
    locked: tuple[LockedVersion, ...]
    lines: tuple[int, ...]  #: of the pasted text, where it is asked for directly
    cause: CauseView | None = None  #: once it is explained
    follows_from: str = ""  #: the project whose divergence brings this one
    cause_class: str = ""  #: of its own cause, or of what it follows from

    @property
    def searchable(self) -> str:
        """What the filter looks at, in lower case."""
        sides = [side for side in (self.single, self.universal) if side]
        files = (text for side in sides for text in (side.version, side.metadata_file, side.install_file))
        locked = (text for one in self.locked for text in (one.version, marker_in_words(one.marker)))
        cause = self.cause_class.replace("-", " ")
        return " ".join((self.project, self.word, cause, *files, *locked)).lower()

    @property
    def differs(self) -> bool:
        """Whether the two answers differ in it."""
        return self.difference != "none"

    @property
    def is_finding(self) -> bool:
        """Whether it is equal in both and still has a cause: a pick that surprises."""
        return not self.differs and self.cause is not None

    @property
    def is_told_by_version(self) -> bool:
        """Whether its files are left to the drawer: what brings it tells why."""
        return bool(self.follows_from) and self.difference in ("version", "presence")

    @property
    def word(self) -> str:
        """What differs, where the versions do not say it."""
        return DIFFERENCES[self.difference]

    @property
    def is_forked(self) -> bool:
        """Whether the lock has it more than once, or has another version than the target installs."""
        return len(self.locked) > 1 or any(not version.is_here for version in self.locked)

    @property
    def locked_versions(self) -> list[str]:
        """The versions in the lock, each once."""
        return list(dict.fromkeys(one.version for one in self.locked))

    @property
    def only_where(self) -> str:
        """The marker of the one version in the lock; "" where it holds everywhere, or there are more."""
        return "" if self.is_forked or not self.locked else self.locked[0].marker


SuppliedWords = Callable[[str, str], str]
"""What to say of the metadata that the text supplies of a project's version."""


def rows(
    comparison: ComparisonDocument,
    lines: dict[str, list[int]],
    supplied: SuppliedWords = lambda project, version: "your dependency-metadata",
) -> list[Row]:
    """All rows of a comparison, in its order: divergent ones first, then by name."""
    return [_row(row, tuple(lines.get(row["project"], ())), supplied) for row in comparison["rows"]]


def explained(row: Row, explanation: Explanation) -> Row:
    """A row with what is known of its reason."""
    known = explanation.of(row.project)
    if known is None:
        return row
    cause_class = explanation.cause_class(row.project)
    return replace(row, cause=known.cause, follows_from=known.follows_from, cause_class=cause_class)


def elsewhere(universal: ResolutionDocument | None, shown: set[str], lines: dict[str, list[int]]) -> list[Row]:
    """Projects that the lock has for other environments only: nothing of them is installed at the target."""
    found: dict[str, list[LockedVersion]] = {}
    for package in universal["packages"] if universal else ():
        if package["name"] not in shown and not package["root"]:
            version = LockedVersion(package["version"], package["marker"], _metadata_file(package), False)
            found.setdefault(package["name"], []).append(version)
    return [
        Row(name, "none", None, None, tuple(versions), tuple(lines.get(name, ())))
        for name, versions in sorted(found.items())
    ]


def requirement_lines(selection: Selection, *documents: ResolutionDocument | None) -> dict[str, list[int]]:
    """Project to the lines of the pasted text that ask for it with the chosen extras and groups.

    What an extra that is not chosen asks for is another entry of the lock, if it is there at all.
    """
    return _lines(lambda package: _chosen_dependencies(package, selection), documents)


def all_requirement_lines(*documents: ResolutionDocument | None) -> dict[str, list[int]]:
    """Project to the lines of the pasted text that ask for it, those of every extra and group."""
    return _lines(_all_dependencies, documents)


def _lines(
    dependencies_of: Callable[[PackageEntry], list[EdgeEntry]], documents: Iterable[ResolutionDocument | None]
) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for document in filter(None, documents):
        roots = [package for package in document["packages"] if package["root"]]
        requested = [*document["requested"], *(edge for root in roots for edge in dependencies_of(root))]
        for dependency in requested:
            if dependency["line"]:
                found.setdefault(dependency["name"], set()).add(dependency["line"])
    return {name: sorted(lines) for name, lines in found.items()}


def _chosen_dependencies(package: PackageEntry, selection: Selection) -> list[EdgeEntry]:
    of_extras = [edge for extra in selection.extras for edge in package["optional_dependencies"].get(extra, ())]
    of_groups = [edge for group in selection.groups for edge in package["dependency_groups"].get(group, ())]
    return [*package["dependencies"], *of_extras, *of_groups]


def _all_dependencies(package: PackageEntry) -> list[EdgeEntry]:
    groups = [*package["optional_dependencies"].values(), *package["dependency_groups"].values()]
    return [*package["dependencies"], *(dependency for group in groups for dependency in group)]


def _row(row: RowEntry, lines: tuple[int, ...], supplied: SuppliedWords) -> Row:
    universal = _side(row["project"], row["universal"], supplied)
    here = (universal.version, universal.source) if universal else None
    held = [(one, (one["version"], one["source"]) == here) for one in row["universal_versions"]]
    locked = tuple(
        LockedVersion(one["version"], one["marker"], one["metadata_from"] or "", is_here) for one, is_here in held
    )
    return Row(
        row["project"], row["difference"], _side(row["project"], row["single"], supplied), universal, locked, lines
    )


def _side(project: str, side: RowSideEntry | None, supplied: SuppliedWords) -> Side | None:
    if side is None:
        return None
    is_supplied = side["how"] == SUPPLIED
    is_local = not is_supplied and not side["index_url"] and not side["metadata_from"] and not side["install_file"]
    return Side(
        version=side["version"],
        source=side["source"],
        index_url=side["index_url"] or "",
        metadata_file="" if is_supplied else side["metadata_from"] or "",
        install_file=side["install_file"] or "",
        is_local=is_local,
        supplied=supplied(project, side["version"]) if is_supplied else "",
    )


def _metadata_file(package: PackageEntry) -> str:
    read = package["metadata_from"]
    return (read["filename"] or "") if read and read["how"] != SUPPLIED else ""
