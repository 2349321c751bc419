"""A user name and a password of an index reach the index and nothing else."""

from __future__ import annotations

import pytest

from tests.core.cli.commands import Commands

TEXT = '[project]\nname = "project"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ["a", "c"]\n'


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("option", ["--index-url", "--extra-index-url"])
def test_no_answer_holds_them(commands: Commands, option: str, form: str) -> None:
    path = commands.folder / "pyproject.toml"
    path.write_text(TEXT)
    url = commands.index.url.replace("//", "//user:secret@")
    others = () if option == "--index-url" else ("--index-url", commands.index.url.replace("simple", "none"))
    finished = commands.run("resolve", str(path), option, url, *others, "--python", "3.8", "--format", form)
    assert finished.status == 0
    assert "a-1.0-py3-none-any.whl" in finished.output
    assert "secret" not in finished.output + finished.errors


def test_nor_does_the_answer_of_a_clash(commands: Commands) -> None:
    path = commands.folder / "pyproject.toml"
    path.write_text(TEXT.replace('"a"', '"nothing"'))
    url = commands.index.url.replace("//", "//user:secret@")
    finished = commands.run("resolve", str(path), "--index-url", url, "--format", "json")
    assert finished.status == 1
    assert "secret" not in finished.output + finished.errors
