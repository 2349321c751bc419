"""What workers say of themselves, for the pages that machines read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class WorkerSeen(models.Model):
    """A worker that was alive at a moment: one that starts processes, not each of them."""

    name = models.CharField(max_length=200, unique=True)  # as Celery calls it
    seen_at = models.DateTimeField(db_index=True)
    memory_bytes = models.PositiveBigIntegerField(default=0)  # of it and its processes, resident


class Tally(models.Model):
    """How often something has happened at one host, and how much that was in all. It only grows."""

    host = models.CharField(max_length=100)
    name = models.CharField(max_length=40)
    label = models.CharField(max_length=40, blank=True)
    count = models.PositiveBigIntegerField(default=0)
    total = models.FloatField(default=0)  # seconds, or bytes

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["host", "name", "label"], name="one_tally_per_label")]
