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
    assert report(commands, text).output.startswith("Reproduced by an emulation of uv ")
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


def test_what_is_given_goes_before_what_the_report_states(commands: Commands) -> None:
    text = a_report("a", transcript=SEEN.format("2.0"), stated=OLD)
    corrected = report(commands, text, "--format", "json", "--python", "3.10")
    assert corrected.document["verdict"] == "partly"
    assert report(commands, text, "--format", "json", "--platform", "x86_64-unknown-linux-gnu").status == 0
    assert report(commands, text, "--format", "json", "--exclude-newer", "2020-01-01").document["as_of"] == "2020-01-01"


def test_premises_are_given_and_taken_away(commands: Commands) -> None:
    text = a_report("a", transcript=SEEN.format("2.0"), stated=OLD)
    files = ["--premise", "a-9-py3-none-any.whl 404"]
    given = report(commands, text, "--format", "json", *files).document
    assert [one["premise"] for one in given["premises"]] == ["a-9-py3-none-any.whl 404"]
    assert report(commands, text, "--format", "json", *files, "--no-premises").document["premises"] == []
    assert report(commands, text, "--premise", "nothing").status == 2


def test_a_mirror_is_asked_in_the_place_of_an_index(commands: Commands) -> None:
    far = "https://far.test/simple"
    text = a_report("a", transcript=f"$ uv pip install a --index-url {far}\n + a==1.0", stated=OLD)
    mirrored = report(commands, text, "--format", "json", "--mirror", f"{far}={commands.index.url}")
    assert mirrored.document["verdict"] == "reproduced"
    assert not [note for note in mirrored.document["notes"] if far in note]
    assert report(commands, text, "--mirror", far).status == 2
