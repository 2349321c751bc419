"""The options of `report` that go before what the report states, and its labels."""

from __future__ import annotations

import argparse
from pathlib import Path

from resolver_core.cli.arguments import checked
from resolver_core.cli.mistakes import UsageError, in_file
from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.report.premises import read_premise
from resolver_core.inputs.uv_indexes import parse_index_url
from resolver_core.triage.corrections import Corrections
from resolver_core.triage.labels import DEFAULT_VOCABULARY, Vocabulary, read_vocabulary


def add_corrections(group: argparse._ArgumentGroup) -> None:
    """Add them; the target and the day are options of every command."""
    group.add_argument(
        "--premise",
        action="append",
        type=checked(read_premise),
        metavar="'URL STATUS'",
        help="a file or page to be treated as unreachable, instead of all that the report names; repeatable",
    )
    group.add_argument(
        "--no-premises", action="store_true", help="treat what the report says is unreachable as available"
    )
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


def corrections_of(arguments: argparse.Namespace) -> Corrections:
    """The target, day and premises that the command line gives; they go before those of the report."""
    given = {"python": arguments.python, "platform": arguments.platform}
    values = {name: listed[0] for name, listed in given.items() if listed}
    if arguments.exclude_newer is not None:
        values["exclude_newer"] = arguments.exclude_newer.typed
    premises = () if arguments.no_premises else arguments.premise
    return Corrections(values=values, premises=None if premises is None else tuple(premises))


def vocabulary_of(file: Path | None) -> Vocabulary:
    """The labels of a file, else our own. Raises `UsageError` and `ProblemSyntaxError`."""
    if file is None:
        return DEFAULT_VOCABULARY
    try:
        return read_vocabulary(file.read_text("utf-8"))
    except ProblemSyntaxError as error:
        raise in_file(str(file), error) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from None
