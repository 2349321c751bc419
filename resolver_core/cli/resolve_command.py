"""`resolve`: both resolutions, side by side."""

from __future__ import annotations

import argparse
import json
import sys

from resolver_core.cli.answers import answer, opened_index, with_pip
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.question import read_question
from resolver_core.cli.text_report import report

EXIT_STATUSES = "exit status: 0 solved, 1 the requirements clash, 2 bad input or data that could not be read"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "resolve",
        help="resolve a project and compare the two modes",
        description="Resolves a project as `uv pip install` does on every target and as `uv lock` does, and compares.",
        epilog=EXIT_STATUSES,
        allow_abbrev=False,
    )
    add_arguments(parser)
    parser.add_argument("--mode", choices=("single", "universal", "both"), default="both", help="(default: both)")
    parser.add_argument("--as-pip", action="store_true", help="also solve every target in pip's order, by pip's rules")
    parser.add_argument("--format", choices=("json", "text"), default="text", help="(default: text)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Resolve, print, and say how it went."""
    question = read_question(arguments)
    for note in question.problem.notes:
        print(f"note: {note}", file=sys.stderr)
    with opened_index(arguments, question) as index:
        answers = answer(question, arguments.mode, index)
        if arguments.as_pip:
            answers = with_pip(question, answers, index)
    if arguments.format == "json":
        print(json.dumps(answers.to_json(), indent=1))
    else:
        print("\n".join(report(question, answers)))
    return answers.exit_status
