"""Inputs of every kind as one pyproject.toml."""

from __future__ import annotations

import tomllib

import pytest

from resolver_core import InputKind, parse_problem
from resolver_core.minimise.standard_text import standard_text

UV = """\
# a comment
[build-system]
requires = ["hatchling"]
[project]
name = "demo"
dynamic = ["version"]
dependencies = ["a"]
[tool.ruff]
line-length = 100
[tool.uv]
prerelease = "allow"
"""
LIST = "# requirements\n--index-url https://index.test/simple\na>=1 ; os_name == 'nt'\nb\n"
SCRIPT = "# /// script\n# requires-python = '>=3.9'\n# dependencies = ['a']\n# ///\nimport a\n"
POETRY = "[tool.poetry]\nname = 'demo'\nversion = '1'\n[tool.poetry.dependencies]\npython = '^3.9'\na = '^2'\n"


def test_a_file_of_uv_keeps_what_uv_reads() -> None:
    document = tomllib.loads(standard_text(parse_problem(UV, filename="pyproject.toml")))
    assert document["project"] == {"name": "demo", "version": "0.1.0", "dynamic": [], "dependencies": ["a"]}
    assert document["tool"] == {"uv": {"prerelease": "allow"}}
    assert "build-system" in document


@pytest.mark.parametrize(
    ("text", "filename", "kind", "dependencies"),
    [
        (LIST, "requirements.txt", InputKind.REQUIREMENTS, ['a>=1; os_name == "nt"', "b"]),
        (SCRIPT, "script.py", InputKind.SCRIPT, ["a"]),
        (POETRY, "pyproject.toml", InputKind.POETRY, ["a<3,>=2"]),
    ],
)
def test_other_inputs_are_written_anew(text: str, filename: str, kind: InputKind, dependencies: list[str]) -> None:
    problem = parse_problem(text, filename=filename)
    assert problem.kind is kind
    again = parse_problem(standard_text(problem), filename="pyproject.toml")
    assert [str(line.requirement) for line in again.dependencies] == [
        str(line.requirement) for line in problem.dependencies
    ]
    assert [line.text for line in again.dependencies] == dependencies
    assert again.requires_python == problem.requires_python
    assert again.indexes == problem.indexes
