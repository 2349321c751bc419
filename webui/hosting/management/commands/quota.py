"""`manage.py quota`: how much of what is allowed is used, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Count, Sum
from django.utils import timezone

from webui.hosting import metrics
from webui.resolutions.models import Submission
from webui.resolutions.working.retention import MEGABYTE
from webui.resolutions.working.stored_bytes import stored_bytes

LATELY = timedelta(days=1)
SHOWN = 10


class Command(BaseCommand):
    """Room, queue, and who asked most within a day."""

    help = "Show what is stored and what waits beside the limits, and which networks used most within a day."

    def handle(self, *args: Any, **options: Any) -> None:
        """Three lines, and a line per asker."""
        limit = f"of {settings.STORAGE_MEGABYTES} MB" if settings.STORAGE_MEGABYTES else "of no limit"
        self.stdout.write(f"stored\t{stored_bytes() / MEGABYTE:.1f} MB {limit}")
        queue = f"of {settings.QUEUE_LIMIT}" if settings.QUEUE_LIMIT else "of no limit"
        self.stdout.write(f"waiting\t{metrics.waiting()['answer'][0]} answers {queue}")
        rows = Submission.objects.filter(created_at__gte=timezone.now() - LATELY).values("asker")
        used = rows.annotate(n=Count("pk"), seconds=Sum("worker_seconds"), requests=Sum("index_requests"))
        self.stdout.write("asker\tsubmissions\tworker seconds\tindex requests")
        for row in used.order_by("-seconds", "asker")[:SHOWN]:
            who = row["asker"] or "unknown"
            self.stdout.write(f"{who}\t{row['n']}\t{row['seconds']:.1f}\t{row['requests']}")
