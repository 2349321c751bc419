"""What a search for the reasons has found, stored as it is found and folded into one document at its end."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from resolver_core import (
    Divergence,
    Environment,
    Explanation,
    Finding,
    Ladder,
    ModeFailure,
    divergence_entry,
    explanation_to_json,
    finding_entry,
    ladder_to_json,
    mode_failure_entry,
)
from webui.resolutions.documents import ExplainedEntry
from webui.resolutions.models import FoundReason, StoredLadder, Submission
from webui.resolutions.working.leases import Claim

log = logging.getLogger(__name__)

Reason = Divergence | ModeFailure | Finding
LADDERS_AT_ONCE = 200


@dataclass
class FoundReasons:
    """The results of one claimed search. A worker that lost its claim stores nothing.

    A write that fails while the search goes on is made good by the fold at its end: everything is kept here, too.
    """

    targets: tuple[Environment, ...]
    claim: Claim
    explanation: Explanation | None = None  #: the whole of it, once the search has come to its end
    _found: list[Reason] = field(default_factory=list)
    _unstored_ladders: dict[int, tuple[Ladder, ...]] = field(default_factory=dict)

    def take(self, reason: Reason) -> None:
        """Store one result in a row of its own; called on the worker's thread."""
        place = len(self._found)
        self._found.append(reason)
        try:
            self._store_row(place, reason)
        except DatabaseError:
            log.warning("solve %s: a reason will be stored at the end", self.claim.solve_id, exc_info=True)

    def take_ladders(self, target: Environment, ladders: tuple[Ladder, ...]) -> None:
        """Store what became of every version at a target, in place of what an earlier try wrote."""
        number = self.targets.index(target) + 1
        try:
            self._store_ladders(number, ladders)
        except DatabaseError:
            log.warning("solve %s: the ladders will be stored at the end", self.claim.solve_id, exc_info=True)
            self._unstored_ladders[number] = ladders

    @contextmanager
    def folded_afterwards(self) -> Iterator[None]:
        """Whatever ends the search: write one document of all it found, and remove the rows.

        Where that write fails the rows stay, and are read in its place. Raises DatabaseError then, unless the search
        has ended with an exception of its own.
        """
        try:
            yield
        except BaseException:
            try:
                self._fold(self._so_far())
            except DatabaseError:
                log.exception("solve %s: what was found stays in its rows", self.claim.solve_id)
            raise
        self._fold(self.explanation or self._so_far())

    def _so_far(self) -> Explanation:
        return _unfinished(self.targets, self._found)

    def _fold(self, explanation: Explanation) -> None:
        for number, ladders in self._unstored_ladders.items():
            self._store_ladders(number, ladders)
        if not self._found and explanation is not self.explanation:
            return  # ended before anything was found: there is nothing to say
        with transaction.atomic():
            held = Submission.objects.filter(pk__in=self.claim.row().values("submission_id"))
            if held.update(explanation=explanation_to_json(explanation)):
                FoundReason.objects.filter(submission__in=held).delete()

    def _store_row(self, place: int, reason: Reason) -> None:
        kind, document = _entry(reason)
        with transaction.atomic():
            submission_id = self._submission_id()
            if submission_id is None:
                return
            if place == 0:
                FoundReason.objects.filter(submission_id=submission_id).delete()  # of an attempt that was lost
            FoundReason.objects.create(
                submission_id=submission_id, attempt=self.claim.attempt, place=place, kind=kind, document=document
            )

    def _store_ladders(self, number: int, ladders: tuple[Ladder, ...]) -> None:
        with transaction.atomic():
            submission_id = self._submission_id()
            if submission_id is None:
                return
            StoredLadder.objects.filter(submission_id=submission_id, target=number).delete()
            rows = (
                StoredLadder(
                    submission_id=submission_id, target=number, project=ladder.project, document=ladder_to_json(ladder)
                )
                for ladder in ladders
            )
            StoredLadder.objects.bulk_create(rows, batch_size=LADDERS_AT_ONCE)

    def _submission_id(self) -> str | None:
        """The submission, if the claim still holds; it does until the transaction ends."""
        return self.claim.row().select_for_update().values_list("submission_id", flat=True).first()


def _unfinished(targets: tuple[Environment, ...], found: list[Reason]) -> Explanation:
    return Explanation(
        targets=targets,
        failures=tuple(one for one in found if isinstance(one, ModeFailure)),
        findings=tuple(one for one in found if isinstance(one, Finding)),
        divergences=tuple(one for one in found if isinstance(one, Divergence)),
        solves=0,
        complete=False,
    )


def _entry(reason: Reason) -> tuple[str, ExplainedEntry]:
    """The list of an explanation document that a result belongs to, and its entry there."""
    if isinstance(reason, Divergence):
        return "divergences", divergence_entry(reason)
    if isinstance(reason, ModeFailure):
        return "failures", mode_failure_entry(reason)
    return "findings", finding_entry(reason)
