"""Explanations find and tidy in one place and word in another: no sentence outside of `wording/`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.imports import parsed
from tests.support.shared import REPOSITORY

EXPLAIN = REPOSITORY / "resolver_core" / "explain"
WORDS = re.compile(r"[A-Za-z]{2,}[,.:]? [A-Za-z]{2,}")
SYNTAX = re.compile(r"sys_platform|platform_machine|python_version")
"""Markers are no sentences."""


def sentences(source: str) -> Iterator[str]:
    """Texts of several words that are neither documentation nor the message of an error."""
    tree = parsed(source)
    silent = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in silent else None
        if isinstance(text, str) and WORDS.search(SYNTAX.sub("", text)):
            yield text


def test_no_sentence_outside_of_wording() -> None:
    found = {
        f"{path.relative_to(EXPLAIN)}: {text}"
        for path in sorted(EXPLAIN.rglob("*.py"))
        if "wording" not in path.parts and path.name != "documents.py"
        for text in sentences(path.read_text("utf-8"))
    }
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize(
    "source",
    [
        'title = "without the cut-off"',
        'say(f"{project} was yanked")',
        "def f():\n    return [f'lock for {marker} alone'] + ['both modes agree']",
    ],
)
def test_a_sentence_is_noticed(source: str) -> None:
    assert list(sentences(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""A module that says what it does."""\n\nLIMIT = 3\n"""More of them say less."""',
        'kind = "hidden-file"',
        "marker = f\"sys_platform == '{a}' and platform_machine == '{b}'\"",
        'raise ValueError("no such setting")',
    ],
)
def test_what_is_no_sentence(source: str) -> None:
    assert not list(sentences(source))
