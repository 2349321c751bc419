"""All commands of a report: those that were typed, and those that only a sentence names."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.commands import commands_in
from resolver_core.inputs.report.transcripts import turns_in


def texts(report: str) -> list[str]:
    parts = parts_of(report)
    return [command.text for command in commands_in(parts, turns_in(parts))]


@pytest.mark.parametrize(
    ("report", "commands"),
    [
        (
            "I ran `uv sync --extra x` there.\n\n```\n$ uv lock\n> pip install a\n```\n",
            ["uv sync --extra x", "uv lock", "pip install a"],
        ),
        ("`uv lock` is slow:\n```\n$ uv lock --upgrade\n```\n", ["uv lock --upgrade"]),
        ("`uv sync` fails, `pip install` too.\n", ["uv sync"]),
        ("`uv sync` and `uv sync` again.\n", ["uv sync"]),
        ("Our CI does `uv add httpx && uv run python app.py` every day.\n", ["uv add httpx", "uv run python app.py"]),
        ("It breaks when uv sync runs.\n", ["uv sync"]),
        ("```\nif ! uv sync --locked; then\n```\n", ["uv sync --locked"]),
        ("```\nuv add \"x>1\"\n```\n```\n+ uv add 'x>1'\n```\n", ['uv add "x>1"']),
        ("uv is slow and pip is not.\n", []),
        (
            "```\n$ poetry add rich -vvv\n```\nJust trying plain `poetry add rich` hangs as well.\n",
            ["poetry add rich -vvv", "poetry add rich"],
        ),
        ("We made it by `pdm import reqs.in -f requirements`.\n", ["pdm import reqs.in -f requirements"]),
        (
            "# `uv add --index` is odd\n\n```\n$ uv add a --index b=http://x.test\n```\n",
            ["uv add a --index b=http://x.test"],
        ),
        ("I ran `uv sync`. People told me to run `uv lock --upgrade`, I will not.\n", ["uv sync"]),
        ("The docs say you should run `uv sync --frozen`.\n", ["uv sync --frozen"]),
        (
            '# uv sync breaks the image\n\n`failed to solve: process "/bin/sh -c uv sync --frozen" did not complete '
            "successfully: exit code: 1`\n",
            ["uv sync --frozen"],
        ),
        ("`uv pip compile --universal` differs:\n```\n$ uv lock\n```\n", ["uv lock"]),
        ("```\nuvx --version\nuvx 0.8.1 (1a2b3c4d5 2025-07-01)\n```\n", ["uvx --version"]),
        ("<!-- such as `uv pip sync requirements.txt` -->\n`uv lock` fails.\n", ["uv lock"]),
    ],
)
def test_commands(report: str, commands: list[str]) -> None:
    assert texts(report) == commands


def test_what_others_name_is_no_command_of_the_report() -> None:
    report = (
        "_Issue opened by @a on 2025-01-01 10:00_\n\n```\n$ uv lock\n```\n\n"
        "_Comment by @b on 2025-01-02 10:00_\n\nWhat does `uv sync` say? Try `uv lock --upgrade`.\n"
    )
    assert texts(report) == ["uv lock", "uv lock --upgrade"]
