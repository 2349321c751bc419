"""Every version of a project, newest first, with what each mode made of it and why.

The reasons are those of the two solves themselves (`considered`): nothing is judged again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.installed import part_of, synthetic_extra_of
from resolver_core.answer.resolution import Edge, PinKey, Resolution, marker_of
from resolver_core.answer.version_fates import Considered, PassedOver, Required
from resolver_core.candidates.rejection import RejectionReason, shown
from resolver_core.explain.explanation import Ladder, Rung, Standing, State
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.wording import ladders as words
from resolver_core.explain.wording import names
from resolver_core.markers import MarkerSet
from resolver_core.targets.environment import Environment

FOLDED = 3
"""So many versions in a row of which the same is said become one rung."""


def ladders(laboratory: Laboratory) -> Iterator[Ladder]:
    """The ladders of all projects of either answer; nothing new is read or solved."""
    single = _Mode.of(laboratory, Start.SINGLE, laboratory.single)
    universal = _Mode.of(laboratory, Start.UNIVERSAL, laboratory.universal)
    for project in sorted(single.projects | universal.projects):
        yield Ladder(project, laboratory.target, tuple(_rungs(single, universal, project)))


def _rungs(single: _Mode, universal: _Mode, project: NormalizedName) -> Iterator[Rung]:
    uploads = {**universal.uploads(project), **single.uploads(project)}
    versions = sorted(uploads, reverse=True)
    judges = single.judge(project), universal.judge(project)
    standings = [(judges[0](version), judges[1](version)) for version in versions]
    taken = {place for place, both in enumerate(standings) if any(map(_is_taken, both))}
    alone = {place + step for place in taken for step in (-1, 0, 1)}
    start = 0
    while start < len(versions):
        end = start + 1
        while end < len(versions) and not {start, end} & alone and _is_said(standings[end], standings[start]):
            end += 1
        for first, stop in [(start, end)] if end - start >= FOLDED else [(one, one + 1) for one in range(start, end)]:
            prereleases = sum(both != standings[first] for both in standings[first:stop])
            yield Rung(tuple(versions[first:stop]), uploads[versions[first]], prereleases, *standings[first])
        start = end


Both = tuple[Standing | None, Standing | None]


def _is_said(both: Both, run: Both) -> bool:
    """Whether a version belongs to a run: each mode says the same of it, or nothing but that it is a pre-release."""
    return all(
        one == other or (one and one.kind) == RejectionReason.PRERELEASE for one, other in zip(both, run, strict=True)
    )


def _is_taken(standing: Standing | None) -> bool:
    return standing is not None and any(each.state is State.TAKEN for each in (standing, *standing.elsewhere))


@dataclass(frozen=True)
class _Mode:
    """One mode's solve."""

    resolution: Resolution
    target: Environment
    considered: Mapping[NormalizedName, list[Considered]]
    selected: frozenset[str]  #: extras and groups of the project: "project[extra]"
    parents: dict[str, Mapping[PinKey, Edge]] = field(default_factory=dict, compare=False)
    """By part of the solve: by whom each pin was reached first there, from the user's lines down."""

    @classmethod
    def of(cls, laboratory: Laboratory, start: Start, resolution: Resolution) -> _Mode:
        kept = {pin.project for pin in resolution.pins}
        considered: dict[NormalizedName, list[Considered]] = {}
        for one in laboratory.considered(start):
            if one.project in kept or not resolution.solved:
                considered.setdefault(one.project, []).append(one)
        name, selection = laboratory.problem.name, laboratory.selection
        selected = {f"{name}[{extra}]" for extra in selection.extras} | {
            f"{name}:{group}" for group in selection.groups
        }
        return cls(resolution, laboratory.target, considered, frozenset(selected))

    @property
    def projects(self) -> set[NormalizedName]:
        return set(self.considered)

    def uploads(self, project: NormalizedName) -> dict[Version, datetime | None]:
        return {version: at for one in self.considered.get(project, ()) for version, at in one.uploads.items()}

    def judge(self, project: NormalizedName) -> Callable[[Version], Standing | None]:
        parts = self.considered.get(project, [])
        if not parts:
            return lambda _: self._of_no_part()
        here = {part.fork for part in parts if self._is_here(part)}
        everywhere = len(parts) >= len(self.resolution.forks)

        def judged(version: Version) -> Standing:
            groups: dict[Standing, list[Considered]] = {}
            for part in parts:
                groups.setdefault(self._of_part(part, version), []).append(part)
            return _united(groups, here, everywhere=everywhere)

        return judged

    def _is_here(self, part: Considered) -> bool:
        """Whether it is the part for the target and the selection."""
        on, off = self.selected.issuperset(part.included), self.selected.isdisjoint(part.excluded)
        return on and off and marker_of(part.marker).evaluate(self.target.markers)

    def _of_no_part(self) -> Standing | None:
        """A solve without an answer did not come to the project; one with an answer does not need it."""
        if self.resolution.solved:
            return None
        return Standing(State.NOT_REACHED, text=words.NOT_REACHED)

    def _of_part(self, part: Considered, version: Version) -> Standing:
        if version == part.taken:
            return Standing(State.TAKEN)
        over = part.reasons.get(version)
        if over is not None:
            return self._passed(part, over)
        if version not in part.uploads:
            return Standing(State.PASSED, RejectionReason.OTHER_INDEX.value, words.NOT_LISTED)
        if part.taken is None:
            return Standing(State.NOT_REACHED, text=words.NOT_REACHED)
        return Standing(State.NOT_NEEDED, text=words.not_needed(part.taken))

    def _passed(self, part: Considered, over: PassedOver) -> Standing:
        required = over.required
        return Standing(
            state=State.PASSED,
            kind=shown(over.reason),
            text=words.passed(over, self.resolution, self.target),
            line=None if required is None else required.line,
            path=() if required is None else self._path(part, required),
            detail=words.files(over),
            files=tuple(file.filename for file in over.files),
        )

    def _path(self, part: Considered, required: Required) -> tuple[str, ...]:
        """The way from a line of the user down to a parent, in one part of the solve."""
        if required.parent is None:
            return () if required.line is None else (names.line(required.line),)
        if part.fork not in self.parents:
            self.parents[part.fork] = _parents(self.resolution, part)
        parents, asker = self.parents[part.fork], (required.parent, required.version)
        way: list[str] = []
        key = next((key for key in parents if (key.project, key.version) == asker), None)
        seen: set[PinKey] = set()
        while key is not None and key not in seen:
            seen.add(key)
            way.append(names.pinned(key))
            edge = parents[key]
            if edge.line is not None:
                way.append(names.line(edge.line))
                break
            key = edge.parent if edge.parent in parents else None
        return tuple(reversed(way))


def _united(groups: Mapping[Standing, list[Considered]], here: set[str], *, everywhere: bool) -> Standing:
    """One standing for all parts: where it was taken first, then that of the target's part.

    That another part has a version already says least: it comes last.
    """

    def key(standing: Standing) -> tuple[bool, bool, bool]:
        is_here = any(part.fork in here for part in groups[standing])
        return standing.state is not State.TAKEN, standing.kind == RejectionReason.PREFERENCE, not is_here

    ordered = sorted(groups, key=key)
    if len(ordered) == 1 and everywhere:
        return ordered[0]
    first, *others = (replace(each, where=_where(groups[each])) for each in ordered)
    return replace(first, elsewhere=tuple(others))


def _where(parts: list[Considered]) -> str:
    """The environments of parts, with the conflicting extras and groups that are on in them."""
    united: dict[tuple[str, ...], MarkerSet] = {}
    for part in parts:
        united[part.included] = united.get(part.included, MarkerSet.FALSE) | marker_of(part.marker)
    return words.places((items, None if marker.is_true else str(marker)) for items, marker in united.items())


def _parents(resolution: Resolution, part: Considered) -> dict[PinKey, Edge]:
    """For each pin the edge by which it is reached first in a part, breadth first from the request."""
    scope, included = marker_of(part.marker), [synthetic_extra_of(item) for item in part.included]
    roots: list[PinKey | None] = [None, *(pin.key for pin in resolution.pins if pin.is_root)]
    found: dict[PinKey, Edge] = {}
    waiting, own = list(roots), set(roots)
    while waiting:
        parent = waiting.pop(0)
        for edge in resolution.edges_from(parent):
            if edge.child in found or edge.child in own:
                continue
            holds = marker_of(edge.marker).assume_extras(included).without_extras(on=False)
            if part_of(edge) not in part.excluded and not (scope & holds).is_false:
                found[edge.child] = edge
                waiting.append(edge.child)
    return found
