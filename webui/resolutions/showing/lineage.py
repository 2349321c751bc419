"""What an answer came from, what was made from it, and whether it was solved again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.urls import reverse

from webui.prepared_rows import PreparedRows
from webui.resolutions.documents import ExactlyDocument
from webui.resolutions.models import Origin, QuestionKind, State, Submission
from webui.resolutions.showing import formats
from webui.resolutions.showing.moved import MovedSide, moved_since

MOST = 5
WORDS = {
    Origin.CHANGED: ("Changed from", "Changed"),
    Origin.ANEW: ("Solved again, with the index read anew, after", "Solved again"),
    Origin.IMPORTED: ("Imported beside", "Imported"),
    Origin.PASTED: ("Made from", "Another one was made from it"),
}


@dataclass(frozen=True, slots=True)
class Child:
    """An answer that was made from this one; `moved` is the address of both side by side."""

    word: str
    asked: str
    address: str
    moved: str


@dataclass(frozen=True, slots=True)
class SolvedExactly:
    """What came out when all was solved again on the kept data."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Addresses are "" where there is nothing."""

    word: str
    parent: str
    moved: str
    children: tuple[Child, ...]
    exactly: SolvedExactly | None
    sides: tuple[MovedSide, ...] = ()  #: what came out otherwise than in the parent
    is_imported: bool = False  #: its index data come from a file of another installation

    @property
    def has_nothing_to_compare(self) -> bool:
        """Whether no side can be compared with the parent, which is said once then."""
        return len(self.sides) > 1 and all(side.trouble for side in self.sides)


def lineage(submission: Submission) -> Lineage:
    """Of one answer."""
    word, _ = WORDS[Origin(submission.origin)]
    parent = submission.parent_id or ""
    return Lineage(
        word=word,
        parent=reverse("resolution", args=[parent]) if parent else "",
        moved=reverse("pair", args=[parent, submission.pk]) if parent else "",
        children=tuple(_child(submission, one) for one in _shown_children(submission)),
        exactly=_solved_exactly(submission),
        sides=tuple(moved_since(submission)),
        is_imported=submission.origin == Origin.IMPORTED,
    )


CHILDREN = PreparedRows(
    lambda key: (
        Submission.objects.filter(parent=key, origin=Origin.ANEW)
        .order_by("-created_at")
        .values_list("pk", flat=True)[:MOST]
    )
)
"""Those that ask the same: for the digest of a stored page."""


def _shown_children(submission: Submission) -> list[Submission]:
    """Those that ask the same: what others changed is theirs, and its address is nobody else's business."""
    again = submission.children.filter(origin=Origin.ANEW, used_operator_credentials=False)
    return list(again.order_by("-created_at")[:MOST])


def _child(submission: Submission, child: Submission) -> Child:
    _, word = WORDS[Origin(child.origin)]
    moved = reverse("pair", args=[submission.pk, child.pk])
    return Child(word, formats.moment(child.created_at), child.get_absolute_url(), moved)


def _solved_exactly(submission: Submission) -> SolvedExactly | None:
    row = submission.questions.filter(kind=QuestionKind.EXACTLY).order_by("-pk").first()
    if row is None:
        return None
    if row.state != State.DONE or row.document is None:
        words = row.error or "It is being checked from the stored data"
    else:
        document = cast(ExactlyDocument, row.document)  # the row's kind says which shape it has
        is_same = all(one["equal"] for one in document["answers"])
        words = f"Checked from the stored data: {'the same documents' if is_same else 'it differs'}"
    return SolvedExactly(words, row.get_absolute_url())
