"""`tool.uv.sources`: where a requirement comes from (uv-resolution section 1.3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

from packaging.utils import NormalizedName

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.document import Document, type_name
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import Source, SourceKind
from resolver_core.inputs.requirement import parse_marker, parse_name, parse_url

Sources = dict[NormalizedName, tuple[Source, ...]]

_KEYS_BESIDE_KIND = frozenset(
    ("subdirectory", "rev", "tag", "branch", "lfs", "editable", "package", "marker", "extra", "group")
)


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
    entries = [entry for place in places if (entry := _entry(document, place, name)) is not None]
    _check_several(document, path, name, entries)
    return entries


def _entry(document: Document, path: Path, name: NormalizedName) -> Source | None:
    table = document.table(path)
    kinds = [kind for kind in SourceKind if kind in table]
    for key in table.keys() - _KEYS_BESIDE_KIND - set(SourceKind):
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
    )


def _value(document: Document, path: Path, kind: SourceKind) -> str | None:
    if kind is SourceKind.WORKSPACE:
        return str(document.boolean((*path, kind)) or False).lower()
    if kind is SourceKind.URL:
        return document.read_string((*path, kind), parse_url)
    return document.string((*path, kind))


def _kind_list() -> str:
    return ", ".join(f"`{kind}`" for kind in SourceKind)


def _check_several(document: Document, path: Path, name: NormalizedName, entries: Iterable[Source]) -> None:
    """Entries that could apply together must be told apart by markers."""
    for one, other in combinations(entries, 2):
        if (one.extra, one.group) == (other.extra, other.group) and None in (one.marker, other.marker):
            document.mistake(
                f"`{name}` has several sources: each needs a `marker` that tells it from the others.", path
            )
            return


def check_sources(
    document: Document,
    sources: Sources,
    indexes: Iterable[IndexLocation],
    used: Collection[NormalizedName],
) -> None:
    """Record a mistake for every used source that refers to an index nobody declared."""
    declared = {index.name for index in indexes if index.name is not None}
    for name, entries in sources.items():
        for source in entries:
            if source.kind is not SourceKind.INDEX or source.value in declared:
                continue
            known = f"declared are {', '.join(f'`{n}`' for n in sorted(declared))}" if declared else "none is declared"
            message = f"The source of `{name}` names the index `{source.value}`, which is not declared; {known}."
            if name in used:
                document.mistake_at_line(message, source.line, source.value)
            else:
                document.notes.append(f"{message} Nothing requires `{name}`, so this does not matter.")
