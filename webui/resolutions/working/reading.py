"""What the runs of one submission read of indexes: within limits that they share, and whether as the operator.

Both stand on the submission's row. They are written while a run reads, so that neither a worker that is killed nor a
reader who is faster than the end of a solve makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import F

from resolver_core import IndexBudget, PremisedIndex, WatchedIndex, read_premise, used_operator_credentials
from webui import wiring
from webui.hosting import tallies
from webui.insisting import insist
from webui.resolutions.models import Submission
from webui.resolutions.working.budgets import MEBIBYTE

REQUESTS_AT_ONCE = 50
BYTES_AT_ONCE = 64 * MEBIBYTE


@contextmanager
def opened(submission: Submission, *, refresh: bool = False, as_served: bool = False) -> Iterator[WatchedIndex]:
    """The indexes, with what the submission may still ask of them.

    What is taken not to be had is laid over them, unless they are wanted `as_served`. Nobody sees an answer of theirs
    before it stands on the account, and before it is known to be private.
    """
    account = Account(submission.pk)
    with wiring.open_index(refresh=refresh, budget=account.budget) as index:

        def look() -> None:
            account.settle_some()
            if used_operator_credentials(index):
                account.mark_private()

        try:
            premises = () if as_served else tuple(map(read_premise, submission.asked.premises))
            yield WatchedIndex(PremisedIndex(index, premises) if premises else index, look)
        finally:
            insist(account.settle, settings.LEASE_SECONDS)


def mark_private(submission_id: str) -> None:
    """Remember that an answer rests on what was read with the operator's credentials."""
    Submission.objects.filter(pk=submission_id).update(used_operator_credentials=True)


class Account:
    """What one run spends of its submission's share. Runs at the same time hear of each other at each `settle`."""

    def __init__(self, submission_id: str) -> None:
        self.submission_id = submission_id
        self.budget = _limits()
        self._is_private = False
        self._requests, self._bytes = 0, 0  # spent by this run, as far as the row knows
        self._hear()

    def mark_private(self) -> None:
        """Once: the answer is not for everybody."""
        if not self._is_private:
            mark_private(self.submission_id)
            self._is_private = True

    def settle_some(self) -> None:
        """Write down what was spent where it has become much."""
        budget = self.budget
        many = budget.requests_spent - self._requests >= REQUESTS_AT_ONCE
        if many or budget.bytes_spent - self._bytes >= BYTES_AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Write down what was spent since the last time, and hear what others have spent."""
        requests, size = self.budget.requests_spent, self.budget.bytes_spent
        if (requests, size) == (self._requests, self._bytes):
            return
        made, read = requests - self._requests, size - self._bytes
        tallies.add("index request", amount=read, times=made)
        Submission.objects.filter(pk=self.submission_id).update(
            index_requests=F("index_requests") + made,
            index_bytes=F("index_bytes") + read,
        )
        self._requests, self._bytes = requests, size
        self._hear()

    def _hear(self) -> None:
        row = Submission.objects.filter(pk=self.submission_id).values_list("index_requests", "index_bytes").first()
        requests, size = row or (0, 0)
        # Where nothing is shared, a limit is one of this run alone.
        self.budget.requests_elsewhere = requests - self._requests if settings.SUBMISSION_REQUESTS > 0 else 0
        self.budget.bytes_elsewhere = size - self._bytes if settings.SUBMISSION_MEGABYTES > 0 else 0


def _limits() -> IndexBudget:
    budget = IndexBudget()
    if settings.SUBMISSION_REQUESTS > 0:
        budget.requests = settings.SUBMISSION_REQUESTS
    if settings.SUBMISSION_MEGABYTES > 0:
        budget.bytes = settings.SUBMISSION_MEGABYTES * MEBIBYTE
    return budget
