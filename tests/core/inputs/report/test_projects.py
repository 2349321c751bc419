"""The project that a report speaks of: a pasted file, a list of requirements, or what a command installs."""

from __future__ import annotations

import pytest

from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.report.blocks import parts_of
from resolver_core.inputs.report.commands import commands_in
from resolver_core.inputs.report.projects import FoundProject, ProjectKind, project_of, projects_in
from resolver_core.inputs.report.transcripts import turns_in

FILE = '[project]\nname = "x"\nversion = "1"\ndependencies = ["a"]\n'


def projects(text: str) -> list[FoundProject]:
    parts = parts_of(text)
    turns = turns_in(parts)
    return list(projects_in(parts, turns, commands_in(parts, turns)))


def test_a_fenced_file() -> None:
    assert projects(f"My project:\n\n```toml\n{FILE}```\n") == [
        FoundProject(FILE, 4, ProjectKind.PYPROJECT, "a pyproject.toml")
    ]


def test_a_file_without_its_fence_ends_where_it_is_no_toml() -> None:
    (found,) = projects(f"My project:\n\n{FILE}\nThat does not work for me.\n")
    assert (found.text.strip(), found.line) == (FILE.strip(), 3)


def test_a_file_with_dependencies_comes_first() -> None:
    settings = "```toml\n[tool.uv]\nno-build = true\n```\n"
    first, second = projects(f"{settings}\n```toml\n{FILE}```\n")
    assert first.text == FILE
    assert "no-build" in second.text


@pytest.mark.parametrize(
    ("block", "is_list"),
    [
        ("a==1\nb>=2\n", True),
        ("-i https://index.test/simple\na[x]\nb  # why\n", True),
        ("a\nb\n", False),
        ("a==1\n", False),
        ("a==1\nthis is prose\n", False),
        ("# only\n# comments\n", False),
    ],
)
def test_a_list_of_requirements(block: str, is_list: bool) -> None:
    found = projects(f"```\n{block}```\n")
    assert [one.kind for one in found] == ([ProjectKind.REQUIREMENTS] if is_list else [])


@pytest.mark.parametrize("line", ["uv pip install 'numpy<2' torch", "pip install numpy\\<2 torch"])
def test_what_a_command_installs_is_a_project_that_can_be_parsed(line: str) -> None:
    (found,) = projects(line)
    assert found.kind is ProjectKind.COMMAND
    assert found.said == f"made from `{line}`"
    problem = parse_problem(found.text, filename="pyproject.toml")
    assert [line.text for line in problem.dependencies] == ["numpy<2", "torch"]


def test_a_pasted_file_tells_more_than_a_command() -> None:
    kinds = [found.kind for found in projects(f"uv pip install b\n\n```\na==1\nb==2\n```\n\n```toml\n{FILE}```\n")]
    assert kinds == [ProjectKind.PYPROJECT, ProjectKind.REQUIREMENTS, ProjectKind.COMMAND]


def test_toml_of_something_else_is_no_project() -> None:
    assert projects('```toml\n[package]\nname = "crate"\n```\n') == []


def test_a_here_document_is_a_file() -> None:
    (found,) = projects(f"```bash\ncat > pyproject.toml <<EOF\n{FILE}EOF\nuv lock\n```\n")
    assert (found.text, found.line) == (FILE, 3)


def test_what_cat_shows_is_a_file() -> None:
    (found,) = projects(f"```\n$ cat pyproject.toml\n{FILE}\n$ uv lock\n```\n")
    assert (found.text.strip(), found.line) == (FILE.strip(), 3)


@pytest.mark.parametrize("line", ["echo 'a>1' > requirements.in", "echo 'a>1' | uv pip compile -"])
def test_what_echo_writes_is_a_list(line: str) -> None:
    (found,) = projects(f"```\n$ {line}\n```\n")
    assert (found.kind, found.requirements) == (ProjectKind.REQUIREMENTS, ((2, "a>1"),))


def test_a_script() -> None:
    script = (
        '# /// script\n# requires-python = ">=3.11"\n# dependencies = [\n#   "a<2",\n#   "b",\n# ]\n# ///\nimport a\n'
    )
    (found,) = projects(f"```python\n{script}```\n")
    assert (found.kind, found.text) == (ProjectKind.SCRIPT, script)
    assert found.requirements == ((5, "a<2"), (6, "b"))


@pytest.mark.parametrize(
    ("lead", "piece"),
    [
        (
            "Now with b:",
            '[project]\nname = "x"\nversion = "1"\ndependencies = ["b"]\n\n.... the rest the same as above ....\n',
        ),
        ("Now with b, the rest as above:", '[project]\ndependencies = ["b"]\n'),
        ("Now with b:", '[project]\ndependencies = ["b"]\n# ... rest as above\n'),
        ("Now with b (everything else is unchanged):", '[project]\ndependencies = ["b"]\n...\n'),
    ],
)
def test_a_piece_is_laid_over_the_last_whole_file(lead: str, piece: str) -> None:
    base = FILE + "\n[tool.uv]\nno-build = true\n"
    merged, whole = projects(f"```toml\n{base}```\n\n{lead}\n\n```toml\n{piece}```\n")
    assert whole.text == base
    assert merged.is_merged
    assert merged.said.startswith("a pyproject.toml of line 2, with what line")
    problem = parse_problem(merged.text, filename="pyproject.toml")
    assert [line.text for line in problem.dependencies] == ["b"]
    assert "no-build" in merged.text


def test_a_piece_that_says_nothing_of_the_rest_stands_alone() -> None:
    whole, piece = projects(f"```toml\n{FILE}```\n\nTry this:\n\n```toml\n[tool.uv]\nno-build = true\n```\n")
    assert (whole.text, whole.is_whole, piece.is_whole, piece.is_merged) == (FILE, True, False, False)


def test_what_the_opener_wrote_comes_first() -> None:
    other = FILE.replace('"a"', '"other"')
    text = (
        "_Issue opened by @a on 2025-01-01 10:00_\n\nIt is short:\n\n```\na==1\nb==2\n```\n\n"
        f"_Comment by @b on 2025-01-02 10:00_\n\n```toml\n{other}```\n"
    )
    assert [found.kind for found in projects(text)] == [ProjectKind.REQUIREMENTS, ProjectKind.PYPROJECT]


def test_a_lock_is_no_project() -> None:
    assert projects('```toml\nversion = 1\n\n[[package]]\nname = "a"\nversion = "1"\n```\n') == []


def test_getting_the_tools_ready_is_no_project() -> None:
    assert projects("```\n$ pip install --upgrade pip uv\n```\n") == []


def test_what_is_added_one_after_the_other_is_one_project() -> None:
    (found,) = projects("```\n$ uv init\n$ uv add 'b<2'\n$ uv add c\n```\n")
    assert found.text == project_of(["b<2", "c"])
    assert found.said == "made from `uv add 'b<2'`, `uv add c`"


def test_a_list_of_markdown() -> None:
    (found,) = projects("The requirements are:\n\n- `torch==2.0`\n- numpy\n- scipy>1\n\nIt fails.\n")
    assert found.requirements == ((3, "torch==2.0"), (4, "numpy"), (5, "scipy>1"))
    assert projects("What I did:\n\n- this works\n- that fails\n- numpy\n") == []


def test_what_a_command_printed_is_no_list() -> None:
    text = "```\nprintf 'b>1' | uv pip compile -\n```\n\nThat is\n\n```\nb==2\nc==3\n```\n"
    assert [found.requirements for found in projects(text)] == [((2, "b>1"),)]


def test_a_made_project() -> None:
    assert 'dependencies = ["a"]' in project_of(["a"])
