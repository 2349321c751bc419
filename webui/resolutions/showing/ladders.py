"""The stored ladder of a project as the drawer shows it: every version, newest first, in two gutters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from packaging.version import Version

from webui.resolutions.models import StoredLadder

Document = dict[str, Any]

_WORDS: dict[str, str] = {
    "taken": "taken",
    "passed": "passed over",
    "not-needed": "not needed",
    "not-reached": "not reached",
}
GLYPHS = {"single": {"taken": "●", "passed": "○"}, "universal": {"taken": "◆", "passed": "◇"}}
NOTHING = "·"


@dataclass(frozen=True, slots=True)
class StandingView:
    """What one mode made of a run of versions."""

    state: str  #: "taken", "passed", "not-needed" or "not-reached"
    word: str
    text: str
    line: int | None  #: of the pasted text, where the way to the reason begins
    way: tuple[str, ...]  #: from there down to who requires it, where there is somebody between
    where: str
    detail: str
    nearest: tuple[str, ...]  #: files
    elsewhere: tuple[StandingView, ...]

    @property
    def is_taken(self) -> bool:
        """Whether any part of the mode takes it."""
        return any(each.state == "taken" for each in (self, *self.elsewhere))


@dataclass(frozen=True, slots=True)
class Mark:
    """A mode's place in the gutter."""

    kind: str  #: "single" or "universal"
    glyph: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class RungView:
    """A run of versions of which the same is said."""

    versions: tuple[str, ...]
    prereleases: int
    uploaded: str  #: the day of the newest one; "" where the index does not say
    single: StandingView | None
    universal: StandingView | None

    @property
    def newest(self) -> str:
        """The first of the run."""
        return self.versions[0]

    @property
    def oldest(self) -> str:
        """The last of the run."""
        return self.versions[-1]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.versions)

    @property
    def is_run(self) -> bool:
        """Whether it is more than one version."""
        return self.count > 1

    @property
    def is_taken(self) -> bool:
        """Whether a mode takes it."""
        return any(side is not None and side.is_taken for side in (self.single, self.universal))

    @property
    def marks(self) -> list[Mark]:
        """The two gutters."""
        return [_mark("single", self.single), _mark("universal", self.universal)]

    @property
    def says_one_thing(self) -> bool:
        """Whether both modes say the same of it, so that it is told once."""
        return self.single is not None and self.single == self.universal


def _mark(kind: str, side: StandingView | None) -> Mark:
    if side is None:
        return Mark(kind, "", "absent", "not needed")
    state = "taken" if side.is_taken else side.state
    return Mark(kind, GLYPHS[kind].get(state, NOTHING), state, _WORDS.get(state, state))


@dataclass(frozen=True, slots=True)
class LadderView:
    """The rungs around the picks, and those below them, which are folded."""

    rungs: tuple[RungView, ...]
    below: tuple[RungView, ...]

    @property
    def count_below(self) -> int:
        """How many versions are folded."""
        return sum(rung.count for rung in self.below)


@dataclass(frozen=True, slots=True)
class Held:
    """Why one mode does not have the newest version."""

    kind: str
    glyph: str
    standing: StandingView


@dataclass(frozen=True, slots=True)
class NewestView:
    """How far a project is behind what its index lists up to the cut-off. Pre-releases count where nothing else is."""

    newest: str
    allowed: str  #: the newest one that the user's own lines allow; "" for none
    held: tuple[Held, ...]  #: none where every mode has the newest

    @property
    def is_held_by_own_lines(self) -> bool:
        """Whether the user's own lines leave the newest out."""
        return self.allowed != self.newest


def newest_of(submission_id: str, target: int) -> dict[str, NewestView]:
    """By project: the newest version, and what holds it back. Empty until the ladders are stored."""
    rows = StoredLadder.objects.filter(submission=submission_id, target=target).values_list("project", "document")
    found = ((project, _newest(document["rungs"])) for project, document in rows)
    return {project: newest for project, newest in found if newest is not None}


def _newest(rungs: list[Document]) -> NewestView | None:
    listed = [(version, rung) for rung in rungs for version in rung["versions"] if not _has_kind(rung, {"cut-off"})]
    stable = [(version, rung) for version, rung in listed if not Version(version).is_prerelease] or listed
    if not stable:
        return None
    newest, rung = stable[0]
    allowed = next((version for version, rung in stable if not _is_left_out_by_the_user(rung)), "")
    return NewestView(newest, allowed, tuple(_held(_rung(rung))))


def _held(rung: RungView) -> Iterator[Held]:
    for kind, side in (("single", rung.single), ("universal", rung.universal)):
        if side is not None and not side.is_taken and side.state == "passed":
            yield Held(kind, GLYPHS[kind]["taken"], side)


def _has_kind(rung: Document, kinds: set[str]) -> bool:
    """Whether every mode that has the project passes a run over for one of these kinds."""
    sides = [side for side in (rung["single"], rung["universal"]) if side is not None]
    return bool(sides) and all(side["kind"] in kinds for side in sides)


def _is_left_out_by_the_user(rung: Document) -> bool:
    sides = [side for side in (rung["single"], rung["universal"]) if side is not None]
    return any(side["kind"] in ("constraint", "override") or _is_own(side) for side in sides)


def _is_own(side: Document) -> bool:
    """Whether a requirement of the user's own excludes it, rather than one of a package."""
    return side["kind"] == "requirement" and len(side["path"]) < 2 and side["line"] is not None


def ladder_of(submission_id: str, target: int, project: str) -> LadderView | None:
    """The ladder of a project at a target; None where none is stored."""
    found = StoredLadder.objects.filter(submission=submission_id, target=target, project=project)
    document: Document | None = found.values_list("document", flat=True).first()
    if document is None:
        return None
    rungs = [_rung(entry) for entry in document["rungs"]]
    lowest = max((number for number, rung in enumerate(rungs) if rung.is_taken), default=len(rungs))
    return LadderView(tuple(rungs[: lowest + 2]), tuple(rungs[lowest + 2 :]))


def _rung(entry: Document) -> RungView:
    return RungView(
        versions=tuple(entry["versions"]),
        prereleases=entry["prereleases"],
        uploaded=(entry["uploaded_at"] or "")[:10],
        single=_standing(entry["single"]),
        universal=_standing(entry["universal"]),
    )


def _standing(entry: Document | None) -> StandingView | None:
    return None if entry is None else _side(entry)


def _side(entry: Document) -> StandingView:
    first, *names = entry["path"] or [""]
    line = first.removeprefix("line ") if first.startswith("line ") else ""
    return StandingView(
        state=entry["state"],
        word=_WORDS.get(entry["state"], str(entry["state"])),
        text=entry["text"],
        line=int(line) if line.isdecimal() else entry["line"],
        way=tuple(names),
        where=entry["where"],
        detail=entry["detail"],
        nearest=tuple(entry["files"]) if entry["kind"] == "no-file" else (),
        elsewhere=tuple(map(_side, entry["elsewhere"])),
    )
