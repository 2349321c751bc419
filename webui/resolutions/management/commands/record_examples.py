"""`manage.py record_examples --index URL`: solve the examples on an index and write their recordings anew."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from webui.resolutions.asking.examples import EXAMPLES
from webui.resolutions.working import example_recordings


class Command(BaseCommand):
    """Record all examples, or some."""

    help = "Solve the examples on the index at URL (below which simple/ and m/ stand) and write their recordings."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where the index is, and which examples."""
        parser.add_argument("--index", required=True, metavar="URL")
        parser.add_argument("slugs", nargs="*", help="of the examples; all where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        """Record, and say how large each has become."""
        for example in EXAMPLES:
            if not options["slugs"] or example.slug in options["slugs"]:
                path = example_recordings.record(example, options["index"].rstrip("/"))
                self.stdout.write(f"{path.name}: {path.stat().st_size // 1024} kB")
