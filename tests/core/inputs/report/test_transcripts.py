"""What was typed, and what it printed."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.transcripts import Turn, mentions_in, turns_in


def turns(text: str) -> tuple[Turn, ...]:
    return turns_in(parts_of(text))


def typed(text: str) -> list[str]:
    return [command.text for turn in turns(text) for command in turn.commands]


def test_a_transcript() -> None:
    first, second = turns("```console\n$ uv lock\nResolved 2 packages\n$ uv tree\na v1\n└── b v2\n```\n")
    assert (first.typed, first.line, [line.text for line in first.output]) == ("uv lock", 2, ["Resolved 2 packages"])
    assert [line.number for line in second.output] == [5, 6]


@pytest.mark.parametrize(
    "lines",
    [
        ["$ uv pip install a \\", "    b"],
        ["PS C:\\x> uv pip install a `", ">>   b"],
        ["C:\\x>uv pip install a ^", "More? b"],
        ["$ uv pip install a \\", "> b"],
        ["uv pip install a \\", "  b"],
    ],
)
def test_continuations_are_joined(lines: list[str]) -> None:
    text = "```\n" + "\n".join(lines) + "\n```\n"
    assert [one.split() for one in typed(text)] == [["uv", "pip", "install", "a", "b"]]


def test_a_here_document() -> None:
    (document, lock) = turns("```\n$ cat > requirements.in <<'EOT'\na\nb>1\nEOT\n$ uv lock\n```\n")
    assert document.document_name == "requirements.in"
    assert [(line.number, line.text) for line in document.document] == [(3, "a"), (4, "b>1")]
    assert lock.typed == "uv lock"


def test_the_input_of_a_command() -> None:
    (turn,) = turns("```\nuv pip compile - <<EOF\na\nEOF\n```\n")
    assert (turn.document_name, [one.text for one in turn.commands]) == ("-", ["uv pip compile -"])


def test_a_report_without_fences() -> None:
    text = "It fails.\n\n\u279c  ~ uvx black\nInstalled 1 package\n + black==24.1\n\nuv lock\nThat was it.\n"
    assert typed(text) == ["uvx black", "uv lock"]
    assert typed("uv pip install fails here\nuv add numpy\n") == ["uv add numpy"]


def test_a_variable_before_a_command_in_prose() -> None:
    assert typed("Steps:\n$ UV_PYTHON=3.10 uv sync --all-packages 2>err.log || cat err.log\n") == [
        "UV_PYTHON=3.10 uv sync --all-packages"
    ]


def test_output_is_no_command() -> None:
    assert typed("```\n$ uv sync\nuv pip install a\nhint: uv add b\n```\n") == ["uv sync"]


def test_words_in_a_block_are_no_command() -> None:
    assert typed("```\nuv pip install fails here\nuv sync gives the same?\n```\n") == []


def test_mentions() -> None:
    found = mentions_in(parts_of("I ran `uv sync --extra x`, and `$ uv lock`.\n<summary>uv pip freeze</summary>\n"))
    assert [one.text for one in found] == ["uv sync --extra x", "uv lock", "uv pip freeze"]
