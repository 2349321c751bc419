"""`manage.py differences`: what the real uv answered otherwise, listed, and exported as scenarios."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from resolver_core import snapshot_to_json
from webui.resolutions.working import index_data, uv_checks


class Command(BaseCommand):
    """List every check that differs; with a folder, write each with all that repeats it."""

    help = "List the answers that differ from those of the real uv."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("--export", type=Path, metavar="FOLDER", help="write one JSON file for each")

    def handle(self, *args: Any, **options: Any) -> None:
        """List, and write where it is wanted."""
        folder: Path | None = options["export"]
        differing = list(uv_checks.differing())
        for row, document in differing:
            submission = row.submission
            self.stdout.write(f"{submission.pk} ({submission.created_at:%Y-%m-%d})")
            for mode in document["modes"]:
                self.stdout.write(f"  {mode['mode']}: {mode['says']}")
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                snapshot = index_data.kept(submission)
                scenario = {
                    "id": submission.pk,
                    "text": submission.text,
                    "input": submission.input,
                    "files": submission.files,
                    "options": submission.options,
                    "target": row.target,
                    "check": document,
                    "index_data": None if snapshot is None else snapshot_to_json(snapshot),
                }
                (folder / f"{submission.pk}-{row.target}.json").write_text(json.dumps(scenario, indent=1), "utf-8")
        self.stdout.write(f"{len(differing)} answers differ")
