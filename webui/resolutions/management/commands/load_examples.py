"""`manage.py load_examples`: put the recorded examples into the database. `serve` does it at every start."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from webui.resolutions.working import example_recordings


class Command(BaseCommand):
    """Load what is missing or outdated."""

    help = "Put the recorded examples into the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many were new."""
        self.stdout.write(f"{example_recordings.load()} examples loaded")
