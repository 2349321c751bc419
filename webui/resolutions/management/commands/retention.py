"""`manage.py retention`: let answers expire whose time is over, and remove what nobody needs any more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from webui.resolutions.showing import verdicts
from webui.resolutions.working import retention
from webui.resolutions.working.stored_bytes import stored_bytes


class Command(BaseCommand):
    """Do at once what the workers do every hour."""

    help = "Remove what is left of expired answers, and make room where the database is larger than it may be."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until there is nothing more to do."""
        before, expired = stored_bytes(), 0
        while True:
            retention.make_room()
            for submission_id in (waiting := retention.without_verdict(timezone.now())):
                verdicts.keep(submission_id)
            removed = retention.remove_expired()
            expired += removed
            if not waiting and not removed:
                break
        freed = (before - stored_bytes()) / retention.MEGABYTE
        self.stdout.write(f"{expired} answers expired; {freed:.1f} MB are free again")
