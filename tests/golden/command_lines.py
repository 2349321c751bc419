"""Asks the command line of a checkout."""

from __future__ import annotations

import contextlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.golden.checkouts import Checkout
from tests.golden.collected import Answer, Form, PartWriter

_FORMS = {"json": Form.JSON, "markdown": Form.TEXT, "text": Form.TEXT}


class NoMoreAnswers(Exception):
    """The process ended before it was told to; what it said stands on standard error."""


class CommandLines:
    """`python -m resolver_core` of one checkout, many times in one process."""

    def __init__(self, process: subprocess.Popen[str], writer: PartWriter) -> None:
        self._process = process
        self._writer = writer

    def ask(self, name: str, *arguments: str, form: str = "json") -> str:
        """Store the answer to one command line, and give what it printed. `form` is a value of `--format`."""
        asked = [*arguments, "--format", form]
        said = json.loads(self._answer(json.dumps(asked)))
        trouble = [f"standard error: {text}" for text in said["trouble"].splitlines()]
        crash = [f"crash: {said['crash']}"] if said["crash"] else []
        output: str = said["output"]
        self._writer.add(
            Answer(
                name=name,
                asked=" ".join(asked),
                facts=(f"exit status: {said['status']}", *trouble, *crash),
                form=_FORMS[form] if output else Form.TEXT,
                body=output.encode(),
            )
        )
        return output

    def _answer(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            print(line, file=self._process.stdin, flush=True)
        except BrokenPipeError:
            raise NoMoreAnswers(line) from None
        answer = self._process.stdout.readline()
        if not answer:
            raise NoMoreAnswers(line)
        return answer


@contextmanager
def command_lines(checkout: Checkout, writer: PartWriter) -> Iterator[CommandLines]:
    """The running process; it ends with the body."""
    process = subprocess.Popen(
        checkout.command("commands"),
        cwd=checkout.folder,
        env=checkout.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield CommandLines(process, writer)
    finally:
        with contextlib.suppress(BrokenPipeError):
            process.communicate()


def written(folder: Path, name: str, text: str) -> str:
    """The path of a file with this text."""
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)
