"""`manage.py verify`: whether what is stored can be read."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from webui.hosting import verifying


class Command(BaseCommand):
    """Open every document, and the index data of every answer."""

    help = "Open every stored document and the index data of every answer; exit with 1 where one cannot be read."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each problem in a line."""
        number = 0
        for problem in verifying.problems():
            self.stdout.write(problem)
            number += 1
        if number:
            raise CommandError(f"{number} problems")
        self.stdout.write("everything can be read")
