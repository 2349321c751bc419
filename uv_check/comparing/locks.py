"""A universal answer beside the `uv.lock` that uv wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet

from resolver_core import Edge, MarkerSet, Pin, PinKey, Resolution
from uv_check.comparing.difference import Difference, Field

_REQUEST = "(the request)"


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """From whom, and by which of its extras or groups, to whom."""

    parent: str
    extra: str
    group: str
    child: str


def compare_locks(ours: Resolution, uv: Resolution) -> list[Difference]:
    """Every difference, the versions first. Both are solved. Markers are compared as sets of environments."""
    return [*_versions(ours, uv), *_whole(ours, uv), *_packages(ours, uv), *_dependencies(ours, uv)]


def _versions(ours: Resolution, uv: Resolution) -> Iterator[Difference]:
    mine, theirs = _by_name(ours), _by_name(uv)
    for name in sorted(mine.keys() | theirs.keys()):
        here, there = mine.get(name, []), theirs.get(name, [])
        yield from _differing(
            Field.VERSION, name, _listed(pin.version for pin in here), _listed(p.version for p in there)
        )
        if _listed(pin.version for pin in here) == _listed(pin.version for pin in there):
            yield from _differing(Field.SOURCE, name, _listed(map(_source, here)), _listed(map(_source, there)))


def _by_name(resolution: Resolution) -> dict[str, list[Pin]]:
    found: dict[str, list[Pin]] = {}
    for pin in sorted(resolution.pins, key=lambda pin: pin.key):
        if not pin.is_root:
            found.setdefault(pin.project, []).append(pin)
    return found


def _source(pin: Pin) -> str:
    return pin.key.source.rstrip("/")


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values)))


def _whole(ours: Resolution, uv: Resolution) -> Iterator[Difference]:
    if SpecifierSet(ours.requires_python) != SpecifierSet(uv.requires_python):
        yield Difference(Field.REQUIRES_PYTHON, "", ours.requires_python, uv.requires_python)
    yield from _marker_lists(Field.FORKS, "", ours.fork_markers, uv.fork_markers)
    yield from _marker_lists(Field.SUPPORTED, "", ours.supported_markers, uv.supported_markers)
    yield from _marker_lists(Field.REQUIRED, "", ours.required_markers, uv.required_markers)


def _packages(ours: Resolution, uv: Resolution) -> Iterator[Difference]:
    theirs = {_place(pin.key): pin for pin in uv.pins}
    for pin in ours.pins:
        other = theirs.get(_place(pin.key))
        if other is None or pin.is_root:
            continue
        yield from _marker_lists(Field.FORK_MARKERS, _named(pin.key), pin.fork_markers, other.fork_markers)
        if not _same_marker(pin.marker, other.marker):
            yield Difference(Field.MARKER, _named(pin.key), pin.marker, other.marker)
        if pin.index_url is not None:
            yield from _unknown_files(pin, other)


def _unknown_files(pin: Pin, other: Pin) -> Iterator[Difference]:
    """A lock leaves out wheels that no Python of the project could use; an answer of ours has all of the version."""
    known = {file.filename for file in pin.distributions}
    missing = [file.filename for file in other.distributions if file.filename not in known]
    yield from _differing(Field.FILES, _named(pin.key), "", _listed(missing))


def _dependencies(ours: Resolution, uv: Resolution) -> Iterator[Difference]:
    mine, theirs = _links(ours), _links(uv)
    for link in sorted(mine.keys() | theirs.keys()):
        here, there = mine.get(link), theirs.get(link)
        if here is None or there is None or not _same_marker(here, there):
            field = Field.EXTRAS if "[" in link.child else Field.EDGES
            yield Difference(field, _words(link), _shown(here), _shown(there))


def _links(resolution: Resolution) -> dict[_Link, str]:
    """By link, the union of the markers of all its edges."""
    roots = {pin.key for pin in resolution.pins if pin.is_root}
    found: dict[_Link, MarkerSet] = {}
    for edge in resolution.edges:
        if edge.parent is None and edge.child in roots:
            continue  # what is asked about; a lock says it nowhere
        for child in _children(edge):
            parent = _REQUEST if edge.parent is None or edge.parent in roots else _named(edge.parent)
            link = _Link(parent, edge.parent_extra or "", edge.parent_group or "", child)
            found[link] = found.get(link, MarkerSet.FALSE) | _marker(edge.marker)
    return {link: str(marker) for link, marker in found.items()}


def _children(edge: Edge) -> Iterator[str]:
    """The version alone, and with the extra that is asked for: a lock has both in one entry."""
    yield _named(edge.child)
    if edge.child_extra is not None:
        yield f"{_named(edge.child)}[{edge.child_extra}]"


def _marker(text: str) -> MarkerSet:
    return MarkerSet.parse(text) if text else MarkerSet.TRUE


def _same_marker(one: str, other: str) -> bool:
    return one == other or _marker(one) == _marker(other)


def _marker_lists(field: Field, project: str, ours: tuple[str, ...], uv: tuple[str, ...]) -> Iterator[Difference]:
    """In their order: uv writes them in the order in which the parts were solved."""
    if len(ours) != len(uv) or not all(map(_same_marker, ours, uv)):
        yield Difference(field, project, " | ".join(ours), " | ".join(uv))


def _differing(field: Field, project: str, ours: str, uv: str) -> Iterator[Difference]:
    if ours != uv:
        yield Difference(field, project, ours, uv)


def _place(key: PinKey) -> tuple[str, str, str]:
    return key.project, str(key.version), key.source.rstrip("/")


def _named(key: PinKey) -> str:
    return f"{key.project} {key.version}"


def _words(link: _Link) -> str:
    whose = f"[{link.extra}]" if link.extra else f":{link.group}" if link.group else ""
    return f"{link.parent}{whose} -> {link.child}"


def _shown(marker: str | None) -> str:
    return "" if marker is None else marker or "always"
