"""`manage.py export_everything FILE`: a backup, for either database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from webui.hosting import archive


class Command(BaseCommand):
    """Write everything that is stored to a new file."""

    help = "Write everything that is stored to a new file, from which import_everything fills either database."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, or say why not; an unfinished file does not stay."""
        file: Path = options["file"]
        try:
            number = archive.write(file)
        except FileExistsError:
            raise CommandError(f"{file} is there already") from None
        except BaseException:
            file.unlink(missing_ok=True)
            raise
        self.stdout.write(f"{number} rows")
