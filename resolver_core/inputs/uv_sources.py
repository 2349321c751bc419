"""`tool.uv.sources`: where a requirement comes from (uv-resolution section 1.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from packaging.utils import NormalizedName

from resolver_core.index.records import IndexLocation
from resolver_core.inputs import limits
from resolver_core.inputs.document import Document, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Source, SourceKind
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_url
from resolver_core.inputs.uv_keys import SOURCE_KEYS
from resolver_core.markers import MarkerSet

Sources = dict[NormalizedName, tuple[Source, ...]]


def read_sources(document: Document, path: Path) -> Sources:
    """The sources of every project named in the table at `path`."""
    sources: Sources = {}
    for key, value in document.table(path).items():
        place = (*path, key)
        name = document.read(place, key, parse_name)
        if name is None:
            continue
        if name in sources:
            document.mistake(f"`{name}` has sources under two spellings: keep one.", place, key)
        sources[name] = tuple(_entries(document, place, value, name))
    return sources


def _entries(document: Document, path: Path, value: object, name: NormalizedName) -> list[Source]:
    if isinstance(value, dict):
        places: list[Path] = [path]
    elif isinstance(value, list) and value:
        places = [(*path, index) for index in range(len(value))]
    else:
        what = "an empty list" if value == [] else type_name(value)
        document.mistake(f'The source of `{name}` must be a table such as `{{ index = "…" }}`, not {what}.', path)
        return []
    if len(places) > limits.SOURCES_PER_PROJECT:
        document.mistake(limits.too_many(f"`{name}`", len(places), "sources", limits.SOURCES_PER_PROJECT), path)
        return []
    entries = [entry for place in places if (entry := _entry(document, place, name)) is not None]
    _check_several(document, path, name, entries)
    return entries


def _entry(document: Document, path: Path, name: NormalizedName) -> Source | None:
    table = document.table(path)
    kinds = [kind for kind in SourceKind if kind in table]
    for key in table.keys() - SOURCE_KEYS:
        document.mistake(f"`{key}` is not a key of a source.", (*path, key), key)
    if not kinds:
        if isinstance(document.get(path), dict):
            document.mistake(f"The source of `{name}` must have one of {_kind_list()}.", path)
        return None
    if len(kinds) > 1:
        document.mistake(f"The source of `{name}` has both `{kinds[0]}` and `{kinds[1]}`: keep one.", path)
    value = _value(document, path, kinds[0])
    if {"extra", "group"} <= table.keys():
        document.mistake(f"The source of `{name}` has both `extra` and `group`: keep one.", path)
    return None if value is None else _source(document, path, kinds[0], value)


def _source(document: Document, path: Path, kind: SourceKind, value: str) -> Source:
    return Source(
        kind=kind,
        value=value,
        marker=document.read_string((*path, "marker"), parse_marker),
        extra=document.read_string((*path, "extra"), parse_name),
        group=document.read_string((*path, "group"), parse_name),
        line=document.line(path),
        editable=document.boolean((*path, "editable")),
        package=document.boolean((*path, "package")),
    )


def _value(document: Document, path: Path, kind: SourceKind) -> str | None:
    if kind is SourceKind.WORKSPACE:
        written = document.get((*path, kind))
        return written if isinstance(written, str) else str(document.boolean((*path, kind)) or False).lower()
    if kind is SourceKind.URL:
        return document.read_string((*path, kind), parse_url)
    return document.string((*path, kind))


def _kind_list() -> str:
    return ", ".join(f"`{kind}`" for kind in SourceKind)


def _check_several(document: Document, path: Path, name: NormalizedName, entries: Iterable[Source]) -> None:
    """Entries that could apply together must be told apart by markers."""
    for one, other in combinations(entries, 2):
        if (one.extra, one.group) != (other.extra, other.group):
            continue
        if one.marker is None or other.marker is None:
            document.mistake(f"`{name}` has several sources: each needs a `marker` of its own.", path)
            return
        if not MarkerSet.parse(one.marker).disjoint(MarkerSet.parse(other.marker)):
            message = f"Two sources of `{name}` overlap: `{one.marker}` and `{other.marker}` can both be true."
            document.mistake_at_line(message, other.line, other.marker)


@dataclass(frozen=True, slots=True)
class Requested:
    """The names that a project requires: anywhere, by each extra and by each group."""

    anywhere: frozenset[NormalizedName]
    by_extra: Mapping[NormalizedName, frozenset[NormalizedName]] = field(default_factory=dict)
    by_group: Mapping[NormalizedName, frozenset[NormalizedName]] = field(default_factory=dict)


def check_sources(document: Document, sources: Sources, indexes: Iterable[IndexLocation], requested: Requested) -> None:
    """Record a mistake for every source that refers to an index, extra or group that is not there."""
    declared = {index.name for index in indexes if index.name is not None}
    for name, entries in sources.items():
        for source in entries:
            _check_scope(document, name, source, "extra", source.extra, requested.by_extra)
            _check_scope(document, name, source, "group", source.group, requested.by_group)
            if source.kind is SourceKind.INDEX and source.value not in declared:
                _undeclared_index(document, name, source, declared, matters=name in requested.anywhere)


def _check_scope(
    document: Document,
    name: NormalizedName,
    source: Source,
    what: str,
    scope: NormalizedName | None,
    members: Mapping[NormalizedName, frozenset[NormalizedName]],
) -> None:
    if scope is None or name in members.get(scope, ()):
        return
    fault = f"does not require `{name}`" if scope in members else "does not exist"
    document.mistake_at_line(f"A source of `{name}` is for the {what} `{scope}`, which {fault}.", source.line, scope)


def _undeclared_index(
    document: Document, name: NormalizedName, source: Source, declared: Collection[str], *, matters: bool
) -> None:
    known = f"declared are {', '.join(f'`{index}`' for index in sorted(declared))}" if declared else "none is declared"
    message = f"The source of `{name}` names the index `{source.value}`, which is not declared; {known}."
    if matters:
        document.mistake_at_line(message, source.line, source.value)
    else:
        document.notes.append(f"{message} Nothing requires `{name}`, so this does not matter.")
