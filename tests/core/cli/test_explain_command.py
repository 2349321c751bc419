"""`explain` in each of its forms, against the index on loopback."""

from __future__ import annotations

import json

import pytest

from tests.core.cli.commands import Commands, Finished

OLD = ("--python", "3.8", "--platform", "x86_64-unknown-linux-gnu")
TEXT = '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = ["{}"]\n'


def explain(commands: Commands, dependency: str, *options: str) -> Finished:
    path = commands.folder / "pyproject.toml"
    path.write_text(TEXT.format(dependency))
    return commands.run("explain", str(path), "--index-url", commands.index.url, *OLD, *options)


def test_a_difference_is_explained(commands: Commands) -> None:
    finished = explain(commands, "a")
    assert (finished.status, finished.errors) == (0, "")
    assert "no compatible file" in finished.output or "no-compatible-file" in finished.output
    assert "2.0" in finished.output


def test_as_json(commands: Commands) -> None:
    document = explain(commands, "a", "--format", "json").document
    assert document["schema_version"] >= 1
    causes = {entry["project"]: entry["cause"]["class"] for entry in document["divergences"] if entry["root"]}
    assert causes == {"a": "no-compatible-file"}


def test_as_markdown(commands: Commands) -> None:
    assert "```" in explain(commands, "a", "--format", "markdown").output


def test_nothing_to_explain(commands: Commands) -> None:
    finished = explain(commands, "b")
    assert finished.status == 0
    assert "agree" in finished.output


def test_a_clash_has_a_status_of_its_own(commands: Commands) -> None:
    assert explain(commands, "a>9").status == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [(("--why", "a"), "1.0"), (("--why-not", "a==2.0"), "2.0"), (("--why", "b", "--why-not", "a==2.0"), "b")],
)
def test_questions_are_answered(commands: Commands, options: tuple[str, ...], words: str) -> None:
    finished = explain(commands, "a", *options)
    assert finished.status == 0
    assert words in finished.output
    assert json.loads(explain(commands, "a", *options, "--format", "json").output)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--why-not", "a"), "error: "),
        (("--ladder", "nothing"), "error: neither mode installs nothing"),
    ],
)
def test_questions_that_cannot_be_asked(commands: Commands, options: tuple[str, ...], words: str) -> None:
    finished = explain(commands, "a", *options)
    assert finished.status == 2
    assert words in finished.errors
