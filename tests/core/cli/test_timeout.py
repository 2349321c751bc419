"""A command ends in time, with words, whatever it is asked about and whoever answers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from resolver_core.cli.arguments import DEFAULT_TIMEOUT
from resolver_core.cli.main import parser
from tests.support.hostile_index import HostileIndex, hostile_index
from tests.support.shared import REPOSITORY


@pytest.fixture(name="index", scope="module")
def the_index() -> Iterator[HostileIndex]:
    with hostile_index() as running:
        yield running


def run(
    command: str, folder: Path, text: str, *options: str, name: str = "pyproject.toml"
) -> tuple[subprocess.CompletedProcess[str], float]:
    (folder / name).write_text(text)
    started = time.monotonic()
    finished = subprocess.run(
        [sys.executable, "-m", "resolver_core", command, str(folder / name), "--no-cache", *options],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "WHICHWHEEL_TIMEOUT": ""},
    )
    return finished, time.monotonic() - started


def project(url: str, *requirements: str) -> str:
    listed = ", ".join(f'"{requirement}"' for requirement in requirements)
    return (
        f'[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = [{listed}]\n'
        f'[[tool.uv.index]]\nname = "e"\nurl = "{url}"\ndefault = true\n'
    )


def test_the_default_ends_every_command_within_half_a_minute() -> None:
    for command in ("resolve", "explain"):
        assert parser().parse_args([command, "pyproject.toml"]).timeout == DEFAULT_TIMEOUT < 30


@pytest.mark.parametrize("command", ["resolve", "explain"])
@pytest.mark.parametrize(
    ("kind", "requirements"),
    [("drip", ["demo"]), ("hang", ["demo"]), ("hard", [f"h{number}" for number in range(12)])],
)
def test_poison_ends_at_the_limit_with_a_true_message(
    index: HostileIndex, tmp_path: Path, command: str, kind: str, requirements: list[str]
) -> None:
    finished, seconds = run(command, tmp_path, project(index.url(kind), *requirements), "--timeout", "3")
    assert finished.returncode == 2
    assert finished.stderr.strip() == "error: stopped after 3 seconds; --timeout SECONDS gives it more time"
    assert seconds < 15  # with the start of Python on a busy machine


def test_a_chain_without_end_ends_in_words(index: HostileIndex, tmp_path: Path) -> None:
    finished, _ = run("resolve", tmp_path, project(index.url("chain"), "p0"), "--timeout", "4")
    assert finished.returncode == 2
    assert "error: stopped after " in finished.stderr


def test_the_poison_paste_is_refused(tmp_path: Path) -> None:
    finished, seconds = run("resolve", tmp_path, "a\n" * 250_000, name="requirements.txt")
    assert finished.returncode == 2
    assert finished.stderr.endswith("requirements.txt: The text has 250,001 lines: at most 20,000 are read.\n")
    assert seconds < 15


def test_absurd_metadata_end_in_an_answer(index: HostileIndex, tmp_path: Path) -> None:
    finished, _ = run("resolve", tmp_path, project(index.url("metadata-250000"), "demo"), "--timeout", "60")
    assert finished.returncode == 0, finished.stderr
    assert "demo" in finished.stdout


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "soon"])
def test_a_limit_is_a_number_of_seconds(tmp_path: Path, value: str) -> None:
    finished, _ = run("resolve", tmp_path, "a\n", f"--timeout={value}", name="requirements.txt")
    assert finished.returncode == 2
    assert "is no number of seconds" in finished.stderr
