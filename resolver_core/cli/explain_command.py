"""`explain`: why the two modes differ, proven by solving again, with fixes that were tried."""

from __future__ import annotations

import argparse
import json
import sys

from packaging.utils import canonicalize_name

from resolver_core import stopping
from resolver_core.cli.answers import opened_index
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.ladder_text import ladder_lines
from resolver_core.cli.mistakes import UsageError
from resolver_core.cli.question import Question, read_question
from resolver_core.cli.resolve_command import EXIT_STATUSES
from resolver_core.cli.text_report import plain
from resolver_core.codec import answers_to_json, explanation_to_json, ladders_to_json
from resolver_core.errors import BudgetExceeded
from resolver_core.explain.explaining import DEFAULT_BUDGET, explain
from resolver_core.explain.explanation import Divergence, Explanation, Finding, ModeFailure
from resolver_core.explain.questions import UnknownQuestion, ask
from resolver_core.exports import answers_to_markdown, explanation_to_markdown, ladder_to_markdown
from resolver_core.exports.ten_lines import Circumstances, ten_lines
from resolver_core.index.base import Index

PRESETS = 2
"""Solves that a ladder needs: the two answers themselves."""


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
    parser.add_argument("--why", action="append", default=[], metavar="NAME", help="ask why a version was taken")
    parser.add_argument(
        "--why-not",
        action="append",
        default=[],
        metavar="NAME==VERSION",
        help="ask why another was not; solves with it",
    )
    parser.add_argument(
        "--ladder", action="append", default=[], metavar="NAME", help="show what became of every version"
    )
    parser.add_argument("--short", action="store_true", help="with markdown: the answer in ten lines, for an issue")
    parser.add_argument("--format", choices=("json", "text", "markdown"), default="text", help="(default: text)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain, print, and say how it went."""
    question = read_question(arguments)
    for note in question.problem.notes:
        print(f"note: {note}", file=sys.stderr)
    if arguments.why or arguments.why_not:
        return _answer(arguments, question)
    if arguments.ladder:
        return _ladders(arguments, question)
    with opened_index(arguments, question) as index:
        explanation = _explained(arguments, question, index)
    with stopping.heeding_only(lambda: False):  # what was found is told, however late it is
        if arguments.format == "json":
            print(json.dumps(explanation_to_json(explanation), indent=1))
        elif arguments.short:
            as_of = arguments.exclude_newer.typed if arguments.exclude_newer is not None else ""
            print(ten_lines(explanation_to_json(explanation), Circumstances(as_of=as_of)), end="")
        else:
            _print(explanation_to_markdown(explanation), arguments.format)
    return _exit_status(explanation)


def _explained(arguments: argparse.Namespace, question: Question, index: Index) -> Explanation:
    """The explanation, or as much of it as was found in time."""
    found: list[Divergence | ModeFailure | Finding] = []
    asked = (question.problem, question.targets, question.options, index, question.selection)
    try:
        return explain(*asked, budget=arguments.budget, on_found=found.append)
    except BudgetExceeded as error:
        if not found:
            raise
        print(f"note: {error}; what was found by then follows", file=sys.stderr)
    return Explanation(
        targets=question.targets,
        failures=tuple(entry for entry in found if isinstance(entry, ModeFailure)),
        findings=tuple(entry for entry in found if isinstance(entry, Finding)),
        divergences=tuple(entry for entry in found if isinstance(entry, Divergence)),
        solves=0,
        complete=False,
    )


def _answer(arguments: argparse.Namespace, question: Question) -> int:
    with opened_index(arguments, question) as index:
        try:
            answers = [
                answer
                for target in question.targets
                for answer in ask(
                    question.problem,
                    target,
                    question.options,
                    index,
                    question.selection,
                    about=arguments.why,
                    instead=arguments.why_not,
                )
            ]
        except UnknownQuestion as error:
            raise UsageError(f"error: {error}") from None
    if arguments.format == "json":
        print(json.dumps(answers_to_json(answers), indent=1))
    else:
        _print(answers_to_markdown(answers), arguments.format)
    return 0


def _ladders(arguments: argparse.Namespace, question: Question) -> int:
    names = {canonicalize_name(name) for name in arguments.ladder}
    with opened_index(arguments, question) as index:
        found = explain(
            question.problem,
            question.targets,
            question.options,
            index,
            question.selection,
            budget=PRESETS,
            with_ladders=True,
        )
    shown = [ladder for ladder in found.ladders if ladder.project in names]
    if missing := names - {ladder.project for ladder in shown}:
        raise UsageError(f"error: neither mode installs {', '.join(sorted(missing))}")
    if arguments.format == "json":
        print(json.dumps(ladders_to_json(shown), indent=1))
    elif arguments.format == "markdown":
        print("\n".join(map(ladder_to_markdown, shown)))
    else:
        print("\n\n".join("\n".join(ladder_lines(ladder)) for ladder in shown))
    return 0


def _print(text: str, form: str) -> None:
    print(text if form == "markdown" else "\n".join(map(plain, text.splitlines())))


def _exit_status(explanation: Explanation) -> int:
    kinds = {failure.kind for failure in explanation.failures}
    if not kinds:
        return 0
    return 1 if kinds == {"unsatisfiable"} else 2
