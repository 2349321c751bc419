"""`explain --ladder`: what became of every version, as text and as a document."""

from __future__ import annotations

import re

from tests.core.cli.commands import Commands
from tests.core.cli.test_documents_page import HEAD, field_names
from tests.support.shared import REPOSITORY

AT = ("--python", "3.8", "--platform", "linux")


def asked(commands: Commands, *options: str) -> tuple[str, ...]:
    path = commands.folder / "pyproject.toml"
    path.write_text(f'{HEAD}dependencies = ["a", "c"]\n')
    return ("explain", str(path), "--index-url", commands.index.url, *AT, *options)


def test_text(commands: Commands) -> None:
    done = commands.run(*asked(commands, "--ladder", "a", "--ladder", "B"))
    assert done.status == 0
    lines = [" ".join(line.split()) for line in done.output.splitlines()]
    assert "a, every version at Python 3.8 on linux:" in lines
    (refused,) = [line for line in lines if line.startswith("2.0 - uv pip install no file fits Python 3.8 on linux")]
    assert refused.endswith("nearest a-2.0-cp310-cp310-manylinux2014_x86_64.whl")
    assert lines[lines.index(refused) + 1] == "uv lock taken"
    assert "2.0 - uv pip install a 1.0 requires b<2 (line 5 → a 1.0)" in lines
    assert not [line for line in lines if line.startswith("c, ")]


def test_markdown(commands: Commands) -> None:
    done = commands.run(*asked(commands, "--ladder", "a", "--format", "markdown"))
    assert "### a, every version (Python 3.8 on linux)" in done.output
    assert "nearest `a-2.0-cp310-cp310-manylinux2014_x86_64.whl`; universal: **taken**" in done.output


def test_document(commands: Commands) -> None:
    done = commands.run(*asked(commands, "--ladder", "a", "--format", "json"))
    (ladder,) = done.document["ladders"]
    assert [rung["newest"] for rung in ladder["rungs"]] == ["2.0", "1.0"]
    assert ladder["rungs"][0]["single"]["kind"] == "no-file"
    assert ladder["rungs"][0]["universal"]["state"] == "taken"
    described = set(re.findall(r"`([\w-]+)`", (REPOSITORY / "docs" / "documents.md").read_text("utf-8")))
    assert set(field_names(done.document)) - described == set()


def test_a_project_that_nobody_has(commands: Commands) -> None:
    done = commands.run(*asked(commands, "--ladder", "zzz"))
    assert done.status == 2
    assert "neither mode installs zzz" in done.errors
