"""`manage.py extract_report FILE`: what an issue report states, as JSON; with `--solve` also the class of its cause."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from resolver_core import ProblemSyntaxError, Solving, UsageError, decoded_text, extract_report


class Command(BaseCommand):
    """Print what is read from a report, in one flat document."""

    help = "Print the facts of an issue report as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how it is solved."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the report, as Markdown or plain text")
        parser.add_argument("--solve", action="store_true", help="solve it, and name the class of the first cause")
        parser.add_argument("--index-url", metavar="URL", help="the default index (default: as for every command)")
        parser.add_argument("--allow-network", action="append", default=[], metavar="NETWORK")
        parser.add_argument("--budget", type=int, default=60, help="solves, at most (default: %(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, solve where it is wanted, print."""
        given = [word for network in options["allow_network"] for word in ("--allow-network", network)]
        given += ["--index-url", options["index_url"]] if options["index_url"] else []
        solving = Solving(given, options["budget"]) if options["solve"] else None
        try:
            document = extract_report(decoded_text(options["file"].read_bytes()), solving)
        except (OSError, ProblemSyntaxError, UsageError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(document, indent=1, ensure_ascii=False))
