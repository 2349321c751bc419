"""Which commands there are, and what becomes of trouble."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

import pytest

from resolver_core.cli import main as module
from resolver_core.cli.main import INTERRUPTED, main, parser
from resolver_core.cli.mistakes import UsageError
from resolver_core.errors import CoreError


def run_with(monkeypatch: pytest.MonkeyPatch, command: Callable[[argparse.Namespace], int]) -> int:
    """The status of a command line whose one command is this function."""

    def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        commands.add_parser("only").set_defaults(run=command)

    monkeypatch.setattr(module, "COMMANDS", (register,))
    return main(["only"])


def raising(error: BaseException) -> Callable[[argparse.Namespace], int]:
    def command(arguments: argparse.Namespace) -> int:
        raise error

    return command


def test_the_status_of_a_command_is_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_with(monkeypatch, lambda arguments: 1) == 1


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (UsageError("a.toml:3: Wrong.", "a.toml:4: Wrong, too."), 2, "a.toml:3: Wrong.\na.toml:4: Wrong, too.\n"),
        (CoreError("no index"), 2, "error: no index\n"),
        (KeyboardInterrupt(), INTERRUPTED, ""),
    ],
)
def test_what_becomes_of_trouble(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    words: str,
) -> None:
    assert run_with(monkeypatch, raising(error)) == status
    assert capsys.readouterr().err == words


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        run_with(monkeypatch, raising(ZeroDivisionError()))


@pytest.mark.parametrize("arguments", [[], ["odd"], ["resolve"], ["resolve", "x", "--pyth", "3.8"]])
def test_a_wrong_command_line_leaves_with_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "name"),
    [("/usr/bin/whichwheel", "whichwheel"), ("/x/resolver_core/__main__.py", "python -m resolver_core")],
)
def test_it_is_called_as_it_was_started(monkeypatch: pytest.MonkeyPatch, argv: str, name: str) -> None:
    monkeypatch.setattr(sys, "argv", [argv])
    assert parser().format_usage().startswith(f"usage: {name} ")


def test_both_commands_have_help() -> None:
    text = parser().format_help()
    assert "resolve" in text
    assert "explain" in text
