"""What an edit moved, in a line per side: for the page of the new answer."""

from __future__ import annotations

from dataclasses import dataclass

from webui.resolutions.asking.askers import NOBODY
from webui.resolutions.asking.readers import visible_to
from webui.resolutions.models import Submission
from webui.resolutions.showing.pairs import Change, Pair, SideChanges

MOST = 4
COMMANDS = {"single": "uv pip install", "universal": "uv lock"}


@dataclass(frozen=True, slots=True)
class MovedSide:
    """The changes of one side. `more` counts those that are not named."""

    kind: str
    glyph: str
    command: str
    changes: tuple[str, ...]
    more: int
    trouble: str  #: why there is nothing to compare, "" where there is


def moved_since(submission: Submission) -> list[MovedSide]:
    """What came out otherwise than in the answer that this one was made from; nothing where that is not for everybody.

    A stored page has one text for all readers.
    """
    everybodys = Submission.objects.filter(visible_to(NOBODY), pk=submission.parent_id)
    parent = everybodys.prefetch_related("solves").first() if submission.parent_id else None
    if parent is None or parent.is_running or submission.is_running:
        return []
    return [_moved(side) for side in Pair(parent, submission).sides]


def _moved(side: SideChanges) -> MovedSide:
    words = tuple(_in_words(one) for one in side.changes[:MOST])
    return MovedSide(side.kind, side.glyph, COMMANDS[side.kind], words, len(side.changes) - len(words), side.trouble)


def _in_words(change: Change) -> str:
    """ "torch 2.5.1 → 2.4.1", "triton 3.1.0 added", "idna: another metadata file"."""
    before, after = (" and ".join(dict.fromkeys(one.version for one in held)) for held in (change.before, change.after))
    if change.word in ("added", "removed"):
        return f"{change.project} {before or after} {change.word}"
    if before != after:
        return f"{change.project} {before} → {after}"
    return f"{change.project}: another {change.word}"
