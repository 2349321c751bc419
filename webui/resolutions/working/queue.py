"""The queue as the database knows it: what waits, who is at work, and when there is room."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from django.conf import settings
from django.db.models import Avg, Count, Exists, ExpressionWrapper, F, OuterRef, Q, fields
from django.utils import timezone

from webui.resolutions.asking.labels import Label
from webui.resolutions.models import ENDED, Comparison, Solve, State, Submission
from webui.resolutions.working import leases
from webui.resolutions.working.turns import ASKED_AGAIN, Rank, Waiting, in_turn

RECENT = timedelta(minutes=10)
"""How long worker time counts against who used it."""
LOOKED_AT = 1_000
"""Queued rows that are looked at for a turn: those that came first."""
USUAL_SECONDS = 5.0
"""Of a solve, where none has ended lately."""


class QueueFull(Exception):
    """Nothing more is taken for now; `seconds` until it is worth trying again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return f"The queue is full. Try again in about {self.seconds} seconds."


def claim_next() -> leases.Claim | None:
    """Take the solve whose turn it is; None where nothing may run now."""
    for piece in in_turn(_waiting(), _held(), _seconds_used(), settings.WORKERS_PER_ASKER):
        claim = leases.claim(piece.key)
        if claim is not None:
            return claim
    return None


def next_key() -> int | None:
    """The id of a solve that may run now; None where nothing may."""
    found = in_turn(_waiting(), _held(), _seconds_used(), settings.WORKERS_PER_ASKER)
    return found[0].key if found else None


def waiting_before(submission: Submission) -> dict[int, int]:
    """For each queued solve of a submission: how many are queued before it."""
    queued = [row.pk for row in submission.answers if row.state == State.QUEUED]
    if not queued:
        return {}
    counts = Solve.objects.filter(state=State.QUEUED).aggregate(
        **{f"before_{pk}": Count("pk", filter=Q(pk__lt=pk)) for pk in queued}
    )
    return {pk: counts[f"before_{pk}"] for pk in queued}


def check_room() -> None:
    """Raise `QueueFull` where more answers wait than `settings.QUEUE_LIMIT`."""
    if settings.QUEUE_LIMIT <= 0:
        return
    waiting = Solve.objects.filter(state=State.QUEUED).exclude(label=Label.EXPLANATION).count()
    if waiting >= settings.QUEUE_LIMIT:
        raise QueueFull(max(1, round(waiting * _seconds_each() / max(1, settings.WORKERS))))


def uncompared() -> list[str]:
    """Submissions with a universal answer and another one that was not compared with it."""
    compared = Comparison.objects.filter(submission=OuterRef("submission"), label=OuterRef("label"))
    universal = Solve.objects.filter(submission=OuterRef("submission"), label=Label.UNIVERSAL, state=State.DONE)
    others = Solve.objects.exclude(label__in=[Label.UNIVERSAL, Label.EXPLANATION]).filter(state=State.DONE)
    waiting = others.filter(Exists(universal), ~Exists(compared))
    return list(waiting.values_list("submission_id", flat=True).distinct())


def _waiting() -> list[Waiting]:
    rows = Solve.objects.filter(state=State.QUEUED).order_by("pk")
    values = rows.values_list("pk", "label", "submission__asker", "queued_at")[:LOOKED_AT]
    return [Waiting(pk, _rank(label, asker), asker, since) for pk, label, asker, since in values]


def _rank(label: str, asker: str) -> Rank:
    if asker == ASKED_AGAIN:
        return Rank.AGAIN
    return Rank.REASONS if label == Label.EXPLANATION else Rank.ANSWER


def _held() -> Counter[str]:
    return Counter(Solve.objects.filter(state=State.RUNNING).values_list("submission__asker", flat=True))


def _seconds_used() -> dict[str, float]:
    """Worker time by asker, of the solves that ended lately and of those that run."""
    now = timezone.now()
    used: defaultdict[str, float] = defaultdict(float)
    rows = Solve.objects.filter(started_at__gte=now - RECENT, state__in=(*ENDED, State.RUNNING))
    for asker, start, end in rows.values_list("submission__asker", "started_at", "finished_at"):
        used[asker] += ((end or now) - (start or now)).total_seconds()
    return used


def _seconds_each() -> float:
    """What a solve took lately, in the mean."""
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=fields.DurationField())
    ended = Solve.objects.filter(state=State.DONE, finished_at__gte=timezone.now() - RECENT, started_at__isnull=False)
    mean: timedelta | None = ended.annotate(took=took).aggregate(mean=Avg("took"))["mean"]
    return USUAL_SECONDS if mean is None else mean.total_seconds()
