"""`report`: the verdict on an issue report, with a drafted reply."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from resolver_core import stopping
from resolver_core.cli.answers import opened_at
from resolver_core.cli.arguments import add_arguments, checked
from resolver_core.cli.mistakes import UsageError, in_file
from resolver_core.cli.question import STANDARD_INPUT, shown_name
from resolver_core.codec.report_verdict import report_verdict_to_json
from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.network.default import default_index_url
from resolver_core.index.network.guard import without_userinfo
from resolver_core.inputs.decoding import decoded
from resolver_core.inputs.report.premises import read_premise
from resolver_core.inputs.uv_indexes import parse_index_url
from resolver_core.triage.corrections import Corrections
from resolver_core.triage.labels import DEFAULT_VOCABULARY, Vocabulary, read_vocabulary
from resolver_core.triage.standing import Standing
from resolver_core.triage.triaging import DEFAULT_BUDGET, triage
from resolver_core.triage.verdict import Verdict
from resolver_core.triage.wording.lines import verdict_lines
from resolver_core.triage.wording.reply import reply

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
    add_arguments(parser)
    parser.add_argument("--budget", type=int, default=DEFAULT_BUDGET, help="solves (default: %(default)s)")
    _add_corrections(parser.add_argument_group("instead of what the report states"))
    parser.add_argument(
        "--labels", type=Path, metavar="FILE", help="a TOML file of labels by standing, owner and class"
    )
    parser.add_argument("--format", choices=("json", "text", "markdown"), default="text", help="(default: text)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge, print, and say how it went."""
    vocabulary = _vocabulary(arguments.labels)
    default_index = arguments.index_url or without_userinfo(default_index_url())
    try:
        with opened_at(arguments, default_index) as index:
            verdict = triage(
                _text(arguments.file),
                index,
                default_index,
                _corrections(arguments),
                mirrors=dict(arguments.mirror),
                budget=arguments.budget,
            )
    except ProblemSyntaxError as error:
        raise in_file(shown_name(arguments.file), error) from None
    with stopping.heeding_only(lambda: False):
        print(_shown(verdict, arguments.format, vocabulary))
    return _EXIT.get(verdict.standing, 2)


def _add_corrections(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--premise",
        action="append",
        type=checked(read_premise),
        metavar="'URL STATUS'",
        help="a file or page that cannot be had, instead of all that the report names; repeatable",
    )
    group.add_argument("--no-premises", action="store_true", help="what the report says cannot be had is there")
    group.add_argument(
        "--mirror",
        action="append",
        default=[],
        type=checked(_mirror),
        metavar="URL=URL",
        help="ask the second index where the report names the first; repeatable",
    )


def _mirror(text: str) -> tuple[str, str]:
    named, _, asked = text.partition("=")
    return parse_index_url(named), parse_index_url(asked)


def _corrections(arguments: argparse.Namespace) -> Corrections:
    """The target, day and premises that the command line gives; they go before those of the report."""
    given = {"python": arguments.python, "platform": arguments.platform}
    values = {name: listed[0] for name, listed in given.items() if listed}
    if arguments.exclude_newer is not None:
        values["exclude_newer"] = arguments.exclude_newer.typed
    premises = () if arguments.no_premises else arguments.premise
    return Corrections(values=values, premises=None if premises is None else tuple(premises))


def _shown(verdict: Verdict, form: str, vocabulary: Vocabulary) -> str:
    if form == "json":
        return json.dumps(report_verdict_to_json(verdict, vocabulary=vocabulary), indent=1, ensure_ascii=False)
    if form == "markdown":
        return reply(verdict).rstrip("\n")
    return "\n".join(verdict_lines(verdict, vocabulary))


def _vocabulary(file: Path | None) -> Vocabulary:
    if file is None:
        return DEFAULT_VOCABULARY
    try:
        return read_vocabulary(file.read_text("utf-8"))
    except ProblemSyntaxError as error:
        raise in_file(str(file), error) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from None


def _text(file: str) -> str:
    try:
        return decoded(sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{shown_name(file)}: {error}") from None
