"""What a report does not state."""

from __future__ import annotations

from resolver_core.inputs.report.command_lines import commands_of
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.missing import (
    DATE,
    PLATFORM,
    PROJECT,
    PYTHON,
    TOOL,
    is_needed,
    missing_fields,
    stated_fields,
)
from resolver_core.inputs.report.projects import FoundProject, ProjectKind

FILE = FoundProject('[project]\nrequires-python = ">=3.9"\n', 1, ProjectKind.PYPROJECT, "a pyproject.toml")


def test_what_no_fact_fills_is_missing() -> None:
    assert missing_fields(None, ()).fields == (PROJECT, PYTHON, PLATFORM, TOOL, DATE)
    assert missing_fields(FILE, {PYTHON, DATE}).fields == (PLATFORM, TOOL)
    assert missing_fields(FILE, {PLATFORM, TOOL}).in_words == (
        "no Python version",
        "no date, so the index is read as it is today",
    )
    facts = [Fact("exclude_newer", "2025-01-01", 1, ""), Fact("extras", "x", 1, "")]
    assert stated_fields(facts, has_tool=True) == {DATE, TOOL}


def test_what_an_answer_does_not_depend_on_is_not_needed() -> None:
    lock, install = commands_of("uv lock", 1), commands_of("pip install a", 1)
    assert not is_needed(PYTHON, FILE, lock)
    assert is_needed(PYTHON, None, lock)
    assert not is_needed(PLATFORM, FILE, lock)
    assert is_needed(PLATFORM, FILE, [*lock, *install])
    assert not is_needed(TOOL, FILE, install)
    assert is_needed(TOOL, FILE, lock)
    assert is_needed(DATE, FILE, lock)
