"""`whichwheel-serve`: the whole application from an installed package. In a checkout, `scripts/run` does the same."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Prepare the database and the static files, and serve until interrupted; the options are those of `serve`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")
    execute_from_command_line([sys.argv[0], "serve", *sys.argv[1:]])
