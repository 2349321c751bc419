"""Every version of a project, newest first, with what each mode made of it and why.

The reasons are those of the two solves themselves (`considered`): nothing is judged again here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.considered import Considered, Reason, ReasonKind
from resolver_core.environment import Environment
from resolver_core.explain.changes import Start
from resolver_core.explain.laboratory import Laboratory
from resolver_core.explain.ladder_sentences import detail_of, passed_sentence
from resolver_core.explain.model import Ladder, Rung, Standing, State
from resolver_core.markers import MarkerSet
from resolver_core.resolution import Edge, PinKey, Resolution, marker_of

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
    """Whether a version belongs to a run: the same is said of it, or nothing but that it is a pre-release."""
    return both == run or all(standing is None or standing.kind == ReasonKind.PRERELEASE for standing in both)


def _is_taken(standing: Standing | None) -> bool:
    return standing is not None and any(each.state is State.TAKEN for each in (standing, *standing.elsewhere))


@dataclass(frozen=True)
class _Mode:
    """One mode's solve."""

    resolution: Resolution
    target: Environment
    considered: Mapping[NormalizedName, list[Considered]]
    parents: Mapping[PinKey, Edge]  #: by whom each pin was reached first, from the user's lines down

    @classmethod
    def of(cls, laboratory: Laboratory, start: Start, resolution: Resolution) -> _Mode:
        kept = {pin.project for pin in resolution.pins}
        considered: dict[NormalizedName, list[Considered]] = {}
        for one in laboratory.considered(start):
            if one.project in kept or not resolution.solved:
                considered.setdefault(one.project, []).append(one)
        return cls(resolution, laboratory.target, considered, _parents(resolution))

    @property
    def projects(self) -> set[NormalizedName]:
        return set(self.considered)

    def uploads(self, project: NormalizedName) -> dict[Version, datetime | None]:
        return {version: at for one in self.considered.get(project, ()) for version, at in one.uploads.items()}

    def judge(self, project: NormalizedName) -> Callable[[Version], Standing | None]:
        parts = self.considered.get(project, [])
        if not parts:
            return lambda _: self._of_no_part()
        here = [marker_of(part.marker).evaluate(self.target.markers) for part in parts]
        everywhere = len(parts) >= len(self.resolution.forks)

        def judged(version: Version) -> Standing:
            groups: dict[Standing, tuple[list[str], bool]] = {}
            for part, is_here in zip(parts, here, strict=True):
                standing = self._of_part(part, version)
                markers, was_here = groups.get(standing, ([], False))
                groups[standing] = [*markers, part.marker], was_here or is_here
            return _united(groups, everywhere=everywhere)

        return judged

    def _of_no_part(self) -> Standing | None:
        """A solve without an answer did not come to the project; one with an answer does not need it."""
        if self.resolution.solved:
            return None
        return Standing(State.NOT_REACHED, text=NO_ANSWER)

    def _of_part(self, part: Considered, version: Version) -> Standing:
        if version == part.taken:
            return Standing(State.TAKEN)
        reason = part.reasons.get(version)
        if reason is not None:
            return self._passed(reason, version)
        if version not in part.uploads:
            return Standing(State.PASSED, "other-index", "the index that was asked does not list it")
        if part.taken is None:
            return Standing(State.NOT_REACHED, text=NO_ANSWER)
        return Standing(State.NOT_NEEDED, text=f"not needed: {part.taken} was accepted before")

    def _passed(self, reason: Reason, version: Version) -> Standing:
        required = reason.required
        return Standing(
            state=State.PASSED,
            kind=reason.kind.value,
            text=passed_sentence(reason, self.resolution, self.target),
            line=None if required is None else required.line,
            path=() if required is None else self._path(required.parent, required.version, required.line),
            detail=detail_of(reason),
            files=tuple(file.filename for file in reason.files),
        )

    def _path(self, project: NormalizedName | None, version: Version | None, line: int | None) -> tuple[str, ...]:
        """The way from a line of the user down to a parent."""
        if project is None:
            return () if line is None else (f"line {line}",)
        names: list[str] = []
        key = next((key for key in self.parents if (key.project, key.version) == (project, version)), None)
        seen: set[PinKey] = set()
        while key is not None and key not in seen:
            seen.add(key)
            names.append(f"{key.project} {key.version}")
            edge = self.parents[key]
            if edge.line is not None:
                names.append(f"line {edge.line}")
                break
            key = edge.parent if edge.parent in self.parents else None
        return tuple(reversed(names))


NO_ANSWER = "not reached: this mode ended without an answer"


def _united(groups: Mapping[Standing, tuple[list[str], bool]], *, everywhere: bool) -> Standing:
    """One standing for all parts: where it was taken first, then that of the target's part.

    That another part has a version already says least: it comes last.
    """
    ordered = sorted(
        groups,
        key=lambda each: (each.state is not State.TAKEN, each.kind == ReasonKind.PREFERENCE, not groups[each][1]),
    )
    if len(ordered) == 1 and everywhere:
        return ordered[0]
    first, *others = (replace(each, where=_marker(groups[each][0])) for each in ordered)
    return replace(first, elsewhere=tuple(others))


def _marker(texts: list[str]) -> str:
    united = MarkerSet.FALSE
    for text in texts:
        united = united | marker_of(text)
    return str(united)


def _parents(resolution: Resolution) -> dict[PinKey, Edge]:
    """For each pin the edge by which it is reached first, breadth first from the request."""
    roots: list[PinKey | None] = [None, *(pin.key for pin in resolution.pins if pin.is_root)]
    found: dict[PinKey, Edge] = {}
    waiting, own = list(roots), set(roots)
    while waiting:
        parent = waiting.pop(0)
        for edge in resolution.edges_from(parent):
            if edge.child not in found and edge.child not in own:
                found[edge.child] = edge
                waiting.append(edge.child)
    return found
