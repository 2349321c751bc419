"""Requirements and words of sentences."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.requirement_words import (
    is_bare_name,
    is_named,
    is_prose,
    is_requirement,
    logical_lines,
)


@pytest.mark.parametrize(
    "word",
    ["numpy", "numpy>=2", "a[b]==1", "a; python_version < '3'", "a @ https://h.test/a.whl", "https://h.test/a.whl"],
)
def test_requirements(word: str) -> None:
    assert is_requirement(word)


@pytest.mark.parametrize("word", ["here", "Works", "a b", "$X", "==1", "", "a" * 2_000])
def test_no_requirements(word: str) -> None:
    assert not is_requirement(word)


def test_names() -> None:
    assert is_named("numpy>=2")
    assert not is_named("a @ https://h.test/a.whl")
    assert not is_named("torch==$V")
    assert is_bare_name("zope.interface")
    assert not is_bare_name("numpy==1")
    assert not is_bare_name("the")


@pytest.mark.parametrize("text", ["fails here", "numpy, pandas", "numpy works.", "is it"])
def test_prose(text: str) -> None:
    assert is_prose(text.split())


def test_no_prose() -> None:
    assert not is_prose(["numpy", "pandas==2", "requests"])


def test_lines_of_a_file() -> None:
    text = "# web\nflask  # new\na==1 \\\n  --hash=sha256:00 \\\n  --hash=sha256:11\n\n-r b.txt\nc \\"
    lines = enumerate(text.split("\n"), 10)
    assert list(logical_lines(lines)) == [(11, "flask"), (12, "a==1"), (16, "-r b.txt"), (17, "c")]
