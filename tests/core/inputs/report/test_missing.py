"""What a report does not state."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.command_lines import commands_of
from resolver_core.inputs.report.facts import Fact
from resolver_core.inputs.report.missing import (
    DATE,
    PLATFORM,
    PROJECT,
    PYTHON,
    REQUIREMENTS,
    TOOL,
    is_needed,
    missing_fields,
    stated_fields,
)
from resolver_core.inputs.report.projects import FoundProject, ProjectKind
from resolver_core.inputs.report.read import parse_report

FILE = FoundProject('[project]\nrequires-python = ">=3.9"\n', 1, ProjectKind.PYPROJECT, "a pyproject.toml")


def test_what_no_fact_fills_is_missing() -> None:
    assert missing_fields(None, (), PROJECT).fields == (PROJECT, PYTHON, PLATFORM, TOOL, DATE)
    assert missing_fields(FILE, {PYTHON, DATE}, "").fields == (PLATFORM, TOOL)
    assert missing_fields(FILE, {PLATFORM, TOOL}, REQUIREMENTS).in_words == (
        "no Python version",
        "no date, so the index is read as it is today",
    )
    facts = [Fact("exclude_newer", "2025-01-01", 1, ""), Fact("extras", "x", 1, "")]
    assert stated_fields(facts, has_tool=True, has_system=False) == {DATE, TOOL}
    assert stated_fields((), has_tool=False, has_system=True) == {PLATFORM}


@pytest.mark.parametrize(
    ("report", "unseen"),
    [
        ("It fails.\n", PROJECT),
        ("```\n$ uv sync\n```\n", PROJECT),
        ("```\n$ uv add ruff\n```\n", PROJECT),
        ("```\n$ uv init x\n$ uv add ruff\n```\n", ""),
        ("```\n$ poetry new x\n$ poetry add ruff\n```\n", ""),
        ("```\n$ pip install --upgrade pip\n```\n", ""),
        ("```\n$ poetry config virtualenvs.create false\n```\n", PROJECT),
        ("```\n$ pip install ruff\n```\n", ""),
        ("```\n$ pip install -r dev.txt\n```\n", REQUIREMENTS),
        ("```\n$ uv pip install --no-deps -r a.txt\nerror: no\n$ uv sync\n```\n", REQUIREMENTS),
        ("```\n$ uv pip install --no-deps -r a.txt\n$ uv sync\nerror: no\n```\n", PROJECT),
        ("```\n$ pip install uv\n$ uv sync\n```\n", PROJECT),
        ("```\n$ pip install -e .[dev]\n```\n", PROJECT),
        ("```\n$ pip install -r dev.txt\n```\ndev.txt:\n```\nruff>1\nrich\n```\n", ""),
        ('```\n$ uv sync\n```\n```toml\n[project]\nname = "a"\n```\n', ""),
    ],
)
def test_the_file_that_the_failed_command_reads(report: str, unseen: str) -> None:
    fields = parse_report(report).missing_fields
    assert [one for one in fields if one in (PROJECT, REQUIREMENTS)] == ([unseen] if unseen else [])


def test_what_an_answer_does_not_depend_on_is_not_needed() -> None:
    lock, install = commands_of("uv lock", 1), commands_of("pip install a", 1)
    assert not is_needed(PYTHON, FILE, lock)
    assert is_needed(PYTHON, None, lock)
    assert not is_needed(PLATFORM, FILE, lock)
    assert is_needed(PLATFORM, FILE, [*lock, *install])
    assert not is_needed(TOOL, FILE, install)
    assert is_needed(TOOL, FILE, lock)
    assert is_needed(DATE, FILE, lock)
