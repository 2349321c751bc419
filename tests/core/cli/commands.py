"""Runs the command line in this process, against an index on loopback."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from resolver_core.cli.main import main
from tests.support.served_index import ServedFile, ServedIndex

FILES = (
    ServedFile("a-1.0-py3-none-any.whl", requires_dist=("b<2",)),
    ServedFile("a-2.0-cp310-cp310-manylinux2014_x86_64.whl", requires_dist=("b>=2",)),
    ServedFile("b-1.0-py3-none-any.whl"),
    ServedFile("b-2.0-py3-none-any.whl"),
    ServedFile("c-1.0-py3-none-any.whl", uploaded_at="2024-11-24T00:00:00Z"),
    ServedFile("c-2.0-py3-none-any.whl", uploaded_at="2024-12-24T00:00:00Z"),
    ServedFile("d-1.0.tar.gz"),
    ServedFile("e-1.0-py3-none-any.whl", requires_dist=("b>=2",)),
    ServedFile("e-2.0b1-py3-none-any.whl"),
    ServedFile("f-1.0-py3-none-any.whl", requires_dist=("c",)),
)
"""`a` 2.0 has no file for Python 3.8 and says so nowhere; nothing but `c` has upload times."""


@dataclass(frozen=True)
class Finished:
    """What a command did."""

    status: int
    output: str
    errors: str

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.output)
        return found


@dataclass(frozen=True)
class Commands:
    """`resolve` of a text, with a cache folder of its own and the index on loopback as the default."""

    index: ServedIndex
    folder: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def resolve(self, text: str, *options: str, filename: str = "pyproject.toml") -> Finished:
        path = self.folder / filename
        path.write_text(text)
        return self.run("resolve", str(path), "--index-url", self.index.url, *options)

    def resolve_input(self, text: str, *options: str) -> Finished:
        """The text comes from standard input."""
        self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return self.run("resolve", "-", "--index-url", self.index.url, *options)

    def run(self, *arguments: str) -> Finished:
        cache = () if "--cache-dir" in arguments else ("--cache-dir", str(self.folder / "cache"))
        status = _status(lambda: main([*arguments, *cache]))
        captured = self.capsys.readouterr()
        return Finished(status, captured.out, captured.err)


def _status(call: Callable[[], int]) -> int:
    try:
        return call()
    except SystemExit as left:  # argparse leaves that way
        return int(str(left.code))
