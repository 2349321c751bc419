"""Words and simple commands of one line."""

from __future__ import annotations

import time

import pytest

from resolver_core.inputs.report.shell import simple_commands


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("uv pip install numpy>=2 'a b' \"c d\"", ("uv", "pip", "install", "numpy>=2", "a b", "c d")),
        ("uv pip install numpy<2", ("uv", "pip", "install", "numpy<2")),
        ("uv pip install 'a; python_version < \"3.9\"'", ("uv", "pip", "install", 'a; python_version < "3.9"')),
        ("pip install -r C:\\work\\r.txt", ("pip", "install", "-r", "C:\\work\\r.txt")),
        ("a\\ b c", ("a b", "c")),
        ("uv sync # and a comment", ("uv", "sync")),
        ("uv add a#b", ("uv", "add", "a#b")),
        ("uv sync --index https://h.test/?a=1&b=2", ("uv", "sync", "--index", "https://h.test/?a=1&b=2")),
        ("uv sync 'never closed", ("uv", "sync", "never closed")),
        ("uv sync 2>&1", ("uv", "sync")),
        ("uv export > out.txt 2> err.txt", ("uv", "export")),
    ],
)
def test_words(line: str, words: tuple[str, ...]) -> None:
    (found,) = simple_commands(line)
    assert found.words == words


def test_chains() -> None:
    found = simple_commands("cd a && uv lock; uv sync | tee log.txt || echo no & uv tree")
    assert [one.text for one in found] == ["cd a", "uv lock", "uv sync", "tee log.txt", "echo no", "uv tree"]
    assert [one.is_piped for one in found] == [False, False, False, True, False, False]


def test_redirections_and_documents() -> None:
    (written,) = simple_commands("cat > pyproject.toml <<'EOF'")
    assert (written.text, written.writes_to, written.reads_from) == ("cat", "pyproject.toml", "EOF")
    (plain,) = simple_commands("uv export --no-hashes > out.txt")
    assert (plain.text, plain.writes_to) == ("uv export --no-hashes", "out.txt")


def test_open_quotes_are_told() -> None:
    assert [one.is_closed for one in simple_commands("a 'b")] == [False]
    assert [one.is_closed for one in simple_commands("a 'b'")] == [True]


@pytest.mark.parametrize("text", ["", "   ", "# only a comment", ";;;;", "&& ||", "> a"])
def test_nothing_to_run(text: str) -> None:
    assert simple_commands(text) == ()


@pytest.mark.parametrize("unit", ["$ ", "`", "'", '"a', "&& ", "\\", "> ", "<<", "a ", "1>", "| "])
def test_linear_time(unit: str) -> None:
    start = time.process_time()
    simple_commands(unit * (200_000 // len(unit)))
    assert time.process_time() - start < 5  # of work; half a second of it is usual


@pytest.mark.parametrize(
    ("line", "commands"),
    [
        ("(uv lock && uv sync --frozen) 2>&1 | grep numpy", ["uv lock", "uv sync --frozen", "grep numpy"]),
        ("( cd app; uv tree )", ["cd app", "uv tree"]),
        ("((uv lock) && uv sync)", ["uv lock", "uv sync"]),
        ("uv pip install 'a (>=1)' b", ["uv pip install 'a (>=1)' b"]),
        ("uv pip install a)", ["uv pip install a)"]),
    ],
)
def test_parentheses_around_commands(line: str, commands: list[str]) -> None:
    assert [one.text for one in simple_commands(line)] == commands
