"""The stored ladder of a project as the drawer shows it: every version, newest first, in two gutters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webui.resolutions.models import StoredLadder

Document = dict[str, Any]

_WORDS: dict[str, str] = {"taken": "taken", "passed": "passed over", "not-needed": "not needed"}


@dataclass(frozen=True, slots=True)
class StandingView:
    """What one mode made of a run of versions."""

    state: str  #: "taken", "passed" or "not-needed"
    word: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class RungView:
    """A run of versions of which the same is said."""

    newest: str
    oldest: str
    count: int
    prereleases: int
    uploaded: str  #: the day of the newest one; "" where the index does not say
    single: StandingView | None
    universal: StandingView | None

    @property
    def is_run(self) -> bool:
        """Whether it is more than one version."""
        return self.count > 1

    @property
    def is_taken(self) -> bool:
        """Whether a mode takes it."""
        return any(side is not None and side.state == "taken" for side in (self.single, self.universal))

    @property
    def says_one_thing(self) -> bool:
        """Whether both modes say the same of it, so that it is told once."""
        return self.single is not None and self.single == self.universal


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
    document: Document | None = found.values_list("document", flat=True).first()
    if document is None:
        return None
    rungs = [_rung(entry) for entry in document["rungs"]]
    lowest = max((number for number, rung in enumerate(rungs) if rung.is_taken), default=len(rungs))
    return LadderView(tuple(rungs[: lowest + 2]), tuple(rungs[lowest + 2 :]))


def _rung(entry: Document) -> RungView:
    return RungView(
        newest=entry["newest"],
        oldest=entry["oldest"],
        count=entry["count"],
        prereleases=entry["prereleases"],
        uploaded=(entry["uploaded_at"] or "")[:10],
        single=_standing(entry["single"]),
        universal=_standing(entry["universal"]),
    )


def _standing(entry: Document | None) -> StandingView | None:
    if entry is None:
        return None
    return StandingView(entry["state"], _WORDS.get(entry["state"], str(entry["state"])), entry["text"], entry["line"])
