"""`python -m resolver_core` as a process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.shared import REPOSITORY


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "resolver_core", *arguments], cwd=REPOSITORY, capture_output=True, text=True
    )


@pytest.mark.parametrize("arguments", [["--help"], ["resolve", "--help"], ["explain", "--help"]])
def test_help_is_given(arguments: list[str]) -> None:
    finished = run(*arguments)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.startswith("usage: python -m resolver_core")


def test_the_status_of_the_command_is_that_of_the_process(tmp_path: Path) -> None:
    finished = run("resolve", str(tmp_path / "nothing.toml"), "--index-url", "http://127.0.0.1:1/simple")
    assert finished.returncode == 2
    assert "No such file" in finished.stderr
