"""`manage.py import_everything FILE`: what export_everything wrote, into an empty database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from webui.hosting import archive


class Command(BaseCommand):
    """Fill an empty database."""

    help = "Fill an empty database, after `migrate`, from a file that export_everything wrote."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where from."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read all of it, or nothing and say why."""
        try:
            number = archive.read(options["file"])
        except (archive.ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{number} rows")
