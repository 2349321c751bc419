"""What is stored: a paste, its two solves, their events, and the comparison."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 18  # 89 bits


def new_id() -> str:
    """An identifier nobody can guess, without letters that look alike."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


class Label(models.TextChoices):
    """The two policies every paste is solved under."""

    SINGLE = "single", "single-platform"
    UNIVERSAL = "universal", "universal"


class State(models.TextChoices):
    """
    QUEUED -> RUNNING -> DONE | FAILED | CANCELLED
       ^         |
       +---------+ the lease ran out
    """

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class Submission(models.Model):
    """One paste with its options (the JSON of `asked.Asked`, its text aside): what a permalink shows."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    text = models.TextField()
    options = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)  # of text, options and the emulated uv version
    has_cutoff = models.BooleanField(default=False)  # with one, the answer may be shared by digest
    created_at = models.DateTimeField(auto_now_add=True)

    def get_absolute_url(self) -> str:
        """The permalink."""
        return reverse("resolution", args=[self.pk])

    @property
    def is_running(self) -> bool:
        """Whether the page still changes by itself: a solve, or the comparison, is not there yet."""
        rows = list(self.solves.all())
        if any(not row.has_ended for row in rows):
            return True
        return all(row.state == State.DONE for row in rows) and not hasattr(self, "comparison")

    def solve(self, label: str) -> Solve:
        """The solve of one policy. Reads all solves once."""
        return {solve.label: solve for solve in self.solves.all()}[label]


class Solve(models.Model):
    """One policy of one submission: who works on it, how far it is, and its resolution document."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="solves")
    label = models.CharField(max_length=16, choices=Label.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)  # grows with each claim; every write of a worker carries it
    lost_workers = models.PositiveIntegerField(default=0)  # leases that ran out since it was queued by a person
    worker = models.CharField(max_length=100, blank=True)
    lease_expires_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    progress = models.JSONField(default=dict)  # the counts of progress.Counts
    document = models.JSONField(null=True)  # to_json(resolution), once DONE
    error = models.TextField(blank=True)  # why it FAILED, for people
    queued_at = models.DateTimeField()  # when a message for it was last sent
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "label"], name="one_solve_per_label")]
        indexes: ClassVar = [models.Index(fields=["state", "lease_expires_at"])]

    @property
    def has_ended(self) -> bool:
        """Whether nobody will work on it any more."""
        return self.state in ENDED

    @property
    def outcome(self) -> str:
        """The document's outcome ("solved", "unsatisfiable", "failed"), or "" without a document."""
        return str(self.document["outcome"]) if self.document else ""

    @property
    def can_be_retried(self) -> bool:
        """Whether another try may end differently: it failed, was cancelled, or the index did not answer."""
        return self.state in (State.FAILED, State.CANCELLED) or self.outcome == "failed"

    def elapsed_seconds(self, now: datetime) -> float:
        """Since the current attempt began, until it ended or `now`."""
        if self.started_at is None:
            return 0.0
        return ((self.finished_at or now) - self.started_at).total_seconds()


class EventBatch(models.Model):
    """Consecutive events of one attempt. `first` is the sequence number of the first: the reader's cursor."""

    solve = models.ForeignKey(Solve, models.CASCADE, related_name="event_batches")
    attempt = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    events: models.JSONField[Any, Any] = models.JSONField()  # list of event_to_json(event)

    class Meta:
        ordering: ClassVar = ["first"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["solve", "attempt", "first"], name="one_batch_per_cursor")
        ]


class Comparison(models.Model):
    """Both answers at the target, side by side: `comparison_to_json(...)`."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="comparison")
    document = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
