"""Steps of builds that failed."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.failed_steps import failed_steps
from resolver_core.inputs.report.lines import LONGEST_LINE, NumberedLine


def texts(line: str) -> list[str]:
    return [command.text for command in failed_steps([NumberedLine(3, line)])]


@pytest.mark.parametrize(
    ("line", "commands"),
    [
        (
            'ERROR: failed to solve: process "/bin/sh -c uv sync --locked --no-dev" did not complete successfully: '
            "exit code: 2",
            ["uv sync --locked --no-dev"],
        ),
        (
            'process "/bin/bash -o pipefail -c pip install \\"rich<14\\" && uv lock" did not complete successfully',
            ['pip install "rich<14"', "uv lock"],
        ),
        ("executor failed running [/bin/sh -c poetry install --sync]: exit code: 1", ["poetry install --sync"]),
        ("The command '/bin/sh -c pip install -r a.txt' returned a non-zero code: 1", ["pip install -r a.txt"]),
        ("executor failed running [cmd /S /C uv sync]: exit code: 1", ["uv sync"]),
        ("executor failed running [|1 V=3 /bin/sh -c uv venv -p 3.12]: exit code: 1", ["uv venv -p 3.12"]),
        (
            'Error: building at STEP "RUN uv add ruff": while running runtime: exit status 1',
            ["uv add ruff"],
        ),
        ("The command RUN pdm sync did not complete successfully. Exit code 1", ["pdm sync"]),
        ("nox > Command uv sync --group dev failed with exit code 2", ["uv sync --group dev"]),
        ('process "/bin/sh -c make all" did not complete successfully: exit code: 2', []),
        ('process "/bin/sh -c uv sync" is slow', []),
        ("The command uv sync is slow", []),
    ],
)
def test_the_command_of_a_failed_step(line: str, commands: list[str]) -> None:
    assert texts(line) == commands


def test_it_is_a_mention_at_its_line() -> None:
    (command,) = failed_steps(
        [NumberedLine(3, 'process "/bin/sh -c uv sync" did not complete successfully')], is_openers=False
    )
    assert (command.line, command.is_mention, command.is_openers) == (3, True, False)


def test_a_line_longer_than_any_is_left_out() -> None:
    assert texts('process "/bin/sh -c uv sync" did not complete successfully' + "." * LONGEST_LINE) == []
