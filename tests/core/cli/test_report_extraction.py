"""A report as one document, solved against the index on loopback."""

from __future__ import annotations

import pytest

from resolver_core.cli.mistakes import UsageError
from resolver_core.cli.report_extraction import Solving, extract_report
from tests.core.cli.commands import Commands
from tests.support.served_index import ServedFile, served_index

REPORT = """\
`uv sync` and `uv pip install -r pyproject.toml` give different versions:

```toml
[project]
name = "x"
version = "1"
requires-python = ">=3.8"
dependencies = ["{}"]
{}```

### Platform

Ubuntu 22.04, x86_64

### Python version

3.8.20
"""


def solving(commands: Commands, budget: int = 60) -> Solving:
    return Solving(("--index-url", commands.index.url, "--cache-dir", str(commands.folder / "cache")), budget)


@pytest.mark.parametrize(
    ("dependency", "found"), [("a", "no-compatible-file"), ("a>9", "requirements-conflict"), ("b", None)]
)
def test_the_class_of_the_first_cause(commands: Commands, dependency: str, found: str | None) -> None:
    assert extract_report(REPORT.format(dependency, ""), solving(commands))["cause_class"] == found


def test_a_list_and_a_command_are_solved_as_well(commands: Commands) -> None:
    end = REPORT[REPORT.index("### Platform") :]
    listed = f"requirements.txt:\n\n```\na\nb\n```\n\n{end}"
    command = f"```\n$ uv pip install a\n```\n\n{end}"
    assert extract_report(listed, solving(commands))["cause_class"] is not None
    assert extract_report(command, solving(commands))["requirements"] == []


def test_a_stated_failure_is_laid_over_the_index(commands: Commands) -> None:
    """The file that a lock reads for all of them cannot be had: the lock fails, and what Linux installs does not."""
    stated = "g-1.0-cp38-abi3-macosx_10_9_universal2.whl"
    failure = f"for url (https://<ours>/f/{stated}#sha256=00)"
    text = REPORT.format("g", "") + (
        f"\n```\nerror: Failed to fetch: `https://<ours>/f/{stated}`\n"
        f"  Caused by: HTTP status client error (404 Not Found) {failure}\n```\n"
    )
    with served_index((ServedFile(stated), ServedFile("g-1.0-cp38-abi3-manylinux2014_x86_64.whl"))) as index:
        here = Solving(("--index-url", index.url, "--no-cache"))
        assert extract_report(text, here)["cause_class"] == "representative-unreachable"
        assert extract_report(REPORT.format("g", ""), here)["cause_class"] is None


def test_a_placeholder_stands_for_the_default_index(commands: Commands) -> None:
    index = '\n[[tool.uv.index]]\nname = "ours"\nurl = "https://<ours>/simple"\n'
    assert extract_report(REPORT.format("a", index), solving(commands))["cause_class"] == "no-compatible-file"


def test_the_class_of_what_stands_in_for_an_index_that_does_not_answer(commands: Commands) -> None:
    """Documented as such: a verdict tells no cause there."""
    index = '\n[[tool.uv.index]]\nname = "own"\nurl = "http://127.0.0.1:1/simple"\n'
    assert extract_report(REPORT.format("a", index), solving(commands))["cause_class"] == "no-compatible-file"


def test_without_solving_and_without_a_project(commands: Commands) -> None:
    assert extract_report(REPORT.format("a", ""))["cause_class"] is None
    assert extract_report("It fails.\n", solving(commands))["cause_class"] is None
    assert extract_report(REPORT.format("a", ""), solving(commands, budget=1))["cause_class"] is None


def test_a_project_with_mistakes_is_refused(commands: Commands) -> None:
    with pytest.raises(UsageError):
        extract_report(REPORT.format("a =! 1", ""), solving(commands))
