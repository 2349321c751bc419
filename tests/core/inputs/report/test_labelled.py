"""Answers of issue forms."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.labelled import answers_in
from resolver_core.inputs.report.lines import NumberedLine


def answers(text: str) -> list[tuple[str, str]]:
    lines = [NumberedLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return [(answer.field, answer.line.text) for answer in answers_in(lines)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### Platform\n\nmacOS 14 arm64\n", ("platform", "macOS 14 arm64")),
        ("### Version\n\n0.6.3\n", ("version", "0.6.3")),
        ("### Python version\n\n3.12, 3.13\n", ("python", "3.12, 3.13")),
        ("Platform\nmacOS 13\n", ("platform", "macOS 13")),
        ("**Python version**\n3.12\n", ("python", "3.12")),
        ("- **Poetry version**: 1.8.3\n", ("version", "1.8.3")),
        ("- OS version and name: Ubuntu 22.04\n", ("platform", "Ubuntu 22.04")),
        ("* uv version: `0.5.1`\n", ("version", "0.5.1")),
        ("| Python | 3.12 |\n", ("python", "3.12")),
        ("pip version: 24.1.1\n", ("version", "24.1.1")),
        ("PDM version:\n  2.15.4\n", ("version", "2.15.4")),
        ("OS: python:3.11-slim, on a Graviton machine\n", ("platform", "python:3.11-slim, on a Graviton machine")),
        ("### Output of 'python -VV' in a terminal:\n\n3.13.0b2\n", ("python", "3.13.0b2")),
        ("### CPython versions tested on:\n\n3.13\n", ("python", "3.13")),
        ("### Operating systems tested on:\n\nLinux\n", ("platform", "Linux")),
        ("Output of `uv --version`:\n\n0.5.1\n", ("version", "0.5.1")),
        ("**`sw_vers -productVersion`**\n14.5\n", ("platform", "14.5")),
        ("`python3 --version` says 3.12.4\n", ("python", "3.12.4")),
        ("- `uv --version`: 0.5.1\n", ("version", "0.5.1")),
        ("`uname -sr` => Linux 6.1.0\n", ("platform", "Linux 6.1.0")),
        ("### What version of uv are you using?\n\nuv 0.5.1\n", ("version", "uv 0.5.1")),
    ],
)
def test_answers(text: str, expected: tuple[str, str]) -> None:
    assert expected in answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "### Summary\n\nuv 0.1.2 fails\n",
        'version = "0.1.0"\n',
        'python = "^3.9"\n',
        "### Platform\n\n### Version\n",
        "### Platform\n\n_No response_\n",
        "Note: it fails\n",
        "",
    ],
)
def test_no_answers(text: str) -> None:
    assert answers(text) == []


def test_an_answer_has_its_label_and_line() -> None:
    (answer,) = answers_in([NumberedLine(7, "Poetry version: 1.8.3")])
    assert (answer.label, answer.line.number) == ("poetry version", 7)
