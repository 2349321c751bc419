"""`python -m uv_check`: our answers and uv's, on the same data."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from resolver_core import (
    CoreError,
    RecordingIndex,
    UsageError,
    add_arguments,
    heeding,
    opened_index,
    read_question,
    resolve,
)
from uv_check.checking import check_mode
from uv_check.documents import check_to_json
from uv_check.errors import NotAsked
from uv_check.question import Mode, Question
from uv_check.running.isolation import Limits
from uv_check.running.releases import Uv, installed_uv
from uv_check.verdict import Check, ModeCheck
from uv_check.wording import not_asked_sentence, told

EXIT_STATUSES = "exit status: 0 uv agrees, 1 it differs, 2 it could not be asked or data are missing"
_MODES = {"both": (Mode.LOCK, Mode.COMPILE), "universal": (Mode.LOCK,), "single": (Mode.COMPILE,)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the answer is the exit status."""
    parsed = parser().parse_args(arguments)
    try:
        with heeding(limit_seconds=parsed.timeout or None):
            return _run(parsed)
    except UsageError as error:
        print(error, file=sys.stderr)
    except NotAsked as error:
        print(f"error: {not_asked_sentence(error.obstacle, error.detail)}", file=sys.stderr)
    except CoreError as error:
        print(f"error: {error}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The options of the core's command line, and our own."""
    found = argparse.ArgumentParser(
        prog="python -m uv_check",
        description="Resolves a project, lets the real uv do so on the very same data, and compares.",
        epilog=EXIT_STATUSES,
        allow_abbrev=False,
    )
    add_arguments(found)
    found.add_argument("--mode", choices=tuple(_MODES), default="both", help="(default: both)")
    found.add_argument(
        "--uv", metavar="PATH_OR_VERSION", help="an installed uv to ask (default: the version that is emulated)"
    )
    found.add_argument("--uv-timeout", type=float, default=120, metavar="SECONDS", help="for each run of uv")
    found.add_argument("--format", choices=("json", "text"), default="text", help="(default: text)")
    return found


def _run(arguments: argparse.Namespace) -> int:
    uv = installed_uv(arguments.uv)
    check = Check(tuple(_checks(arguments, uv)))
    if arguments.format == "json":
        print(json.dumps(check_to_json(check), indent=1))
    else:
        print("\n".join(line for mode in check.modes for line in told(mode)))
    return check.exit_status


def _checks(arguments: argparse.Namespace, uv: Uv) -> Iterator[ModeCheck]:
    asked = read_question(arguments)
    for note in asked.problem.notes:
        print(f"note: {note}", file=sys.stderr)
    limits = Limits(seconds=arguments.uv_timeout)
    with opened_index(arguments, asked) as index:
        for mode in _MODES[arguments.mode]:
            for target in asked.targets[:1] if mode is Mode.LOCK else asked.targets:
                question = Question(asked.problem, asked.options, target, asked.selection)
                recording = RecordingIndex(index)
                ours = resolve(asked.problem, question.policy(mode), recording)
                yield check_mode(question, mode, ours, recording.snapshot(), uv, limits)
