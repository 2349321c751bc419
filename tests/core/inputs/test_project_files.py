"""A question of several files: members of a workspace, included files, settings beside it."""

from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs import limits
from resolver_core.inputs.mentioned import Mentioned, mentioned_in
from resolver_core.inputs.parse import parse_project
from resolver_core.inputs.project_files import ProjectFiles, joined, matches_glob

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


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("packages/*", "packages/a", True),
        ("packages/*", "packages/a/b", False),
        ("packages/*", "packages", False),
        ("packages/**", "packages/a/b", True),
        ("packages/**", "packages", False),
        ("**/core", "core", True),
        ("**/core", "a/b/core", True),
        ("a/**/z", "a/z", True),
        ("lib-[ab]", "lib-a", True),
        ("lib-[!ab]", "lib-a", False),
        ("lib-?", "lib-10", False),
    ],
)
def test_a_glob_goes_name_by_name(pattern: str, path: str, fits: bool) -> None:
    assert matches_glob(tuple(pattern.split("/")), tuple(path.split("/"))) is fits


def test_paths_are_seen_from_the_folder_that_names_them() -> None:
    assert joined(".", "./a/../b/") == "b"
    assert joined("packages/q", "../r") == "packages/r"
    assert joined(".", "../outside") == "../outside"
    assert joined("a", "b\\c") == "a/b/c"


def test_folders_are_those_of_the_files_and_the_ones_that_are_known() -> None:
    files = ProjectFiles({"pyproject.toml": "", "a/b/pyproject.toml": ""}, other_folders=frozenset({"a/empty"}))
    assert files.folders == {".", "a", "a/b", "a/empty"}
    assert list(files.matching("a/*")) == ["a/b", "a/empty"]


def test_the_digest_is_that_of_the_text_until_there_are_others() -> None:
    alone = ProjectFiles.single("text")
    assert alone.digest == ProjectFiles.single("text", "requirements.txt").digest
    both = ProjectFiles({"a": "text", "b": "other"}, "a")
    assert both.digest != alone.digest
    assert both.digest == ProjectFiles({"b": "other", "a": "text"}, "a").digest
    assert both.digest != both.with_text("changed").digest


def test_a_paste_is_read_under_the_name_that_uv_looks_for() -> None:
    assert ProjectFiles.single("x").as_pyproject().input == "pyproject.toml"
    assert ProjectFiles({"sub/other.toml": "x"}, "sub/other.toml").as_pyproject().input == "sub/pyproject.toml"


def test_a_project_file_leads_to_its_members_and_path_sources() -> None:
    text = """\
[tool.uv.workspace]
members = ["packages/*"]
[tool.uv.sources]
a = { path = "../a" }
b = [{ path = "b", marker = "os_name == 'nt'" }, { index = "x" }]
"""
    found = mentioned_in(text, "sub/pyproject.toml")
    assert found == Mentioned(folders=("a", "sub/b"), members=("sub/packages/*",))
    assert mentioned_in("not = [toml", "pyproject.toml") == Mentioned()


def test_a_list_leads_to_what_it_includes() -> None:
    text = "-r more.in\n--constraint=../bounds.txt\n-e ./lib[x]\nname @ ../other\n-rglued.txt\nplain>=1\n"
    found = mentioned_in(text, "sub/requirements.in")
    assert found.files == ("sub/more.in", "bounds.txt", "sub/glued.txt")
    assert found.folders == ("sub/lib", "other")
