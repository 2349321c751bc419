"""`minimise`: the smallest project that still shows a difference, a failure or a finding for the same proven cause."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from packaging.utils import canonicalize_name

from resolver_core import stopping
from resolver_core.cli.answers import opened_index
from resolver_core.cli.arguments import add_arguments
from resolver_core.cli.question import read_question
from resolver_core.codec import smallest_to_json
from resolver_core.explain.wording.names import class_in_words
from resolver_core.exports.smallest import (
    Setting,
    to_dockerfile,
    to_project,
    to_reply,
    to_scenario,
    to_snapshot_test,
)
from resolver_core.index.network.default import default_index_url
from resolver_core.index.network.guard import without_userinfo
from resolver_core.inputs.secrets import redact
from resolver_core.minimise.minimising import DEFAULT_SECONDS, DEFAULT_SOLVES, minimise
from resolver_core.minimise.smallest import Ending, Progress, Size, Smallest, size_of

EXIT_STATUSES = (
    "exit status: 0 nothing more can go, 1 the budget or the time was over before, 2 there is nothing to show, or it "
    "cannot be written so"
)
FORMATS: dict[str, Callable[[Smallest, Setting], str]] = {
    "pyproject": lambda smallest, setting: to_project(smallest.text, setting),
    "dockerfile": lambda smallest, setting: to_dockerfile(smallest.text, setting),
    "scenario": lambda smallest, _: to_scenario(smallest),
    "snapshot": to_snapshot_test,
    "markdown": to_reply,
    "json": lambda smallest, setting: f"{json.dumps(smallest_to_json(smallest, setting), indent=1)}\n",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "minimise",
        help="make the project as small as it can be and still show the same",
        description="Leaves out of a project, and then of the index, whatever the same proven cause does not need.",
        epilog=EXIT_STATUSES,
        allow_abbrev=False,
    )
    add_arguments(parser)
    parser.set_defaults(timeout=str(DEFAULT_SECONDS))
    parser.add_argument(
        "--root", metavar="NAME", help="the project in question (default: the first that has a proven cause)"
    )
    parser.add_argument(
        "--budget", type=int, default=DEFAULT_SOLVES, metavar="SOLVES", help="for all of it (default: %(default)s)"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="pyproject", help="(default: %(default)s)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Search, print, and say how it ended."""
    question = read_question(arguments)
    for note in question.problem.notes:
        print(f"note: {note}", file=sys.stderr)
    begun = datetime.now(UTC).replace(microsecond=0)
    with opened_index(arguments, question) as index:
        smallest = minimise(
            question.problem,
            question.targets[0],
            question.options,
            index,
            question.selection,
            root=None if arguments.root is None else canonicalize_name(arguments.root),
            solves=arguments.budget,
            seconds=None,  # --timeout holds for everything
            on_progress=_Shown().show,
        )
    with stopping.heeding_only(lambda: False):  # what was found is told, however late it is
        for line in _summary(smallest):
            print(line, file=sys.stderr)
        setting = Setting(smallest.target, begun, without_userinfo(default_index_url()))
        written = redact(FORMATS[arguments.format](smallest, setting))
        for secret in written.findings:
            print(f"note: a secret is left out of line {secret.line}", file=sys.stderr)
        print(written.text, end="")
    return 0 if smallest.ending is Ending.MINIMAL else 1


class _Shown:
    """Progress on standard error: a line for each proven step, as long as somebody looks at it."""

    def __init__(self) -> None:
        self._is_seen = sys.stderr.isatty()

    def show(self, progress: Progress) -> None:
        """What is left."""
        if self._is_seen and progress.is_proven:
            print(f"{progress.stage}: {size(progress.left)} left, {progress.solves} solves", file=sys.stderr)


def size(left: Size) -> str:
    """What is left of a case, in words."""
    found = [_counted(left.requirements, "requirement")]
    if left.projects is not None and left.versions is not None and left.files is not None:
        found += [_counted(left.projects, "project"), _counted(left.versions, "version"), _counted(left.files, "file")]
    return ", ".join(found)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _summary(smallest: Smallest) -> list[str]:
    goal = smallest.goal
    about = "" if goal.project is None else f" of {goal.project}"
    lines = [
        f"shown: {class_in_words(goal.cause_class.value)}{about}, {smallest.target.label}",
        f"project: {size(smallest.before)} before, {size(size_of(smallest.text.case))} left"
        + _end(smallest.text.is_minimal),
    ]
    if smallest.closed is None:
        lines.append("with an index of its own: none")
    else:
        left = size(size_of(smallest.closed.case, smallest.recorded))
        lines.append(f"with an index of its own: {left}{_end(smallest.closed.is_minimal)}")
    return [*lines, f"{smallest.solves} solves; ended: {smallest.ending}"]


def _end(is_minimal: bool) -> str:
    return "; nothing more can go" if is_minimal else "; more may go"
