from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import InputKind, Problem
from resolver_core.inputs.project_files import ProjectFiles
from resolver_core.inputs.requirements_txt import parse_requirements_txt


def read(text: str, **others: str) -> Problem:
    """A requirements.txt, with other files beside it."""
    return parse_requirements_txt(ProjectFiles({"requirements.txt": text, **others}, "requirements.txt"))


def test_a_file_is_read_whole() -> None:
    problem = read(
        """\
# comment
-i https://main.test/simple/
--extra-index-url=https://extra.test/simple
--find-links  https://links.test/
--only-binary=:all:
--no-binary  Foo_Bar

requests>=2 ; python_version < "4"  # why
flask==3.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
https://files.test/Baz_q-1.0-py3-none-any.whl#sha256=cc
https://files.test/old-1.0.tar.gz
\tlast[extra]
"""
    )
    assert problem.kind is InputKind.REQUIREMENTS
    assert problem.name is None
    assert [(line.text, line.line) for line in problem.dependencies] == [
        ('requests>=2 ; python_version < "4"', 8),
        ("flask==3.0", 9),
        ("https://files.test/Baz_q-1.0-py3-none-any.whl#sha256=cc", 12),
        ("https://files.test/old-1.0.tar.gz", 13),
        ("last[extra]", 14),
    ]
    assert [line.requirement.name for line in problem.dependencies] == ["requests", "flask", "baz-q", "old", "last"]
    assert problem.indexes == (
        IndexLocation("https://extra.test/simple"),
        IndexLocation("https://main.test/simple", default=True),
        IndexLocation("https://links.test", flat=True),
    )
    assert problem.pip_indexes == problem.indexes
    assert (problem.settings.no_build, problem.settings.no_build_package) == (True, frozenset())
    assert (problem.settings.no_binary, problem.settings.no_binary_package) == (False, {"foo-bar"})
    assert len(problem.notes) == 1
    assert problem.notes[0].startswith("Hashes are ignored")


def test_options_without_effect_are_noted() -> None:
    problem = read("--pre\n--trusted-host x.test\nfoo\n")
    assert problem.notes == ("`--pre` is ignored, as uv does.", "`--trusted-host` is ignored, as uv does.")
    assert problem.settings.prerelease is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("-r other.txt", "paste its lines"),
        ("-rother.txt", "paste its lines"),
        ("--requirement=other.txt", "paste its lines"),
        ("-c bounds.txt", "bound the requirements"),
        ("-e .", "add its pyproject.toml"),
        ("./wheels/foo.whl", "local file or folder"),
        ("--frobnicate", "not an option"),
        ("--index-url", "needs a value"),
        ("--index-url wheels", "not an absolute URL"),
        ("--no-binary a,b", "give the option once"),
        ("foo --config-settings a=b", "only `--hash` can"),
        ("foo#comment", "not a valid requirement"),
        ("foo=1", "write `==`"),
        ("https://[files.test/foo-1.0-py3-none-any.whl", "not a valid URL"),
        ("https://files.test/archive.zip", "NAME @ https://files.test/archive.zip"),
    ],
)
def test_a_mistake_names_its_line(text: str, part: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        read(f"good\n{text}\n")
    (mistake,) = caught.value.mistakes
    assert mistake.line == 2
    assert mistake.text == text
    assert part in mistake.message


def test_all_mistakes_come_at_once() -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        read("a=1\nb\n-r c\n")
    assert [mistake.line for mistake in caught.value.mistakes] == [1, 3]


def test_other_files_are_read_where_they_are_named() -> None:
    problem = read(
        "first\n-r sub/more.in\nlast\n-c bounds.txt\n",
        **{"sub/more.in": "-r deeper.in\nsecond\n", "sub/deeper.in": "one\n", "bounds.txt": "first<2\n"},
    )
    assert [(line.text, line.line) for line in problem.dependencies] == [
        ("first", 1),
        ("one", None),
        ("second", None),
        ("last", 3),
    ]
    assert [line.text for line in problem.constraints] == ["first<2"]


def test_a_mistake_in_another_file_names_it() -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        read("-r more.in\n", **{"more.in": "ok\na=1\n"})
    assert str(caught.value).startswith("more.in: line 2: `a=1` is not a valid requirement")


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("-e ./lib[x]", "editable:lib"),
        ("./lib ; os_name == 'nt'", "directory:lib"),
        ("name @ ./lib", "directory:lib"),
        ("file:lib", "directory:lib"),
    ],
)
def test_a_folder_is_the_project_in_it(line: str, url: str) -> None:
    (found,) = read(line, **{"lib/pyproject.toml": '[project]\nname = "Lib_X"\nversion = "1"\n'}).dependencies
    assert (found.requirement.name, found.requirement.url, found.text) == ("lib-x", url, line)


def test_a_list_that_includes_itself_is_read_once() -> None:
    assert [line.text for line in read("a\n-r requirements.txt\n").dependencies] == ["a"]


def test_the_name_of_a_url_may_stand_in_its_fragment() -> None:
    (line,) = read("git+https://code.test/some.git#egg=Tinta[x]\n").dependencies
    assert (line.requirement.name, sorted(line.requirement.extras)) == ("Tinta", ["x"])


@pytest.mark.parametrize("address", ["git+https://code.test/a/some.git", "git+https://code.test/a/some@a/branch#x=y"])
def test_a_repository_whose_project_is_not_named_goes_by_its_own_name(address: str) -> None:
    problem = read(f"{address}\n")
    assert [line.requirement.name for line in problem.dependencies] == ["some"]
    assert any(address in note and "`some` is assumed" in note for note in problem.notes)


def test_no_index_is_a_setting() -> None:
    assert read("--no-index\na\n").settings.no_index is True
