"""A question of several files: members of a workspace, included files, settings beside it."""

from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.parse import parse_project
from resolver_core.inputs.project_files import ProjectFiles

ROOT = """[project]
name = "p"
version = "1"
dependencies = ["q", "a"]
[tool.uv.workspace]
members = ["packages/*"]
[tool.uv.sources]
q = { workspace = true }
"""


def member(name: str, dependencies: str = "[]") -> str:
    return f'[project]\nname = "{name}"\nversion = "2"\ndependencies = {dependencies}\n'


def test_the_members_of_a_workspace_are_read_with_their_folders() -> None:
    files = ProjectFiles({"pyproject.toml": ROOT, "packages/q/pyproject.toml": member("q", '["b>1"]')})
    problem = parse_project(files)
    assert problem.workspace == {"p": ".", "q": "packages/q"}
    (other,) = problem.members
    assert (other.name, other.folder, other.dependencies[0].text) == ("q", "packages/q", "b>1")
    assert problem.lock_refusals == ()


def test_a_source_that_names_no_member_is_refused() -> None:
    problem = parse_project(ProjectFiles({"pyproject.toml": ROOT, "packages/r/pyproject.toml": member("r")}))
    assert any("q" in str(refusal) for refusal in problem.lock_refusals)


def test_a_mistake_in_a_member_names_its_file() -> None:
    files = ProjectFiles({"pyproject.toml": ROOT, "packages/q/pyproject.toml": member("q", '["b>>1"]')})
    with pytest.raises(ProblemSyntaxError) as refused:
        parse_project(files)
    assert {mistake.file for mistake in refused.value.mistakes} == {"packages/q/pyproject.toml"}


def test_uv_toml_takes_the_place_of_the_settings() -> None:
    own = member("p") + '[tool.uv]\nresolution = "lowest"\n'
    problem = parse_project(ProjectFiles({"pyproject.toml": own, "uv.toml": 'prerelease = "allow"\n'}))
    assert problem.settings.resolution is None
    assert problem.settings.prerelease == "allow"
    assert any("resolution" in note for note in problem.notes)


def test_an_included_file_stands_where_it_is_named() -> None:
    texts = {
        "requirements.txt": "a\n-r more/b.txt\n-c c.txt\n",
        "more/b.txt": "b>1\n-r ../requirements.txt\n",
        "c.txt": "a<2\n",
    }
    problem = parse_project(ProjectFiles(texts, "requirements.txt"))
    assert [line.text for line in problem.dependencies] == ["a", "b>1"]
    assert [line.text for line in problem.constraints] == ["a<2"]


def test_the_lists_of_members_have_limits_too() -> None:
    long = '["a"' + ', "a"' * limits.REQUIREMENTS_PER_LIST + "]"
    files = ProjectFiles({"pyproject.toml": ROOT, "packages/q/pyproject.toml": member("q", long)})
    with pytest.raises(ProblemSyntaxError, match="at most 5,000"):
        parse_project(files)


def test_the_digest_is_of_all_files() -> None:
    one = ProjectFiles({"pyproject.toml": ROOT, "packages/q/pyproject.toml": member("q")})
    other = ProjectFiles({"pyproject.toml": ROOT, "packages/q/pyproject.toml": member("q", '["b"]')})
    assert one.digest != other.digest
    assert one.with_text(ROOT).digest == one.digest
