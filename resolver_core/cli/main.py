"""Which commands there are, and what becomes of the mistakes of a user."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from resolver_core import stopping
from resolver_core.cli import (
    compare_command,
    explain_command,
    minimise_command,
    report_command,
    resolve_command,
)
from resolver_core.cli.mistakes import UsageError
from resolver_core.errors import BudgetExceeded, CoreError
from resolver_core.garbage import collect_rarely
from resolver_core.policy import UV_VERSION

Subparsers = argparse._SubParsersAction  # the type has no public name

COMMANDS: tuple[Callable[[Subparsers[argparse.ArgumentParser]], None], ...] = (
    resolve_command.register,
    explain_command.register,
    minimise_command.register,
    report_command.register,
    compare_command.register,
)
"""Each adds one sub-command and sets `run`, a function from the arguments to an exit status."""

COMMAND = "whichwheel"  # of an installed package
INTERRUPTED = 130  # as shells say it: 128 + SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the answer is the exit status (docs/documents.md)."""
    parsed = parser().parse_args(arguments)
    collect_rarely()
    try:
        with stopping.heeding(limit_seconds=getattr(parsed, "timeout", None) or None):
            status: int = parsed.run(parsed)
        sys.stdout.flush()
        return status
    except UsageError as error:
        print(error, file=sys.stderr)
    except BudgetExceeded as error:
        hint = "; --timeout SECONDS gives it more time" if error.what == "seconds" else ""
        print(f"error: {error}{hint}", file=sys.stderr)
    except CoreError as error:
        print(f"error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; without this Python complains once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    whole = argparse.ArgumentParser(
        prog=COMMAND if Path(sys.argv[0]).stem == COMMAND else "python -m resolver_core",
        description=f"Resolves Python requirements as uv {UV_VERSION} does, in both of its modes.",
        allow_abbrev=False,
    )
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for register in COMMANDS:
        register(commands)
    return whole
