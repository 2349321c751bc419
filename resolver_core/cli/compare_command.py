"""`compare`: send a project to a running instance, and print its verdict and permalink."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from resolver_core.cli.mistakes import UsageError
from resolver_core.index.network.instance import Document, Instance

URL_VARIABLE, TOKEN_VARIABLE = "WHICHWHEEL_URL", "WHICHWHEEL_TOKEN"
OPTIONS = ("python", "platform", "exclude_newer")


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "compare",
        help="send a project to a running instance: verdict and permalink",
        description="Sends a project to a running instance. The exit status is 0 where both modes take the same at the "
        "target, 1 where they differ or a side finds no versions, and 2 for trouble.",
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="PYPROJECT", help="pyproject.toml, requirements.txt or script; - reads input")
    parser.add_argument("--at", metavar="URL", default=os.environ.get(URL_VARIABLE, ""), help=f"or {URL_VARIABLE}")
    parser.add_argument("--lock", type=Path, metavar="LOCK", help="a uv.lock, whose versions are preferred")
    parser.add_argument("--python", metavar="VERSION", default="", help="the target's Python")
    parser.add_argument("--platform", metavar="PLATFORM", default="", help="the target's platform")
    parser.add_argument("--exclude-newer", metavar="MOMENT", default="", help="ignore later uploads")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask and print; the exit status is that of the verdict."""
    if not arguments.at:
        raise UsageError(f"error: say where: --at URL, or {URL_VARIABLE}")
    question = {name: getattr(arguments, name) for name in OPTIONS if getattr(arguments, name)}
    question["text"] = _text(arguments.file)
    if arguments.lock is not None:
        question["lock"] = _text(str(arguments.lock))
    with Instance(arguments.at, os.environ.get(TOKEN_VARIABLE, "")) as instance:
        verdict = instance.verdict(question)
    print(json.dumps(verdict, indent=1) if arguments.format == "json" else told(verdict))
    status = verdict["exit_status"]
    return status if isinstance(status, int) else 2


def told(verdict: Document) -> str:
    """A verdict for people."""
    rows = [f"  {one['project']}: {one['single'] or '-'} / {one['universal'] or '-'}" for one in verdict["differing"]]
    cause = [f"cause: {verdict['cause']}"] if verdict["cause"] else []
    return "\n".join([f"{verdict['verdict']}: {verdict['headline']}", *rows, *cause, verdict["page"]])


def _text(path: str) -> str:
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"error: {path} cannot be read: {error}") from error
