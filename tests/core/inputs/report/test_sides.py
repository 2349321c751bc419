"""The sides of a report."""

from __future__ import annotations

import tomllib

import pytest

from resolver_core.inputs.report.read import parse_report
from resolver_core.inputs.report.sides import Side, SideMode, is_possible

FILE = '[project]\nname = "x"\nversion = "1"\ndependencies = ["a"]\n'


def sides(text: str) -> tuple[Side, ...]:
    return parse_report(text).sides


@pytest.mark.parametrize(
    ("line", "mode"),
    [
        ("uv lock", SideMode.UNIVERSAL),
        ("uv sync", SideMode.UNIVERSAL),
        ("uv run pytest", SideMode.UNIVERSAL),
        ("uv pip compile --universal pyproject.toml", SideMode.UNIVERSAL),
        ("uv pip install -r pyproject.toml", SideMode.ONE_PLATFORM),
        ("uv run --no-project --with a python", SideMode.ONE_PLATFORM),
        ("uvx black", SideMode.ONE_PLATFORM),
        ("uv tool install black", SideMode.ONE_PLATFORM),
        ("pip install a", SideMode.AS_PIP),
        ("python -m pip install a", SideMode.AS_PIP),
        ("pip-compile pyproject.toml", SideMode.AS_PIP),
        ("poetry lock", SideMode.UNIVERSAL),
    ],
)
def test_modes(line: str, mode: SideMode) -> None:
    (side,) = sides(f"```toml\n{FILE}```\n\n```\n$ {line}\n```\n")
    assert (side.command, side.mode) == (line, mode)


@pytest.mark.parametrize(
    "line", ["uv venv", "uv pip list", "uv --version", "uv init", "pip install -U pip uv", "uv cache clean"]
)
def test_what_resolves_nothing_is_no_side(line: str) -> None:
    assert sides(f"```\n$ {line}\n```\n") == ()


def test_each_command_has_its_own_requirements_options_and_mode() -> None:
    typed = "$ uv sync --extra x\n$ uv pip install b c -i https://i.test/s --pre\n$ uv add d\n"
    text = f"```toml\n{FILE}```\n```\n{typed}```\n"
    sync, install, add = sides(text)
    assert (sync.text, sync.values) == (FILE, {"extras": ("x",)})
    assert tomllib.loads(install.text)["project"]["dependencies"] == ["b", "c"]
    assert (install.requirements, install.values) == (
        ("b", "c"),
        {"index_url": "https://i.test/s", "prerelease": "allow"},
    )
    assert tomllib.loads(add.text)["project"]["dependencies"] == ["a", "d"]


def test_lists_are_joined_with_what_a_command_asks_for() -> None:
    recipe = "FROM x\nENV V=2.3\nRUN pip install torch==$V -r requirements.txt\nRUN pip install b -r other.txt\n"
    text = f"```\n{recipe}```\nrequirements.txt:\n```\nnumpy\n```\n"
    first, second = sides(text)
    assert first.text == "numpy\ntorch==2.3\n"
    assert second.text == ""


def test_a_placeholder_stands_for_the_default_index() -> None:
    (side,) = sides(
        "```\n$ uv pip install a --index-url https://<ours>/simple --extra-index-url https://i.test/s\n```\n"
    )
    assert side.placeholders == ("https://<ours>/simple",)
    assert side.values == {"extra_index_urls": ("https://i.test/s",)}


def test_variables_are_options() -> None:
    (side,) = sides(
        "```\nexport UV_INDEX_STRATEGY=unsafe-best-match\nUV_INDEX_URL=https://i.test/s uv pip install b\n```\n"
    )
    assert side.values == {"index_url": "https://i.test/s", "index_strategy": "unsafe-best-match"}
    (other,) = sides("```\nexport UV_INDEX_URL=https://<ours>/s\npip install b\n```\n")
    assert (other.values, other.placeholders) == ({}, ())


def test_a_lock_without_any_project_has_no_text() -> None:
    (side,) = sides("```\n$ uv lock --upgrade\n```\n")
    assert side.text == ""


def test_the_file_of_a_member_is_not_the_root() -> None:
    member = "# packages/b/pyproject.toml\n" + FILE
    (side,) = sides(f"```toml\n{FILE}```\n```toml\n{member}```\n```\n$ uv sync\n```\n")
    assert side.text == FILE


def test_a_lock_of_what_was_added() -> None:
    *_, lock = sides("```\n$ uv add b\n$ uv add c\n$ uv lock\n```\n")
    assert tomllib.loads(lock.text)["project"]["dependencies"] == ["b", "c"]


def test_the_opener_compares() -> None:
    text = (
        "_Issue opened by @a on 2025-01-01 10:00_\n\n```\n$ uv pip install a\n```\n\n"
        "_Comment by @b on 2025-01-02 10:00_\n\n```\n$ uv pip install b\n```\n"
    )
    assert [side.command for side in sides(text)] == ["uv pip install a"]


def test_values_must_be_possible() -> None:
    assert is_possible("python", "3.12")
    assert not is_possible("python", "/usr/bin/python")
    assert not is_possible("platform", "toaster")
    assert is_possible("resolution", "lowest")


def test_what_is_added_right_after_something_else_is_added_to_it() -> None:
    first, second, third, late = sides(
        "```\n$ uv add b\n$ uv add 'c<2' b\n# and then\n$ uv add d\n```\n\nOr else\n\n```\n$ uv add e\n```\n"
    )
    found = [tomllib.loads(side.text)["project"]["dependencies"] for side in (first, second, third, late)]
    assert found == [["b"], ["c<2", "b"], ["b", "c<2", "d"], ["e"]]


def test_a_list_that_is_not_shown_leaves_the_question_open() -> None:
    first, second = sides("```\n$ uv pip install -r all.txt b\n$ uv pip install b\n```\n")
    assert (first.text, bool(second.text)) == ("", True)


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ("--only-binary :all:", {"only_binary": (":all:",)}),
        ("--only-binary=b --only-binary c", {"only_binary": ("b", "c")}),
        ("--no-binary b", {"no_binary": ("b",)}),
        ("--no-build", {"only_binary": (":all:",)}),
    ],
)
def test_which_files_count(options: str, values: dict[str, object]) -> None:
    (side,) = sides(f"```\n$ uv pip install a {options}\n```\n")
    assert side.values == values
