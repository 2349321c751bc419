"""Several files as one question. What uv makes of each was measured (docs/uv-behaviour.md)."""

from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.parse import parse_project
from resolver_core.inputs.problem import LocalKind, Problem
from resolver_core.inputs.project_files import ProjectFiles

ROOT = '[project]\nname = "p"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["a"]\n'
MEMBERS = '[tool.uv.workspace]\nmembers = ["packages/*"]\n'
Q = '[project]\nname = "q"\nversion = "2"\nrequires-python = ">=3.10"\ndependencies = ["b"]\n'
BUILT = '[build-system]\nrequires = ["x"]\nbuild-backend = "x"\n'


def read(root: str, asked: str = "pyproject.toml", **others: str) -> Problem:
    """The question about one of several files."""
    return parse_project(ProjectFiles({"pyproject.toml": root, **others}, asked))


def in_packages(*texts: str) -> dict[str, str]:
    """Project files in folders of `packages`, q first."""
    return {f"packages/{name}/pyproject.toml": text for name, text in zip("qrs", texts, strict=False)}


def test_the_members_of_a_workspace_stand_beside_its_root() -> None:
    problem = read(ROOT + MEMBERS, **in_packages(Q))
    (member,) = problem.members
    assert (member.name, member.folder, member.local_kind) == ("q", "packages/q", LocalKind.VIRTUAL)
    assert problem.workspace == {"p": ".", "q": "packages/q"}
    assert member.dependencies[0].line is None, "the line is one of another text"


def test_any_member_may_be_asked_about_and_the_settings_are_the_roots() -> None:
    root = ROOT + MEMBERS + '[tool.uv]\nconstraint-dependencies = ["b<9"]\nresolution = "lowest"\n'
    problem = read(root, "packages/q/pyproject.toml", **in_packages(Q + '[tool.uv]\nprerelease = "allow"\n'))
    assert (problem.name, problem.folder) == ("q", "packages/q")
    assert [member.name for member in problem.members] == ["p"]
    assert [line.text for line in problem.constraints] == ["b<9"]
    assert (problem.settings.resolution, problem.settings.prerelease) == ("lowest", None)
    assert problem.dependencies[0].line == 5


def test_a_workspace_root_without_a_project_is_no_member() -> None:
    root = MEMBERS + '[dependency-groups]\ndev = ["a"]\n'
    problem = read(root, "packages/q/pyproject.toml", **in_packages(Q))
    (beside,) = problem.members
    assert beside.name is None
    assert list(beside.dependency_groups) == ["dev"]
    assert problem.workspace == {"q": "packages/q"}


@pytest.mark.parametrize(
    ("source", "member", "kind"),
    [
        ("", Q, LocalKind.VIRTUAL),
        ("", Q + BUILT, LocalKind.EDITABLE),
        ("", Q + "[tool.uv]\npackage = true\n", LocalKind.EDITABLE),
        ("q = { workspace = true }", Q, LocalKind.EDITABLE),
        ("q = { workspace = true, editable = false }", Q, LocalKind.DIRECTORY),
        ("q = { workspace = true }", Q + "[tool.uv]\npackage = false\n", LocalKind.VIRTUAL),
    ],
)
def test_how_a_member_is_installed(source: str, member: str, kind: LocalKind) -> None:
    problem = read(ROOT + MEMBERS + f"[tool.uv.sources]\n{source}\n", **in_packages(member))
    assert problem.members[0].local_kind is kind


def of_q(editable: str, name: str) -> str:
    source = f"[tool.uv.sources]\nq = {{ workspace = true{editable} }}\n"
    return f'[project]\nname = "{name}"\nversion = "1"\ndependencies = ["q"]\n{source}'


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("", ", editable = false", LocalKind.DIRECTORY),
        (", editable = false", "", LocalKind.EDITABLE),
        (", editable = true", "", LocalKind.EDITABLE),
    ],
)
def test_of_several_that_name_a_member_the_last_by_name_counts(first: str, second: str, kind: LocalKind) -> None:
    others = {"packages/1/pyproject.toml": of_q(second, "z"), "packages/2/pyproject.toml": of_q(first, "a")}
    problem = read(ROOT + MEMBERS, **others, **in_packages(Q))
    assert next(member.local_kind for member in problem.members if member.name == "q") is kind


def test_what_a_member_has_from_the_root_is_no_word_of_its_own() -> None:
    root = ROOT + MEMBERS + "[tool.uv.sources]\nq = { workspace = true }\n"
    silent = '[project]\nname = "z"\nversion = "1"\n'
    others = {"packages/1/pyproject.toml": of_q(", editable = false", "x"), "packages/2/pyproject.toml": silent}
    problem = read(root, **others, **in_packages(Q))
    assert next(member.local_kind for member in problem.members if member.name == "q") is LocalKind.DIRECTORY


def test_a_member_that_is_to_be_editable_and_not_is_refused() -> None:
    others = {"packages/1/pyproject.toml": of_q(", editable = true", "a")}
    others["packages/2/pyproject.toml"] = of_q(", editable = false", "z")
    with pytest.raises(ProblemSyntaxError, match=r"member `q` is named with .*the second time in `packages/2`"):
        read(ROOT + MEMBERS, **others, **in_packages(Q))


def test_members_have_the_sources_of_the_root_unless_they_say_otherwise() -> None:
    sources = '[tool.uv.sources]\na = { url = "https://one.test/a.whl" }\nb = { path = "lib" }\n'
    problem = read(ROOT + MEMBERS + sources, **in_packages(Q + '[tool.uv.sources]\na = { path = "../lib" }\n'))
    member = problem.members[0]
    assert member.sources["a"][0].value == "packages/lib"
    assert member.sources["b"][0].value == "lib"


def test_excluded_unmanaged_and_hidden_folders_are_no_members() -> None:
    root = ROOT + '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/r"]\n'
    files = in_packages(Q + "[tool.uv]\nmanaged = false\n", Q.replace('"q"', '"r"'))
    files["packages/.hidden/notes.txt"] = "x"
    assert read(root, **files).members == ()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"packages/q/notes.txt": "x"}, "has no pyproject.toml"),
        (in_packages("[tool.uv]\n"), r"has no `\[project\]` table"),
        (in_packages(Q + "[tool.uv.workspace]\n"), "cannot be nested"),
        (in_packages(Q, Q), "Two members of the workspace are named `q`"),
        (in_packages(Q.replace('"q"', '"P"')), "Two members of the workspace are named `p`"),
        (in_packages(Q + "[tool.uv]\nsources = 3\n"), r"^packages/q/pyproject.toml: line 7"),
    ],
)
def test_what_uv_refuses_about_members(files: dict[str, str], message: str) -> None:
    with pytest.raises(ProblemSyntaxError, match=message):
        read(ROOT + MEMBERS, **files)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ("", "no source says so"),
        ('q = { path = "packages/q" }', "cannot come from elsewhere"),
        ("q = { workspace = false }", "`workspace = false` is refused"),
    ],
)
def test_a_requirement_on_a_member_needs_its_workspace_source(sources: str, message: str) -> None:
    root = ROOT.replace('["a"]', '["q"]') + MEMBERS + f"[tool.uv.sources]\n{sources}\n"
    problem = read(root, **in_packages(Q))
    assert message in problem.lock_refusals[0].message
    assert message in problem.pip_refusals[0].message


def test_a_source_that_names_no_member_says_what_to_add() -> None:
    root = ROOT + '[dependency-groups]\ndev = ["q"]\n[tool.uv.sources]\nq = { workspace = true }\n'
    problem = read(root)
    (refusal,) = problem.pip_refusals
    assert problem.lock_refusals == (refusal,)
    assert refusal.line == 9
    assert "Add the member's pyproject.toml" in refusal.message


def test_members_that_are_named_and_not_there_are_noted() -> None:
    root = ROOT + '[tool.uv.workspace]\nmembers = ["packages/*", "libs/r"]\n'
    (note,) = read(root, **in_packages(Q)).notes
    assert "`libs/r`" in note
    assert "Add libs/r/pyproject.toml" in note
    (of_member,) = read(root, "packages/q/pyproject.toml", **in_packages(Q)).notes
    assert of_member == note


def test_the_project_is_a_member_of_its_own_workspace() -> None:
    root = ROOT.replace('["a"]', '["p", "a"]') + "[tool.uv.sources]\np = { workspace = true }\n"
    problem = read(root)
    assert (problem.lock_refusals, problem.pip_refusals) == ((), ())


def test_members_without_a_python_in_common_cannot_be_locked() -> None:
    problem = read(ROOT + MEMBERS, **in_packages(Q.replace(">=3.10", "<3.9")))
    assert "no Python in common: `p` >=3.9, `q` <3.9" in problem.lock_refusals[0].message
    assert problem.pip_refusals == ()


def test_path_sources_are_read_with_those_of_their_own() -> None:
    library = '[project]\nname = "{0}"\nversion = "1"\ndependencies = ["{1}"]\n'
    library += '[tool.uv.sources]\n{1} = {{ path = "../{1}" }}\n'
    root = ROOT + '[tool.uv.sources]\nb = { path = "b" }\n'
    problem = read(root, **{"b/pyproject.toml": library.format("b", "c"), "c/pyproject.toml": library.format("c", "d")})
    assert [(each.name, each.folder) for each in problem.path_sources] == [("b", "b"), ("c", "c")]


def test_a_uv_toml_takes_the_place_of_the_settings() -> None:
    root = ROOT + '[tool.uv]\nresolution = "lowest"\nconstraint-dependencies = ["a<2"]\nmanaged = true\n'
    problem = read(root, **{"uv.toml": 'prerelease = "allow"\nconstraint-dependencies = ["a<3"]\n'})
    assert (problem.settings.resolution, problem.settings.prerelease) == (None, "allow")
    assert [line.text for line in problem.constraints] == ["a<2"], "the lock reads the project's own table"
    assert problem.pip_lists is not None
    assert [line.text for line in problem.pip_lists.constraints] == ["a<3"]
    assert any("ignored in favour of uv.toml: resolution, constraint-dependencies" in note for note in problem.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("frobnicate = 1", "does not know"),
        ("managed = false", "has no place"),
        ("environments = []", "`environments` has no place"),
        ("required-environments = []", "`required-environments` has no place"),
        ('minimum-libc-version = { glibc = "2.28" }', "`minimum-libc-version` has no place"),
    ],
)
def test_a_uv_toml_with_a_fault_is_refused(text: str, message: str) -> None:
    with pytest.raises(ProblemSyntaxError, match=f"^uv.toml: line 1, column .*{message}"):
        read(ROOT, **{"uv.toml": text})


def test_a_list_of_requirements_has_the_settings_beside_it() -> None:
    root = ROOT + '[tool.uv]\nconstraint-dependencies = ["b<3"]\nresolution = "lowest"\n'
    problem = parse_project(ProjectFiles({"pyproject.toml": root, "more.in": "a\n"}, "more.in"))
    assert [line.text for line in problem.dependencies] == ["a"]
    assert [line.text for line in problem.constraints] == ["b<3"]
    assert problem.settings.resolution == "lowest"
