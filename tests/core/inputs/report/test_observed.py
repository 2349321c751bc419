"""Versions and files that the reporter's commands gave."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.command_lines import commands_of
from resolver_core.inputs.report.observed import is_of_one_platform
from resolver_core.inputs.report.read import parse_report


def versions(text: str) -> dict[str, dict[str, tuple[str, ...]]]:
    return {command: dict(found) for command, found in parse_report(text).observed_versions.items()}


@pytest.mark.parametrize(
    ("command", "output", "expected"),
    [
        ("uv sync", " + Numpy==2.0\n - scipy==1.0\n ~ pandas==2.2\n", {"numpy": "2.0", "pandas": "2.2"}),
        ("uv lock", "Added numpy v2.0\nUpdated pillow v9.1.0 -> v11.0.0\n", {"numpy": "2.0", "pillow": "11.0.0"}),
        ("uv pip freeze", "numpy==2.0\ntyping-extensions==4.12.2\n", {"numpy": "2.0", "typing-extensions": "4.12.2"}),
        ("pip list", "Package Version\n------- -------\nnumpy   2.0\n", {"numpy": "2.0"}),
        ("uv tree", "app v1.0\n├── numpy v2.0\n│   └── b[x] v3.1 (extra: x)\n", {"numpy": "2.0", "b": "3.1"}),
        (
            "uv pip compile r.in",
            "celery[redis]==5.2.7\n    # via -r r.in\nkombu==5.2 ; python_version < '4'\n",
            {"celery": "5.2.7", "kombu": "5.2"},
        ),
        (
            "uv lock -v",
            "DEBUG Selecting: torch==2.5.1 [compatible] (torch-2.5.1-cp310-cp310-win32.whl)\n",
            {"torch": "2.5.1"},
        ),
        (
            "uv pip tree",
            "click v8.1\n└── colorama v0.4.6\nattrs v23.1\n",
            {"click": "8.1", "colorama": "0.4.6", "attrs": "23.1"},
        ),
        ("pip install a", "Successfully installed a-1.0 b-c-2.0.1\n", {"a": "1.0", "b-c": "2.0.1"}),
        ("pip install a", "Requirement already satisfied: a in /x/y (1.0)\n", {"a": "1.0"}),
        ("pip install b", "Requirement already satisfied: a<2,>=1 in /x/y (from b==2.0) (1.0)\n", {"a": "1.0"}),
        (
            "poetry install",
            "  - Installing numpy (1.26.4)\n  - Updating b (1.0 -> 2.0)\n",
            {"numpy": "1.26.4", "b": "2.0"},
        ),
        (
            "uv sync",
            "error: Distribution `torch==2.5.1 @ registry+https://x.test/simple` can't be installed\n",
            {"torch": "2.5.1"},
        ),
        ("uv sync", "  \u00d7 Failed to build `a==1.0`\n", {"a": "1.0"}),
        ("uv sync", "Resolved 3 packages in 2ms\nwarning: a==1 is yanked\n", {}),
    ],
)
def test_outputs(command: str, output: str, expected: dict[str, str]) -> None:
    found = versions(f"```\n$ {command}\n{output}```\n")
    assert found == ({command: {name: (version,) for name, version in expected.items()}} if expected else {})


def test_what_a_sentence_quotes() -> None:
    text = "I ran `poetry add rich`, which says `Installing rich (13.1.0)` never, but `  • Installing rich (13.1.0)`.\n"
    assert versions(text) == {"poetry add rich": {"rich": ("13.1.0",)}}
    text = "`pip freeze` is short. I like `numpy==2.0`.\n"
    assert versions(text) == {}


def test_a_block_belongs_to_the_command_that_its_lead_names() -> None:
    text = (
        "I ran `poetry install -v` and `poetry lock`.\n\nWhen running poetry install I get\n"
        "```\n  • Installing a (1.0): Failed\n```\n"
    )
    assert versions(text) == {"poetry install -v": {"a": ("1.0",)}}


def test_files_that_poetry_downloads() -> None:
    text = "```\n$ poetry lock -vvv\nPyPI: Downloading wheel: scipy-1.2.3-cp35-cp35m-manylinux1_i686.whl\n```\n"
    assert dict(parse_report(text).observed_files) == {"scipy": "scipy-1.2.3-cp35-cp35m-manylinux1_i686.whl"}


def test_each_command_has_its_own() -> None:
    text = "```\n$ uv sync\n + a==1\n$ uv pip install a 2>&1 | tail\n + a==2\n```\n"
    assert versions(text) == {"uv sync": {"a": ("1",)}, "uv pip install a": {"a": ("2",)}}


def test_what_was_installed_counts_before_what_was_tried() -> None:
    text = "```\n$ uv sync\n + a==2\n```\nOn Friday it was:\n```\nerror: Failed to download `a==1`\n```\n"
    assert versions(text) == {"uv sync": {"a": ("2",)}}


def test_a_block_belongs_to_the_command_above_it() -> None:
    assert versions("`uv pip freeze` gives\n```\na==1\nb==2\n```\n") == {"uv pip freeze": {"a": ("1",), "b": ("2",)}}
    assert versions("<details>\n<summary>uv pip freeze</summary>\n\n```\na==1\nb==2\n```\n</details>\n") == {
        "uv pip freeze": {"a": ("1",), "b": ("2",)}
    }


def test_a_block_belongs_to_a_verbose_command_or_to_the_one_that_a_sentence_names() -> None:
    log = "```\nDEBUG Selecting: b==1 (b-1-py3-none-any.whl)\n```\n"
    assert versions(f"```\nuv lock --verbose\nuv sync\n```\n{log}") == {"uv lock --verbose": {"b": ("1",)}}
    assert versions(f"1. `pdm lock -q`\n\nIt says:\n{log}") == {"pdm lock -q": {"b": ("1",)}}


def test_what_grep_shows_of_a_lock() -> None:
    text = '```\n$ grep -A1 \'name = "b"\' uv.lock\nname = "b"\nversion = "1"\n--\nname = "b"\nversion = "2"\n```\n'
    assert versions(text) == {"uv.lock": {"b": ("1", "2")}}


def test_two_trees_under_their_titles() -> None:
    title = "<details>\n<summary><code>uv tree</code> {}</summary>\n\n```\nx v1\n└── b v{}\n```\n</details>\n"
    assert versions(title.format("before", 1) + title.format("after", 2)) == {"uv tree": {"b": ("2",)}}


def test_a_changed_lock() -> None:
    text = '```diff\n [[package]]\n name = "b"\n-version = "1"\n+version = "2"\n```\n'
    assert versions(text) == {"uv.lock": {"b": ("2",)}}


def test_a_block_belongs_to_the_list_that_words_name() -> None:
    text = "```\n$ uv lock\n```\npip freeze in the old environment:\n\n```\na==1\nb==2\n```\n"
    assert versions(text) == {"pip freeze": {"a": ("1",), "b": ("2",)}}


def test_a_file_that_a_command_wrote() -> None:
    text = "```\n$ pip-compile requirements.in\n$ grep -v '#' requirements.txt\na==1\n```\n"
    assert versions(text) == {"pip-compile requirements.in": {"a": ("1",)}}


def test_an_excerpt_of_a_lock() -> None:
    text = '```toml\n[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nname = "a"\nversion = "2"\n```\n'
    assert versions(text) == {"uv.lock": {"a": ("1", "2")}}


def test_a_list_with_two_versions_of_one_project() -> None:
    assert versions("```\n$ uv pip list\ntorch 2.5.1\ntorch 2.5.1+cpu\n```\n") == {
        "uv pip list": {"torch": ("2.5.1", "2.5.1+cpu")}
    }


@pytest.mark.parametrize(
    ("line", "name", "file"),
    [
        ("DEBUG Selecting: a==1 [compatible] (a-1-py3-none-any.whl)", "a", "a-1-py3-none-any.whl"),
        ("  Using cached a_b-2.0-py3-none-any.whl (72 kB)", "a-b", "a_b-2.0-py3-none-any.whl"),
        (
            "  Downloading https://x.test/torch-2.3.0%2Bcu118-cp310-cp310-win_amd64.whl (2 MB)",
            "torch",
            "torch-2.3.0+cu118-cp310-cp310-win_amd64.whl",
        ),
        ("  Downloading a-1.0.tar.gz (1 kB)", "a", "a-1.0.tar.gz"),
        ("error: Failed to fetch: `https://x.test/f/a-1-py3-none-any.whl#sha256=00`", "a", "a-1-py3-none-any.whl"),
    ],
)
def test_files(line: str, name: str, file: str) -> None:
    assert parse_report(f"```\n$ pip install a\n{line}\n```\n").observed_files == {name: file}


@pytest.mark.parametrize(
    ("line", "is_alone"),
    [
        ("uv pip install a", True),
        ("uv pip compile --universal a.in", False),
        ("uv lock", False),
        ("uv run --no-project --with a python", True),
        ("uv run pytest", False),
        ("pip download --platform win_amd64 a", False),
        ("uvx black", True),
    ],
)
def test_which_commands_choose_for_their_machine(line: str, is_alone: bool) -> None:
    (command,) = commands_of(line, 1)
    assert is_of_one_platform(command) is is_alone
