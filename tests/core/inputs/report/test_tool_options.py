"""Options with their words, by tool."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.tool_options import TABLES, read_options


@pytest.mark.parametrize(
    ("tool", "words", "named", "plain"),
    [
        ("uv", "pip install -r a.txt b", (("files", "a.txt"),), ("pip", "install", "b")),
        ("uv", "sync --extra a --extra=b -p3.12", (("extras", "a"), ("extras", "b"), ("python", "3.12")), ("sync",)),
        ("uv", "pip compile - -o x.txt", (("other", "x.txt"),), ("pip", "compile")),
        (
            "pip",
            "install -rreq.txt -i https://h.test/s a",
            (("files", "req.txt"), ("index_url", "https://h.test/s")),
            ("install", "a"),
        ),
        ("poetry", "install --with dev -E x", (("groups", "dev"), ("extras", "x")), ("install",)),
        ("pdm", "add -G dev a", (("groups", "dev"),), ("add", "a")),
        ("pex", "a --python python3.9 -o a.pex", (("python", "python3.9"), ("other", "a.pex")), ("a",)),
        ("pip-compile", "--resolver backtracking a.in", (("other", "backtracking"),), ("a.in",)),
        ("uv", "lock --python", (), ("lock",)),
        ("uv", "run -- pytest -p x", (), ("run",)),
        ("unknown", "a --b c", (), ("a", "c")),
    ],
)
def test_options(tool: str, words: str, named: tuple[tuple[str, str], ...], plain: tuple[str, ...]) -> None:
    found = read_options(tool, tuple(words.split()))
    assert found.named == named
    assert tuple(word for word in found.plain if word != "-") == plain


def test_flags_and_the_words_of_a_started_program() -> None:
    found = read_options("uv", ("run", "--no-project", "python", "-p", "x"), most_plain=2)
    assert found.flags == {"--no-project"}
    assert (found.plain, found.named) == (("run", "python"), ())


def test_every_option_is_one() -> None:
    assert all(option.startswith("-") and field for table in TABLES.values() for option, field in table.items())
