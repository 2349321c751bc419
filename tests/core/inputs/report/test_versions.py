"""Versions of tools and of Python."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.lines import NumberedLine
from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.versions import python_of, tools_of


def tools(text: str) -> dict[str, str]:
    return {name: fact.value for name, fact in parse_report(text).tools.items()}


def python(text: str) -> str | None:
    fact = parse_report(text).python
    return None if fact is None else fact.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uv 0.5.5 (Homebrew 2024-11-27)", {"uv": "0.5.5"}),
        ("uv version `0.5.6`.", {"uv": "0.5.6"}),
        ("I use uv v0.5.6 here", {"uv": "0.5.6"}),
        ("uv: 0.4.18", {"uv": "0.4.18"}),
        ("with uv==0.4.17,", {"uv": "0.4.17"}),
        ("(Python 3.10.12, uv 0.4.18)", {"uv": "0.4.18"}),
        ("I'm on version 0.5.6 of uv", {}),
        ("pip 24.0 from /usr/lib/pip (python 3.11)", {"pip": "24.0"}),
        ("pip is 25.1.", {"pip": "25.1"}),
        ("Poetry (version 1.8.3)", {"poetry": "1.8.3"}),
        ("pip-compile, version 7.4.1", {"pip-tools": "7.4.1"}),
        ("PDM, version 2.20.1", {"pdm": "2.20.1"}),
        ("COPY --from=ghcr.io/astral-sh/uv:0.5.4 /uv /bin/", {"uv": "0.5.4"}),
        ("### Version\n\n0.6.3\n", {"uv": "0.6.3"}),
        ("### Version\n\nuv 0.6.3 (a0b9f22a2 2025-02-24)\n", {"uv": "0.6.3"}),
        ("- **Poetry version**: 1.8.3\n", {"poetry": "1.8.3"}),
        ("### pip version\n\n24.0\n", {"pip": "24.0"}),
        ("```\n$ pex --version\n2.20.0\n```", {"pex": "2.20.0"}),
        ("```\n$ uv --version\nuv 0.1.24\n```", {"uv": "0.1.24"}),
        ('```yaml\n- uses: astral-sh/setup-uv@v5\n  with:\n    version: "0.5.11"\n```', {"uv": "0.5.11"}),
        ("- `uv --version`: uv 0.7.8 (0ddcc1905 2025-05-23)", {"uv": "0.7.8"}),
        ("$ docker run ghcr.io/astral-sh/uv:0.6.5-python3.12-slim uv lock", {"uv": "0.6.5"}),
        ("uv --version\nPython 3.12.8 here\n", {}),
        ("uv>=0.4 is needed", {}),
        ('```toml\n[project]\nname = "uv-torch-test"\nversion = "0.1.0"\n```', {}),
        ("```\n + pip==24.0\n```", {}),
        ("uv is fast", {}),
    ],
)
def test_tools(text: str, expected: dict[str, str]) -> None:
    assert tools(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Python version\n\nPython 3.11.9\n", "3.11.9"),
        ("### Python version\n\n3.12, 3.13\n", "3.12"),
        ("Using CPython 3.12.8", "3.12.8"),
        ("AMD64, Win 10 22H2. Py 3.10.11.", "3.10.11"),
        ("```\n$ uv lock --python 3.9\nUsing CPython 3.9.20\n```", "3.9.20"),
        ("```\n$ uv venv -p 3.11\n```", "3.11"),
        ("```\n$ py -3.10 -m pip install a\n```", "3.10"),
        ("```\n$ python3.9 -m pip install a\n```", "3.9"),
        ("It is Python 3.13.0t here", "3.13.0t"),
        ("the default Python here is 3.12.6", "3.12.6"),
        ("Python in use: 3.11", "3.11"),
        ("```\nFROM python:3.12-slim\n```", "3.12"),
        ("```yaml\n- uses: x\n  with:\n    python-version: '3.10'\n- run: uv sync\n```", "3.10"),
        ("```\n$ pip install numpy\n  Downloading numpy-1.26.4-cp312-cp312-macosx_11_0_arm64.whl (1 MB)\n```", "3.12"),
        ("requires-python = '>=3.9'", None),
        ("It is version 3.12.1 of the library", None),
    ],
)
def test_pythons(text: str, expected: str | None) -> None:
    assert python(text) == expected


def test_nothing_is_found_in_nothing() -> None:
    assert tools_of([], [], [], [], {}) == {}
    assert python_of([], [], [NumberedLine(1, "x" * 5_000)], []) is None
    assert parts_of("").blocks == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It wants at least Python 3.10.\nBecause the current Python version (3.9.18) does not satisfy it", "3.9.18"),
        ("Python 3.11+ is required, I use Python 3.12.4.", "3.12.4"),
        ("hint: While the active Python version is 3.13, the resolution failed for others", "3.13"),
        ("```\n$ uv pip tree\na-py v3.0.0\n```\n", None),
        ("### Python version\n\n3.12.1 and 3.12.2\n\n```dockerfile\nFROM python:3.12.2-slim\n```\n", "3.12.2"),
        ("### Python version\n\n3.12.1 and 3.12.2\n", "3.12.1"),
        ("```\n$ uv pip install ./a-1.0-cp312-cp312-win_amd64.whl\n```\n", "3.12"),
    ],
)
def test_which_python_of_several(text: str, expected: str | None) -> None:
    assert python(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\nuvx --version\nuvx 0.8.1 (1a2b3c4d5 2025-07-01)\n```\n", {"uv": "0.8.1"}),
        ('```dockerfile\nFROM debian:12\nARG UV_VER="0.4.2"\nRUN uv sync\n```\n', {"uv": "0.4.2"}),
        ("```yaml\nenv:\n  POETRY_VERSION: 1.8.3\nsteps:\n  - run: poetry lock\n```\n", {"poetry": "1.8.3"}),
        ("```console\n$ uv pip show attrs\nName: attrs\nVersion: 23.1.0\n```\n", {}),
    ],
)
def test_tools_that_recipes_and_answers_name(text: str, expected: dict[str, str]) -> None:
    assert tools(text) == expected
