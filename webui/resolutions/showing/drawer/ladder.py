"""The stored ladder of a project as the drawer shows it: every version, newest first, in two gutters."""

from __future__ import annotations

from dataclasses import dataclass

from resolver_core import RungEntry, StandingEntry
from webui.resolutions.models import StoredLadder

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


def ladder_of(submission_id: str, target: int, project: str) -> LadderView | None:
    """The ladder of a project at a target; None where none is stored."""
    found = StoredLadder.objects.filter(submission=submission_id, target=target, project=project)
    document = found.values_list("document", flat=True).first()
    if document is None:
        return None
    rungs = [rung_view(entry) for entry in document["rungs"]]
    lowest = max((number for number, rung in enumerate(rungs) if rung.is_taken), default=len(rungs))
    return LadderView(tuple(rungs[: lowest + 2]), tuple(rungs[lowest + 2 :]))


def rung_view(entry: RungEntry) -> RungView:
    """The view of an entry of `rungs`."""
    return RungView(
        versions=tuple(entry["versions"]),
        prereleases=entry["prereleases"],
        uploaded=(entry["uploaded_at"] or "")[:10],
        single=_standing(entry["single"]),
        universal=_standing(entry["universal"]),
    )


def _standing(entry: StandingEntry | None) -> StandingView | None:
    return None if entry is None else _side(entry)


def _side(entry: StandingEntry) -> StandingView:
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
