"""Runs the command line."""

import sys

from uv_check.command_line import main

sys.exit(main())
