"""`report`: the verdict on an issue report, with a drafted reply."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from resolver_core import stopping
from resolver_core.cli.answers import asked_index, opened_at
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.mistakes import UsageError, in_file
from resolver_core.cli.question import STANDARD_INPUT, shown_name
from resolver_core.cli.report_options import add_corrections, corrections_of, vocabulary_of
from resolver_core.codec.report_verdict import report_verdict_to_json
from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.decoding import decoded
from resolver_core.triage.labels import Vocabulary
from resolver_core.triage.standing import Standing
from resolver_core.triage.triaging import DEFAULT_BUDGET, triage
from resolver_core.triage.verdict import Verdict
from resolver_core.triage.wording.lines import verdict_lines
from resolver_core.triage.wording.reply import reply

MOST_SECONDS = 60
"""A report has several commands, each solved, and reasons to look for."""
_EXIT = {Standing.REPRODUCED: 0, Standing.PARTLY: 0, Standing.NOT_REPRODUCED: 1}
EXIT_STATUSES = "Exit status: 0 reproduced or partly; 1 not reproduced; 2 otherwise, or nothing could be read."


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "report",
        help="say whether an issue report can be reproduced, why it is so, and what to reply",
        description="Reads an issue report, solves what it compares, holds it against what it shows, and judges.",
        epilog=EXIT_STATUSES,
        allow_abbrev=False,
    )
    add_arguments(parser, MOST_SECONDS)
    parser.add_argument("--budget", type=int, default=DEFAULT_BUDGET, help="solves (default: %(default)s)")
    add_corrections(parser.add_argument_group("instead of what the report states"))
    parser.add_argument(
        "--labels", type=Path, metavar="FILE", help="a TOML file of labels by standing, owner and class"
    )
    parser.add_argument("--format", choices=("json", "text", "markdown"), default="text", help="(default: text)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge, print, and say how it went."""
    vocabulary = vocabulary_of(arguments.labels)
    default_index = asked_index(arguments)
    try:
        with opened_at(arguments, default_index) as index:
            verdict = triage(
                _text(arguments.file),
                index,
                default_index,
                corrections_of(arguments),
                mirrors=dict(arguments.mirror),
                budget=arguments.budget,
            )
    except ProblemSyntaxError as error:
        raise in_file(shown_name(arguments.file), error) from None
    with stopping.heeding_only(lambda: False):
        print(_shown(verdict, arguments.format, vocabulary))
    return _EXIT.get(verdict.standing, 2)


def _shown(verdict: Verdict, form: str, vocabulary: Vocabulary) -> str:
    if form == "json":
        return json.dumps(report_verdict_to_json(verdict, vocabulary=vocabulary), indent=1, ensure_ascii=False)
    if form == "markdown":
        return reply(verdict).rstrip("\n")
    return "\n".join(verdict_lines(verdict, vocabulary))


def _text(file: str) -> str:
    try:
        return decoded(sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{shown_name(file)}: {error}") from None
