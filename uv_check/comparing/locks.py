"""A universal answer beside the `uv.lock` that uv wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from packaging.specifiers import SpecifierSet

from resolver_core import Edge, MarkerSet, Pin, PinKey, Problem, Resolution, clashes, conflict_extra
from uv_check.comparing.difference import Difference, Field

_REQUEST = "(the request)"


def compare_locks(ours: Resolution, uv: Resolution, problem: Problem) -> list[Difference]:
    """Every difference, the versions first. Both are solved.

    Markers are compared as sets of environments: within the Pythons and the environments of the project, and where no
    two extras or groups are on that the project declares to conflict. What uv itself knows to be no environment at all
    (`os_name == 'posix'` on Windows) does not count either.
    """
    care = _pythons(ours) & ~clashes(problem.conflicts) & _union(problem.environments)
    comparison = _Comparison(ours, uv, care, problem)
    return [
        *comparison.versions(),
        *comparison.whole(),
        *comparison.packages(),
        *comparison.dependencies(),
    ]


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """From whom, and by which of its extras or groups, to whom."""

    parent: str
    extra: str
    group: str
    child: str

    def __str__(self) -> str:
        whose = f"[{self.extra}]" if self.extra else f":{self.group}" if self.group else ""
        return f"{self.parent}{whose} -> {self.child}"


@dataclass(frozen=True, slots=True)
class _Comparison:
    ours: Resolution
    uv: Resolution
    care: MarkerSet  #: the environments that count
    problem: Problem

    def versions(self) -> Iterator[Difference]:
        """The versions of every project, and where they come from."""
        mine, theirs = _by_name(self.ours), _by_name(self.uv)
        for name in sorted(mine.keys() | theirs.keys()):
            here, there = mine.get(name, []), theirs.get(name, [])
            versions, others = _listed(pin.version for pin in here), _listed(pin.version for pin in there)
            yield from _differing(Field.VERSION, name, versions, others)
            if versions == others:
                yield from _differing(Field.SOURCE, name, _listed(map(_source, here)), _listed(map(_source, there)))

    def whole(self) -> Iterator[Difference]:
        """What is said of the whole answer."""
        ours, uv = self.ours, self.uv
        if _pythons(ours) != _pythons(uv):
            yield Difference(Field.REQUIRES_PYTHON, "", ours.requires_python, uv.requires_python)
        yield from self._marker_lists(Field.FORKS, "", ours.fork_markers, uv.fork_markers)
        yield from self._marker_lists(Field.SUPPORTED, "", ours.supported_markers, uv.supported_markers)
        yield from self._marker_lists(Field.REQUIRED, "", ours.required_markers, uv.required_markers)

    def packages(self) -> Iterator[Difference]:
        """What is said of a version that both have.

        Where extras or groups conflict a lock does not say where a version is needed: who is asked for decides.
        """
        theirs = {_place(pin.key): pin for pin in self.uv.pins}
        for pin in self.ours.pins:
            other = theirs.get(_place(pin.key))
            if other is None or pin.is_root:
                continue
            yield from self._marker_lists(Field.FORK_MARKERS, _named(pin.key), pin.fork_markers, other.fork_markers)
            if not self.problem.conflicts and not self._same(pin.marker, other.marker, _forks(pin)):
                yield Difference(Field.MARKER, _named(pin.key), pin.marker, other.marker)
            if pin.index_url is not None:
                yield from _unknown_files(pin, other)

    def dependencies(self) -> Iterator[Difference]:
        """Who requires whom, where, and with which extras.

        What a marker says counts where the parent is needed, and in the forks in which the child is.
        """
        mine, theirs = _links(self.ours), _links(self.uv)
        where = self._needed(mine)
        forks = {_named(pin.key): _forks(pin) for pin in self.ours.pins}
        for link in sorted(mine.keys() | theirs.keys()):
            here, there = mine.get(link), theirs.get(link)
            child = link.child.partition("[")[0]
            whose = f"{link.parent}[{link.extra}]" if link.extra else link.parent
            within = where.get(whose, MarkerSet.TRUE) & self._asked_for(link) & forks.get(child, MarkerSet.TRUE)
            if here is None or there is None or not self._same(here, there, within):
                field = Field.EXTRAS if "[" in link.child else Field.EDGES
                yield Difference(field, str(link), _shown(here), _shown(there))

    def _needed(self, links: Mapping[_Link, str]) -> dict[str, MarkerSet]:
        """Where each version is needed, and each extra of one."""
        found = {_named(pin.key): _marker(pin.marker) for pin in self.ours.pins}
        for link, marker in links.items():
            if "[" in link.child:
                asked = _marker(marker) & self._asked_for(link) & found.get(link.parent, MarkerSet.TRUE)
                found[link.child] = found.get(link.child, MarkerSet.FALSE) | asked
        return found

    def _asked_for(self, link: _Link) -> MarkerSet:
        """Where an extra or group of the project itself is on, as far as it is declared to conflict."""
        if link.parent != _REQUEST:
            return MarkerSet.TRUE
        for item in (item for conflict in self.problem.conflicts for item in conflict):
            is_whole = item.extra is None and item.group is None
            if item.package == self.problem.name and (item.extra or "", item.group or "") == (link.extra, link.group):
                return MarkerSet.TRUE if is_whole else conflict_extra(item)
        return MarkerSet.TRUE

    def _marker_lists(
        self, field: Field, project: str, ours: tuple[str, ...], uv: tuple[str, ...]
    ) -> Iterator[Difference]:
        """In their order: uv writes them in the order in which the parts were solved."""
        if len(ours) != len(uv) or not all(map(self._same, ours, uv)):
            yield Difference(field, project, " | ".join(ours), " | ".join(uv))

    def _same(self, one: str, other: str, within: MarkerSet = MarkerSet.TRUE) -> bool:
        if one == other:
            return True
        here, there = _marker(one), _marker(other)
        return ((here & ~there | there & ~here) & self.care & within).disjoint(MarkerSet.TRUE)


def _pythons(resolution: Resolution) -> MarkerSet:
    """uv writes some ranges in other words."""
    return MarkerSet.python_specifier(SpecifierSet(resolution.requires_python))


def _by_name(resolution: Resolution) -> dict[str, list[Pin]]:
    found: dict[str, list[Pin]] = {}
    for pin in sorted(resolution.pins, key=lambda pin: pin.key):
        if not pin.is_root:
            found.setdefault(pin.project, []).append(pin)
    return found


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


def _unknown_files(pin: Pin, other: Pin) -> Iterator[Difference]:
    """A lock leaves out wheels that no Python of the project could use; an answer of ours has all of the version."""
    known = {file.filename for file in pin.distributions}
    missing = [file.filename for file in other.distributions if file.filename not in known]
    yield from _differing(Field.FILES, _named(pin.key), "", _listed(missing))


def _differing(field: Field, project: str, ours: str, uv: str) -> Iterator[Difference]:
    if ours != uv:
        yield Difference(field, project, ours, uv)


def _forks(pin: Pin) -> MarkerSet:
    """Where the forks are that have this version."""
    return _union(pin.fork_markers)


def _union(markers: Sequence[str]) -> MarkerSet:
    """Where one of them holds; everywhere where there are none."""
    found = MarkerSet.FALSE
    for text in markers:
        found = found | _marker(text)
    return found if markers else MarkerSet.TRUE


def _marker(text: str) -> MarkerSet:
    return MarkerSet.parse(text)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values)))


def _source(pin: Pin) -> str:
    return pin.key.source.rstrip("/")


def _place(key: PinKey) -> tuple[str, str, str]:
    return key.project, str(key.version), key.source.rstrip("/")


def _named(key: PinKey) -> str:
    return f"{key.project} {key.version}"


def _shown(marker: str | None) -> str:
    return "" if marker is None else marker or "always"
