"""`report FILE`: the verdict as text, as JSON and as a drafted reply."""

from __future__ import annotations

import json

import pytest

from tests.core.cli.commands import Commands, Finished
from tests.support.reports import STATED, a_report

OLD = STATED.replace("3.12.4", "3.8.20")
SEEN = "$ uv sync\n + a=={}\n$ uv pip install -r pyproject.toml\n + a==1.0"


def report(commands: Commands, text: str, *options: str) -> Finished:
    file = commands.folder / "issue.md"
    file.write_text(text)
    return commands.run("report", str(file), "--index-url", commands.index.url, "--no-cache", *options)


@pytest.mark.parametrize(
    ("seen", "status", "verdict"),
    [(SEEN.format("2.0"), 0, "reproduced"), ("$ uv sync\n + a==9", 1, "not-reproduced"), ("", 0, "reproduced")],
)
def test_the_verdict(commands: Commands, seen: str, status: int, verdict: str) -> None:
    found = report(commands, a_report("a", transcript=seen, stated=OLD), "--format", "json")
    assert (found.status, found.document["verdict"]) == (status, verdict)
    assert found.document["causes"][0]["cause_class"] == "no-compatible-file"


def test_text_and_reply(commands: Commands) -> None:
    text = a_report("a", transcript=SEEN.format("2.0"), stated=OLD)
    assert report(commands, text).output.startswith("Reproduced, solved as uv ")
    assert report(commands, text, "--format", "markdown").output.startswith("Thank you for the report! Reproduced")


def test_a_vocabulary_of_ones_own(commands: Commands) -> None:
    labels = commands.folder / "labels.toml"
    labels.write_text('[standing]\nreproduced = "confirmed"\n')
    text = a_report("a", transcript=SEEN.format("2.0"), stated=OLD)
    assert json.loads(report(commands, text, "--format", "json", "--labels", str(labels)).output)["labels"] == [
        "confirmed"
    ]
    labels.write_text("[")
    assert report(commands, text, "--labels", str(labels)).status == 2
    assert report(commands, text, "--labels", str(commands.folder / "none")).status == 2


def test_what_cannot_be_read_is_said(commands: Commands) -> None:
    found = report(commands, a_report("a =! 1"))
    assert found.status == 2
    assert "issue.md" in found.errors
    assert report(commands, "It fails.\n").status == 2
