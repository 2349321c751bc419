"""Command lines of uv and pip in a report: their options and what they install."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.commands import LONGEST_LINE, Command, commands_in


def commands(text: str) -> list[Command]:
    return list(commands_in(parts_of(text)))


def only(text: str) -> Command:
    (found,) = commands(text)
    return found


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("uv pip install -p 3.8 torch", {"python": "3.8"}),
        ("uv pip compile --python-version=3.9 requirements.in", {"python": "3.9"}),
        ("uv sync --python-platform linux --extra cpu", {"platform": "linux", "extras": "cpu"}),
        ("uv lock --index-url https://index.test/simple", {"index_url": "https://index.test/simple"}),
        ("uv lock --resolution lowest --prerelease allow", {"resolution": "lowest", "prerelease": "allow"}),
        ("pip install -i https://index.test/simple a", {"index_url": "https://index.test/simple"}),
        ("uv lock --exclude-newer 2024-01-01", {"exclude_newer": "2024-01-01"}),
        ("uv lock --python", {}),
        ("uv sync --verbose --python --frozen", {}),
    ],
)
def test_options_by_the_name_of_their_field(line: str, options: dict[str, str]) -> None:
    assert dict(only(line).options) == options


@pytest.mark.parametrize(
    ("line", "requirements"),
    [
        ("uv pip install torch 'numpy<2'", ("torch", "numpy<2")),
        ("uv add --dev ruff", ("ruff",)),
        ("pip3 install a==1", ("a==1",)),
        ("uv pip install -r requirements.txt a", ("a",)),
        ("uv pip install -e . a", ("a",)),
        ("uv run --with numpy==2 main.py", ("numpy==2",)),
        ("uv sync torch", ()),
        ("uv pip install $PACKAGE", ()),
        ("uv pip install 'a @ https://a.test/a.whl'", ()),
    ],
)
def test_what_is_installed(line: str, requirements: tuple[str, ...]) -> None:
    assert only(line).requirements == requirements


@pytest.mark.parametrize(
    ("line", "of_project", "reads_requirements"),
    [
        ("uv sync", True, False),
        ("uv lock", True, False),
        ("uv export --frozen", True, False),
        ("uv pip compile pyproject.toml", True, False),
        ("uv pip install -r requirements.txt", False, True),
        ("uv pip install a", False, False),
    ],
)
def test_what_a_command_works_on(line: str, of_project: bool, reads_requirements: bool) -> None:
    found = only(line)
    assert (found.is_of_project, found.reads_requirements) == (of_project, reads_requirements)


def test_prompts_and_back_ticks_and_docker_files() -> None:
    text = "I ran `uv sync --extra x` there.\n\n```\n$ uv lock\n> pip install a\nRUN uv pip install b\n```\n"
    assert [(found.text, found.line) for found in commands(text)] == [
        ("uv sync --extra x", 1),
        ("uv lock", 4),
        ("pip install a", 5),
        ("uv pip install b", 6),
    ]


@pytest.mark.parametrize(
    "text", ["uv", "uvicorn main:app", "I use uv a lot", "uv sync 'never closed", "uv sync " + "x" * LONGEST_LINE, ""]
)
def test_what_is_no_command(text: str) -> None:
    assert commands(text) == []
