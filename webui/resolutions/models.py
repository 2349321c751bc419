"""What is stored: a paste, its solves, their events, and the comparisons."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import ClassVar, cast

from django.db import models
from django.urls import reverse

from resolver_core import (
    ComparisonDocument,
    EventDocument,
    Explanation,
    ExplanationDocument,
    GraphDocument,
    LadderDocument,
    PiecesDocument,
    ReportVerdictDocument,
    ResolutionDocument,
    SmallestDocument,
    SmallestProgressDocument,
    explanation_to_json,
)
from uv_check.documents import CheckDocument
from uv_check.pasted.documents import PastedComparisonDocument
from webui.compressed_fields import CompressedJSONField, CompressedTextField
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.examples import PREFIX
from webui.resolutions.asking.labels import Label
from webui.resolutions.asking.question import StoredOptionsDocument
from webui.resolutions.documents import AnswerToQuestion, CountsEntry, ExplainedEntry, VerdictEntry

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 18  # 89 bits


def new_id() -> str:
    """An identifier nobody can guess, without letters that look alike."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


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


class Visibility(models.TextChoices):
    """Who finds an answer."""

    UNLISTED = "unlisted"  #: whoever has its address
    PUBLIC = "public"  #: it is listed
    TEAM = "team"  #: nobody chooses it yet


class Origin(models.TextChoices):
    """How a submission came from its parent."""

    PASTED = "pasted"  #: it has none
    CHANGED = "changed"  #: somebody changed the question
    ANEW = "anew"  #: the same question, with the index read again
    IMPORTED = "imported"  #: from an export of another installation


ENDED = (State.DONE, State.FAILED, State.CANCELLED)


class Submission(models.Model):
    """One paste with its options (the JSON of `asked.Asked`, its texts aside): what a permalink shows."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    text = models.TextField()
    input = models.CharField(max_length=500, blank=True)  # the path of the text; "" for a paste without a name
    files: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)  # the others, by path
    lock = models.TextField(blank=True)  # a pasted uv.lock
    report = models.TextField(blank=True)  # the issue report that the text was read from, without its secrets
    options: models.JSONField[StoredOptionsDocument, StoredOptionsDocument] = models.JSONField()
    digest = models.CharField(max_length=64, db_index=True)  # of texts, options and the emulated uv version
    has_cutoff = models.BooleanField(default=False)  # with one, the answer may be shared by digest
    asker = models.CharField(max_length=40, blank=True)  # askers.Asker.network: whose turn it is
    author = models.CharField(max_length=40, blank=True)  # askers.Asker.author: who may cancel
    worker_seconds = models.FloatField(default=0)  # what it used so far: solves, reasons and questions, every attempt
    index_requests = models.PositiveIntegerField(default=0)  # it made so far, by the same runs
    index_bytes = models.PositiveBigIntegerField(default=0)  # of the answers to them
    used_operator_credentials = models.BooleanField(default=False)  # then it is not for everybody (asking/readers.py)
    # Of `explain`, once it has ended; before, `reasons` has what there is.
    explanation = CompressedJSONField[ExplanationDocument | None](null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.PASTED)  # how it came from parent
    visibility = models.CharField(max_length=16, choices=Visibility.choices, default=Visibility.UNLISTED)
    delete_digest = models.CharField(max_length=64, blank=True)  # of the key of its delete link
    expires_at = models.DateTimeField(null=True, db_index=True)
    # What stays of an expired one: without it nothing has expired.
    verdict: models.JSONField[VerdictEntry | None, VerdictEntry | None] = models.JSONField(null=True)

    def get_absolute_url(self) -> str:
        """The permalink."""
        return reverse("resolution", args=[self.pk])

    @property
    def is_example(self) -> bool:
        """Whether it is a recorded example: it stays as it is."""
        return str(self.pk).startswith(PREFIX)

    @property
    def is_running(self) -> bool:
        """Whether the page still changes by itself: a solve, or the comparison, is not there yet."""
        return any(not row.has_ended for row in self.answers) or bool(self.uncompared())

    @property
    def answers(self) -> list[Solve]:
        """The solves, without the search for the reasons. Reads all solves once."""
        return [row for row in self.solves.all() if row.label != Label.EXPLANATION]

    @property
    def explaining(self) -> Solve | None:
        """The search for the reasons, once it is queued. Reads all solves once."""
        return next((row for row in self.solves.all() if row.label == Label.EXPLANATION), None)

    @property
    def can_be_explained(self) -> bool:
        """Whether every answer is there and compared, and nobody looks for the reasons yet."""
        rows = [row for row in self.answers if row.label != Label.LOCK]
        return all(row.state == State.DONE for row in rows) and not self.uncompared() and self.explaining is None

    @cached_property
    def reasons(self) -> ExplanationDocument | None:
        """The explanation document; while the search goes on, of what it has found so far; None without either."""
        if self.explanation is not None or self.explaining is None:
            return self.explanation
        targets = tuple(self.asked.environment(label) for label in self.asked.singles)
        begun = explanation_to_json(Explanation(targets, (), (), (), solves=0, complete=False))
        return FoundReason.folded(begun, self.found_reasons.all())

    @property
    def asked(self) -> Asked:
        """The question."""
        return Asked.from_json(self.text, self.options, self.lock, self.input, self.files, self.report)

    @classmethod
    def with_answers(cls) -> models.QuerySet[Submission]:
        """Submissions with their solves and comparisons; a document is read where it is looked at."""
        solves = models.Prefetch("solves", Solve.objects.defer("document"))
        comparisons = models.Prefetch("comparisons", Comparison.objects.defer("document", "graph"))
        return cls.objects.prefetch_related(solves, comparisons)

    def solve(self, label: str) -> Solve:
        """The solve of one policy. Reads all solves once."""
        return {solve.label: solve for solve in self.solves.all()}[label]

    def comparison(self, label: str = Label.SINGLE) -> Comparison | None:
        """The comparison of one answer with the universal one. Reads all comparisons once."""
        return {comparison.label: comparison for comparison in self.comparisons.all()}.get(label)

    def uncompared(self) -> list[str]:
        """The labels of answers that wait to be compared with the universal one."""
        done = [row.label for row in self.answers if row.state == State.DONE]
        if Label.UNIVERSAL not in done:
            return []
        return [label for label in done if label != Label.UNIVERSAL and self.comparison(label) is None]


class Solve(models.Model):
    """One policy of one submission: who works on it, how far it is, and its resolution document."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="solves")
    label = models.CharField(max_length=16)  # of models.Label, or of single_label
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)  # grows with each claim; every write of a worker carries it
    lost_workers = models.PositiveIntegerField(default=0)  # leases that ran out since it was queued by a person
    worker = models.CharField(max_length=100, blank=True)
    lease_expires_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    cancel_requested = models.BooleanField(default=False)
    progress: models.JSONField[CountsEntry, CountsEntry] = models.JSONField(default=dict)
    document = CompressedJSONField[ResolutionDocument | None](null=True)
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
    events = CompressedJSONField[list[EventDocument]]()

    class Meta:
        ordering: ClassVar = ["first"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["solve", "attempt", "first"], name="one_batch_per_cursor")
        ]


class Comparison(models.Model):
    """The answer of `label` and the universal one at a target: `comparison_to_json(...)`."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="comparisons")
    label = models.CharField(max_length=16, default=Label.SINGLE.value)
    document = CompressedJSONField[ComparisonDocument]()
    graph = CompressedJSONField[GraphDocument | None](null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "label"], name="one_comparison_per_label")
        ]


class FoundReason(models.Model):
    """One result of a search for the reasons, stored as it is found; all are folded into `explanation` at its end."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="found_reasons")
    attempt = models.PositiveIntegerField()  # of the search: an earlier one's are outdated
    place = models.PositiveIntegerField()  # in the order in which they were found
    kind = models.CharField(max_length=16)  # the list of the explanation document that it belongs to
    document = CompressedJSONField[ExplainedEntry]()

    class Meta:
        ordering: ClassVar = ["attempt", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "attempt", "place"], name="one_reason_per_place")
        ]

    @classmethod
    def folded(cls, begun: ExplanationDocument, rows: Iterable[FoundReason]) -> ExplanationDocument | None:
        """An explanation document with the reasons of the last attempt appended in order; None where there are none."""
        found = list(rows)
        if not found:
            return None
        last = max(row.attempt for row in found)
        lists: dict[str, list[ExplainedEntry]] = {
            "failures": [*begun["failures"]],
            "findings": [*begun["findings"]],
            "divergences": [*begun["divergences"]],
        }
        for row in found:
            if row.attempt == last:
                lists[row.kind].append(row.document)
        return cast(ExplanationDocument, {**begun, **lists})  # a row's kind says of which shape its document is


class StoredPage(models.Model):
    """The finished page of a submission as it was rendered (stored_pages.py): shown while its digest fits."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="stored_page", primary_key=True)
    digest = models.CharField(max_length=64)  # of the submission's state and of the release
    mark = models.CharField(max_length=40)  # the random word before the name of each open place
    html = CompressedTextField()
    index_read_at = models.DateTimeField(null=True)  # of the oldest page that the answers rest on


class IndexData(models.Model):
    """What the solves of a submission read from its indexes, so that they can be repeated as they were."""

    submission = models.OneToOneField(Submission, models.CASCADE, primary_key=True, related_name="index_data")
    packed = models.BinaryField(default=b"")  # the whole of it, as it was kept before pieces were shared
    pieces = CompressedJSONField[PiecesDocument | None](null=True)  # which of `IndexPiece` it is made of
    default_index = models.CharField(max_length=500)  # what was asked where nothing else is named
    is_all = models.BooleanField(default=False)  # no index is asked for what is not in here
    created_at = models.DateTimeField(auto_now_add=True)


class IndexPiece(models.Model):
    """A part of what indexes answered, by its content: kept once, however many submissions have read it."""

    digest = models.BinaryField(max_length=20, unique=True)  # of the content
    packed = models.BinaryField()  # as resolver_core packs it


class StoredLadder(models.Model):
    """What became of every version of one project at one target: `ladder_to_json(...)`."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="ladders")
    target = models.PositiveSmallIntegerField()  # the number of the target
    project = models.CharField(max_length=200)
    document = CompressedJSONField[LadderDocument]()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "target", "project"], name="one_ladder_per_project")
        ]


class QuestionKind(models.TextChoices):
    """What is asked of a finished resolution."""

    WHY = "why"  #: text: a project
    WHY_NOT = "why-not"  #: text: NAME==VERSION
    EXPERIMENT = "experiment"  #: text: the place of an experiment in the explanation
    CHECK = "check"  #: no text: what the real uv answers on the same data
    REPORT = "report"  #: no text: what becomes of the report that the question was read from
    SMALLEST = "smallest"  #: text: a project, "" for the first that has a proven cause
    EXACTLY = "exactly"  #: no text: all is solved again on the kept data, and nothing else is read
    OWN_UV = "own-uv"  #: text: the digest of what somebody's own uv wrote, which is in `pasted`


class Question(models.Model):
    """One question about a submission at a target, and its answer document once it is DONE."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=16, choices=QuestionKind.choices)
    text = models.CharField(max_length=200)
    pasted = models.TextField(blank=True)  # what somebody's own uv wrote, secrets aside
    target = models.PositiveSmallIntegerField(default=1)  # the number of the target
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)  # grows with each try; a write of an earlier one meets no row
    document = CompressedJSONField[AnswerToQuestion | None](null=True)
    error = models.TextField(blank=True)
    stop_asked = models.BooleanField(default=False)  # the search for the smallest project ends with what it has
    queued_at = models.DateTimeField()  # or taken up by a worker

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "kind", "text", "target"], name="one_answer_per_question")
        ]

    @property
    def has_ended(self) -> bool:
        """Whether the answer, or the reason why there is none, is there."""
        return self.state in ENDED

    @property
    def uv_check(self) -> CheckDocument | None:
        """The document of a check with the real uv; None before it is there, and for other questions."""
        is_check = self.kind == QuestionKind.CHECK and self.document is not None
        return cast(CheckDocument, self.document) if is_check else None  # the row's kind says which shape it has

    @property
    def own_uv(self) -> PastedComparisonDocument | None:
        """The document of a comparison with somebody's own uv; None before it is there, and for other questions."""
        is_own_uv = self.kind == QuestionKind.OWN_UV and self.document is not None
        return cast(PastedComparisonDocument, self.document) if is_own_uv else None

    @property
    def report_verdict(self) -> ReportVerdictDocument | None:
        """The verdict on the report; None before it is there, and for other questions."""
        is_verdict = self.kind == QuestionKind.REPORT and self.document is not None
        return cast(ReportVerdictDocument, self.document) if is_verdict else None

    @property
    def smallest(self) -> SmallestDocument | None:
        """The smallest project; None before it is there, and for other questions."""
        is_there = self.kind == QuestionKind.SMALLEST and self.state == State.DONE and self.document is not None
        return cast(SmallestDocument, self.document) if is_there else None

    @property
    def smallest_so_far(self) -> SmallestProgressDocument | None:
        """How far the search for it is; None before and after it."""
        is_running = self.kind == QuestionKind.SMALLEST and self.state == State.RUNNING and self.document is not None
        return cast(SmallestProgressDocument, self.document) if is_running else None

    def get_absolute_url(self) -> str:
        """Where the answer stands: a verdict on the page itself."""
        if self.kind == QuestionKind.REPORT:
            return reverse("resolution", args=[self.submission_id])
        return reverse("question", args=[self.submission_id, self.pk])
