"""Where questions were answered before, and what is asked again of a newer uv."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from webui.resolutions.models import Submission
from webui.team.models.cases import Case
from webui.team.models.people import Team


class ThreadState(models.TextChoices):
    """Where the matter of a thread stands."""

    OPEN = "open", "open"
    ANSWERED = "answered", "answered"
    FIXED = "fixed", "fixed"


class Thread(models.Model):
    """The canonical thread of a fingerprint."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="threads")
    fingerprint = models.CharField(max_length=400)
    url = models.CharField(max_length=500)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=ThreadState.choices, default=ThreadState.OPEN)
    fixed_in = models.CharField(max_length=40, blank=True)  # the first uv that no longer does it

    class Meta:
        ordering: ClassVar = ["fingerprint"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "fingerprint"], name="one_thread_per_fingerprint")
        ]


class Round(models.Model):
    """All open and explained cases of a team, asked again at once."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="rounds")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200)
    uv_version = models.CharField(max_length=40)  # that was emulated
    installed_uv = models.CharField(max_length=40, blank=True)


class AskedAgain(models.Model):
    """One case of a round: what it was, and what it came to."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="cases")
    case = models.ForeignKey(Case, models.CASCADE, related_name="asked_again")
    submission = models.ForeignKey(Submission, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)  # when some process took it up
    is_over = models.BooleanField(default=False)
    trouble = models.CharField(max_length=500, blank=True)  # why it came to nothing
    standing_before = models.CharField(max_length=24, blank=True)
    standing_after = models.CharField(max_length=24, blank=True)
    cause_before = models.CharField(max_length=50, blank=True)
    cause_after = models.CharField(max_length=50, blank=True)
    headline_before = models.CharField(max_length=500, blank=True)
    headline_after = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "case"], name="one_answer_per_case_and_round")
        ]
        indexes: ClassVar = [models.Index(fields=["is_over"], name="asked_again_waiting")]

    @property
    def has_changed(self) -> bool:
        """Whether the verdict is another one than before."""
        before = (self.standing_before, self.cause_before, self.headline_before)
        return (
            self.is_over and not self.trouble and before != (self.standing_after, self.cause_after, self.headline_after)
        )
