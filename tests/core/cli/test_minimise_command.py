"""`minimise` in each of its forms, against the index on loopback."""

from __future__ import annotations

import tomllib

import pytest

from tests.core.cli.commands import Commands, Finished

OLD = ("--python", "3.8", "--platform", "x86_64-unknown-linux-gnu")
TEXT = """\
[project]
name = "x"
version = "1"
requires-python = ">=3.8"
dependencies = ["b", "a ; sys_platform == 'linux'"]

[tool.uv]
prerelease = "allow"
"""


def minimise(commands: Commands, *options: str, text: str = TEXT) -> Finished:
    path = commands.folder / "pyproject.toml"
    path.write_text(text)
    return commands.run("minimise", str(path), "--index-url", commands.index.url, *OLD, *options)


def test_a_difference_is_made_small(commands: Commands) -> None:
    finished = minimise(commands)
    assert finished.status == 0
    document = tomllib.loads(finished.output)
    assert document["project"]["dependencies"] == ["a"]
    assert "tool" not in document
    assert f"--default-index {commands.index.url}" in finished.output
    assert "shown: no-compatible-file of a" in finished.errors
    assert "project: 2 requirements before, 1 requirement left; nothing more can go" in finished.errors


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("dockerfile", "RUN uv lock"),
        ("scenario", 'name = "no-compatible-file-a"'),
        ("snapshot", "#[test]"),
        ("markdown", "enough:"),
        ("json", '"is_minimal": true'),
    ],
)
def test_other_formats(commands: Commands, form: str, words: str) -> None:
    finished = minimise(commands, "--root", "a", "--format", form)
    assert finished.status == 0
    assert words in finished.output


def test_a_budget_that_is_spent_has_a_status_of_its_own(commands: Commands) -> None:
    finished = minimise(commands, "--budget", "50")
    assert finished.status == 1
    assert "ended: solves" in finished.errors
    assert tomllib.loads(finished.output)["project"]["name"]


def test_nothing_to_show(commands: Commands) -> None:
    finished = minimise(commands, text=TEXT.replace("a ;", "b ;"))
    assert finished.status == 2
    assert "nothing to make smaller" in finished.errors
    assert "no such thing of b" in minimise(commands, "--root", "b").errors


def test_secrets_are_left_out(commands: Commands) -> None:
    address = commands.index.url.replace("://", "://alice:S3CRETs3cret@")
    finished = minimise(commands, "--index-url", address)
    assert f"--default-index {commands.index.url}" in finished.output
    assert "S3CRETs3cret" not in finished.output + finished.errors
    assert "note: a secret is left out of line 2" in finished.errors
