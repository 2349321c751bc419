"""Command lines of uv, pip and the other tools: what they call, their options and what they ask for."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.command_lines import LONGEST_COMMAND, Command, commands_of


def only(line: str) -> Command:
    (found,) = commands_of(line, 1)
    return found


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("uv pip install -p 3.8 torch", {"python": "3.8"}),
        ("uv pip compile --python-version=3.9 requirements.in", {"python": "3.9"}),
        ("uv sync --python-platform linux --extra cpu", {"platform": "linux", "extras": "cpu"}),
        ("uv lock --index-url https://index.test/simple", {"index_url": "https://index.test/simple"}),
        ("uv lock --resolution lowest --prerelease allow", {"resolution": "lowest", "prerelease": "allow"}),
        ("pip install -i https://index.test/simple a", {"index_url": "https://index.test/simple"}),
        ("uv lock --exclude-newer 2024-01-01", {"exclude_newer": "2024-01-01"}),
        ("uv pip install -e .[dev]", {"extras": "dev"}),
        ("uv lock --python", {}),
        ("uv sync --verbose --python --frozen", {}),
        ("uv --offline --directory x lock -p 3.12", {"python": "3.12"}),
    ],
)
def test_options_by_the_name_of_their_field(line: str, options: dict[str, str]) -> None:
    assert dict(only(line).options) == options


@pytest.mark.parametrize(
    ("line", "requirements"),
    [
        ("uv pip install torch 'numpy<2'", ("torch", "numpy<2")),
        ("uv add --dev ruff", ("ruff",)),
        ("pip3 install a==1", ("a==1",)),
        ("uv pip install -r requirements.txt a", ("a",)),
        ("uv pip install -e . a", ("a",)),
        ("uv run --with numpy==2 main.py", ("numpy==2",)),
        ("uv run --with 'a,b<2' python", ("a", "b<2")),
        ("uv pip install $PACKAGE", ()),
        ("uv pip install 'a @ https://a.test/a.whl'", ()),
        ("uvx ruff@0.6.0 check", ("ruff==0.6.0",)),
        ("uvx --from 'ansible-core>=2' ansible --version", ("ansible-core>=2",)),
        ("uv tool run --with b black .", ("b",)),
        ("uv tool install black", ("black",)),
        ("pipx install poetry", ("poetry",)),
        ("python3.11 -m pip install a", ("a",)),
        ("py -3.10 -m pip install a", ("a",)),
        ("sudo pip install a", ("a",)),
        ("UV_INDEX=x uv pip install a", ("a",)),
        ("docker run --rm python:3.12 pip install a", ("a",)),
        ("docker run x bash -c 'uv pip install a'", ("a",)),
        ("pex a b>=1 -o x.pex", ("a", "b>=1")),
        ("poetry add a", ("a",)),
        ("pdm add 'a>1'", ("a>1",)),
    ],
)
def test_what_is_asked_for(line: str, requirements: tuple[str, ...]) -> None:
    assert only(line).requirements == requirements


@pytest.mark.parametrize(
    ("line", "of_project", "reads_requirements"),
    [
        ("uv sync", True, False),
        ("uv lock", True, False),
        ("uv export --frozen", True, False),
        ("uv pip compile pyproject.toml", True, False),
        ("uv pip install -r pyproject.toml", True, False),
        ("uv pip install -r requirements.txt", False, True),
        ("uv pip compile - -o x.txt", False, True),
        ("pip-compile", False, True),
        ("uv pip install a", False, False),
        ("uv pip install -e '.[dev]'", True, False),
        ("pip install .", True, False),
        ("uv pip install ./lib", False, False),
        ("uv run pytest", True, False),
        ("uv run --no-project --with a python", False, False),
        ("poetry lock", True, False),
    ],
)
def test_what_a_command_works_on(line: str, of_project: bool, reads_requirements: bool) -> None:
    found = only(line)
    assert (found.is_of_project, found.reads_requirements) == (of_project, reads_requirements)


@pytest.mark.parametrize(
    ("line", "tool", "python"),
    [
        ("uv -v pip install a", ("uv", "pip", "install"), ""),
        ("/opt/uv/bin/uv sync", ("uv", "sync"), ""),
        ("python -m uv lock", ("uv", "lock"), ""),
        ("python -m piptools compile", ("pip-compile",), ""),
        ("python3.9 -m pip download a", ("pip", "download"), "3.9"),
        ("py -3.10 -m pip install a", ("pip", "install"), "3.10"),
        ("uv self version", ("uv", "self", "version"), ""),
        ("pex3 lock create a", ("pex",), ""),
    ],
)
def test_what_is_called(line: str, tool: tuple[str, ...], python: str) -> None:
    found = only(line)
    assert (found.tool, found.python) == (tool, python)


def test_a_chain_is_taken_apart() -> None:
    found = commands_of("pip install uv && uv pip install --system -r requirements.txt && rm -rf /var/cache", 4)
    assert [(one.text, one.line) for one in found] == [
        ("pip install uv", 4),
        ("uv pip install --system -r requirements.txt", 4),
    ]
    assert [one.text for one in commands_of("uv pip install numpy pandas | tee log.txt", 1)] == [
        "uv pip install numpy pandas"
    ]


def test_keywords_of_the_shell_are_no_part_of_a_command() -> None:
    assert [one.text for one in commands_of("if ! uv sync; then uv lock; fi", 1)] == ["uv sync", "uv lock"]
    assert only("sudo -E uv pip list --system").text == "sudo -E uv pip list --system"


def test_a_question_for_the_version_is_known() -> None:
    assert only("uv --version").only_asks
    assert only("uv self version").only_asks
    assert not only("uv sync").only_asks


@pytest.mark.parametrize(
    ("line", "is_complete"),
    [
        ("uv sync", True),
        ("pip install", False),
        ("uv pip install", False),
        ("uv run --no-project", False),
        ("uv run a.py", True),
        ("uv pip install -r a.txt", True),
    ],
)
def test_names_of_commands_are_not_commands(line: str, is_complete: bool) -> None:
    assert [one.is_complete for one in commands_of(line, 1, is_mention=True)] == [is_complete]


@pytest.mark.parametrize(
    "text",
    [
        "uv",
        "uvicorn main:app",
        "uv is great",
        "I use uv a lot",
        "uv pip install fails here",
        "uv add does not work",
        "uv sync works",
        "pip install takes an old release of it, why is that?",
        "uv " + "x" * LONGEST_COMMAND,
        "python main.py",
        "",
    ],
)
def test_what_is_no_command(text: str) -> None:
    assert commands_of(text, 1) == []


def test_an_open_quote_in_a_sentence_is_no_command() -> None:
    assert commands_of("uv sync 'never closed", 1, is_mention=True) == []
