"""The command line of the conformance runner."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.conformance.explanations import explain_projects
from tests.conformance.projects import answer_projects
from tests.conformance.scenarios import answer_scenarios
from tests.conformance.settings import answer_settings


def main() -> None:
    """Answers what uv was asked and writes our answers in the schema of uv's."""
    arguments = parser().parse_args()
    if arguments.command == "projects":
        answer_projects(
            arguments.directory, arguments.out, arguments.slug, arguments.server, arguments.jobs, arguments.seconds
        )
    elif arguments.command == "explain":
        explain_projects(arguments.directory, arguments.out, arguments.slug, arguments.server, arguments.jobs)
    elif arguments.command == "settings":
        answer_settings(arguments.directory, arguments.out, arguments.only, arguments.jobs, arguments.seconds)
    else:
        answer_scenarios(
            arguments.directory, arguments.out, arguments.questions, arguments.only, arguments.jobs, arguments.seconds
        )


def parser() -> argparse.ArgumentParser:
    """The subcommands and their options."""
    result = argparse.ArgumentParser(prog="python -m tests.conformance", description=main.__doc__)
    commands = result.add_subparsers(dest="command", required=True)
    for name, text in (
        ("scenarios", "a folder of scenarios -> a file in the schema of expected.json"),
        ("random", "the same, for generated scenarios"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("directory", type=Path)
        command.add_argument("out", type=Path)
        command.add_argument("--questions", type=Path, metavar="FILE", help="ask these instead of all rows")
        command.add_argument("--only", action="append", default=[], metavar="NAME", help="this scenario; repeatable")
        add_limits(command, seconds=60)
    command = commands.add_parser(
        "settings", help="a folder of settings cases -> a file in the schema of expected.json"
    )
    command.add_argument("directory", type=Path)
    command.add_argument("out", type=Path)
    command.add_argument("--only", action="append", default=[], metavar="NAME", help="this case; repeatable")
    add_limits(command, seconds=60)
    for name, text in (
        ("projects", "a folder of projects -> one file each in the schema of expected/"),
        ("explain", "the same folder -> explanations, and the shares that are proven"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("directory", type=Path)
        command.add_argument("out", type=Path)
        command.add_argument("slug", nargs="*", help="these projects only")
        command.add_argument("--server", metavar="URL", help="base address of a frozen index that already runs")
        add_limits(command, seconds=600)
    return result


def add_limits(command: argparse.ArgumentParser, seconds: float) -> None:
    """The options that every subcommand has."""
    command.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    command.add_argument("--seconds", type=float, default=seconds, help="limit of one solve (default %(default)g)")


if __name__ == "__main__":
    main()
