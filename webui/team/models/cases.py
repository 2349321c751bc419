"""A case: a report with its verdict, where it stands, and everything that was done with it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse

from resolver_core import ReportVerdictDocument
from webui.compressed_fields import CompressedJSONField, CompressedTextField
from webui.resolutions.models import Submission
from webui.team.models.people import Team
from webui.team.moves import CaseState, ClosedAs


class Source(models.TextChoices):
    """How a report came."""

    PASTE = "paste", "pasted"
    API = "api", "over the API"
    ISSUE = "issue", "from the code host"


class Priority(models.IntegerChoices):
    """How soon it is looked at."""

    LOW = 0, "low"
    NORMAL = 1, "normal"
    HIGH = 2, "high"
    URGENT = 3, "urgent"


class Label(models.Model):
    """A label of a team's own list."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="labels")
    name = models.CharField(max_length=50)
    about = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "name"], name="one_label_per_name")]

    def __str__(self) -> str:
        return self.name


COUNTED = ("state", "standing", "cause_class", "project", "index", "week", "verdict_seconds")
"""Columns that an overview counts by."""


class Case(models.Model):
    """One report of a team. What a verdict says of it stands in columns, too, to be found by."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="cases")
    number = models.PositiveIntegerField()  # within the team
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of the report: the same one is one case
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.PASTE)
    source_url = models.CharField(max_length=500, blank=True)  # of the issue
    reporter = models.CharField(max_length=100, blank=True)  # who wrote it there
    submission = models.ForeignKey(Submission, models.SET_NULL, null=True, related_name="cases")  # what was solved

    state = models.CharField(max_length=24, choices=CaseState.choices, default=CaseState.NEW)
    closed_as = models.CharField(max_length=8, choices=ClosedAs.choices, blank=True)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    priority = models.PositiveSmallIntegerField(choices=Priority.choices, default=Priority.NORMAL)
    labels = models.ManyToManyField(Label, related_name="cases")
    version = models.PositiveIntegerField(default=0)  # grows with each change; one that knows an older one is refused

    is_judged = models.BooleanField(default=False)  # the verdict, or why there is none, is there
    trouble = models.TextField(blank=True)  # why there is no verdict
    standing = models.CharField(max_length=24, blank=True)  # of the verdict
    headline = models.CharField(max_length=500, blank=True)
    cause_class = models.CharField(max_length=50, blank=True)
    project = models.CharField(max_length=200, blank=True)  # that the fingerprint is about
    index = models.CharField(max_length=200, blank=True)  # the host of the one that the report names, else the default
    fingerprint = models.CharField(max_length=400, blank=True)  # with its version
    newer_fingerprint = models.CharField(max_length=400, blank=True)  # of another version: nothing is regrouped by it
    uv_version = models.CharField(max_length=40, blank=True)  # that was emulated
    installed_uv = models.CharField(max_length=40, blank=True)  # beside it, for checks; "": none

    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    returned_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")  # a case closed as fixed
    is_regression = models.BooleanField(default=False)

    created_at = models.DateTimeField()
    week = models.DateField()  # the Monday of it
    verdict_seconds = models.FloatField(null=True)  # from its coming to its first verdict
    changed_at = models.DateTimeField()
    index_seen_at = models.DateTimeField(null=True)  # when it was looked at whether an index says the same still

    # The long ones stand last: SQLite reads a row from its beginning, and lists and counts need none of them.
    report = CompressedTextField()  # without its secrets
    answer = CompressedTextField(default="")  # in ten lines, to be copied
    verdict = CompressedJSONField[ReportVerdictDocument | None](null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "number"], name="one_case_per_number"),
            models.UniqueConstraint(fields=["team", "digest"], name="one_case_per_report"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["team", "-priority", "-number"], name="case_in_turn"),
            models.Index(fields=["team", "state", "-priority", "-number"], name="case_by_state"),
            models.Index(fields=["team", "fingerprint"], name="case_by_fingerprint"),
            models.Index(fields=["team", "source_url"], name="case_by_issue"),
            # Whatever is counted is counted in an index alone.
            *(models.Index(fields=["team", "merged_into", one], name=f"case_counted_{one}"[:30]) for one in COUNTED),
            models.Index(fields=["is_judged", "submission"], name="case_to_be_judged"),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """The page of the case."""
        return reverse("team-case", args=[self.team.slug, self.number])

    @property
    def is_open(self) -> bool:
        """Whether something is left to be done."""
        return self.state != CaseState.CLOSED and self.merged_into_id is None


class CaseWord(models.Model):
    """A word by which a case of a team is found."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="words")
    word = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "word", "case"], name="one_word_per_case")]


class Kind(models.TextChoices):
    """What was done."""

    CAME = "came", "received"
    CAME_AGAIN = "came-again", "received again"
    JUDGED = "judged", "verdict"
    MOVED = "moved", "moved"
    ASSIGNED = "assigned", "assigned"
    PRIORITY = "priority", "priority"
    LABELS = "labels", "labels"
    NOTED = "noted", "note"
    NOTE_EDITED = "note-edited", "note edited"
    NOTE_DELETED = "note-deleted", "note deleted"
    MERGED = "merged", "merged"
    UNMERGED = "unmerged", "unmerged"
    REGRESSION = "regression", "regression"
    ASKED_AGAIN = "asked-again", "asked again"
    CORRECTED = "corrected", "corrected"
    FINGERPRINT = "fingerprint", "fingerprint"
    THREAD = "thread", "thread"
    TEAM = "team", "team"
    PEOPLE = "people", "people"
    INVITED = "invited", "invitation"
    TOKEN = "token", "token"
    FILTER = "filter", "filter"
    IMPORTED = "imported", "import"


class Change(models.Model):
    """One thing that was done: the history of a case, and all of them the audit log of a team.

    Never changed, but for the words of a note by their author, which is an entry of its own.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="changes")
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField(max_length=254)  # as it was then; "" for the application itself
    via = models.CharField(max_length=120, blank=True)  # the token, or the webhook
    kind = models.CharField(max_length=16, choices=Kind.choices)
    before = models.CharField(max_length=500, blank=True)
    after = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)  # of a note, in Markdown

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["team", "-id"], name="change_by_team")]


class SavedFilter(models.Model):
    """An address of the queue under a name, for the whole team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)  # of the address

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "name"], name="one_filter_per_name")]
