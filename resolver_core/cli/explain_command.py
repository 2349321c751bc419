"""`explain`: why the two modes differ, proven by solving again, with fixes that were tried."""

from __future__ import annotations

import argparse
import json
import sys

from resolver_core.cli.answers import opened_index
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.question import read_question
from resolver_core.cli.resolve_command import EXIT_STATUSES
from resolver_core.cli.text_report import plain
from resolver_core.explain.documents import explanation_to_json, explanation_to_markdown
from resolver_core.explain.explaining import DEFAULT_BUDGET, explain
from resolver_core.explain.model import Explanation


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "explain",
        help="say why the two modes differ, and prove it",
        description="Finds why the two modes differ on every target, proves it by solving again, and tries fixes.",
        epilog=EXIT_STATUSES,
        allow_abbrev=False,
    )
    add_arguments(parser)
    parser.add_argument("--budget", type=int, default=DEFAULT_BUDGET, help="solves per target (default: %(default)s)")
    parser.add_argument("--format", choices=("json", "text", "markdown"), default="text", help="(default: text)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain, print, and say how it went."""
    question = read_question(arguments)
    for note in question.problem.notes:
        print(f"note: {note}", file=sys.stderr)
    with opened_index(arguments, question) as index:
        explanation = explain(
            question.problem, question.targets, question.options, index, question.selection, budget=arguments.budget
        )
    if arguments.format == "json":
        print(json.dumps(explanation_to_json(explanation), indent=1))
    else:
        text = explanation_to_markdown(explanation)
        print(text if arguments.format == "markdown" else "\n".join(map(plain, text.splitlines())))
    return _exit_status(explanation)


def _exit_status(explanation: Explanation) -> int:
    kinds = {failure.kind for failure in explanation.failures}
    if not kinds:
        return 0
    return 1 if kinds == {"unsatisfiable"} else 2
