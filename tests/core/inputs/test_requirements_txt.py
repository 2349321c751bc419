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
        ("--frobnicate", "not an option"),
        ("--index-url", "needs a value"),
        ("--index-url wheels", "not an absolute URL"),
        ("--no-binary a,b", "give the option once"),
        ("foo --config-settings a=b", "only `--hash` can"),
        ("foo#comment", "not a valid requirement"),
        ("foo=1", "write `==`"),
        ("https://[files.test/foo-1.0-py3-none-any.whl", "not a valid URL"),
        ("foo @ https://files.test/foo-1.0-py3-none-any.whl;os_name=='nt'", "put a space before the `;`"),
        ("https://files.test/foo-1.0-py3-none-any.whl;os_name=='nt'", "put a space before the `;`"),
        ("git+https://code.test/foo.git#egg=foo;python_version > '3'", "put a space before the `;`"),
        ("hg+https://code.test/foo#egg=foo", "it knows git only"),
        ("foo @ svn+https://code.test/foo", "it knows git only"),
        ("git+git@code.test:a/b.git#egg=b", "write `git+ssh://git@code.test/a/b.git#egg=b`"),
        ("git://code.test/a/b.git#egg=b", "write `git+https://code.test/a/b.git#egg=b`"),
        ("Package 1.0", "write `Package==1.0`"),
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


def test_no_index_is_a_setting() -> None:
    assert read("--no-index\na\n").settings.no_index is True


@pytest.mark.parametrize(
    ("line", "requirement"),
    [
        ("git+https://code.test/a.git#egg=Tinta", "Tinta @ git+https://code.test/a.git#egg=Tinta"),
        ("git+ssh://git@code.test/a@v1#subdirectory=d&egg=b", "b @ git+ssh://git@code.test/a@v1#subdirectory=d&egg=b"),
        ("git+https://code.test/a.git#egg=b[x]", "b[x] @ git+https://code.test/a.git#egg=b"),
        (
            "git+https://code.test/a#egg=b-dev; os_name == 'nt'",
            'b-dev @ git+https://code.test/a#egg=b-dev ; os_name == "nt"',
        ),
        (
            "https://files.test/foo_b-1.0-py3-none-any.whl[y,x]",
            "foo-b[y,x] @ https://files.test/foo_b-1.0-py3-none-any.whl",
        ),
        (
            "https://files.test/a-1.0.tar.gz [x] ; os_name=='nt'",
            'a[x] @ https://files.test/a-1.0.tar.gz ; os_name == "nt"',
        ),
        ("https://files.test/a-1.zip#egg=other", "a @ https://files.test/a-1.zip#egg=other"),
        ("https://files.test/archive/v1.tar.gz#egg=b", "b @ https://files.test/archive/v1.tar.gz#egg=b"),
        ("name@https://files.test/a-1.zip; os_name=='nt'", 'name @ https://files.test/a-1.zip ; os_name == "nt"'),
        ("foo @ file:///build/croot/foo_17/work", "foo @ directory:/build/croot/foo_17/work"),
        ("foo @ file:///w/foo-1.0-py3-none-any.whl", "foo @ file:/w/foo-1.0-py3-none-any.whl"),
        ("foo[x] @ ./libs/foo", "foo[x] @ directory:libs/foo"),
        ("wheels/foo-1.0-py3-none-any.whl", "foo @ file:wheels/foo-1.0-py3-none-any.whl"),
        ("-e file:///srv/me/b#egg=Foo", "Foo @ editable:/srv/me/b"),
        ("-e ../b#egg=Foo", "Foo @ editable:../b"),
    ],
)
def test_a_source_names_its_project(line: str, requirement: str) -> None:
    (found,) = read(line + "\n").dependencies
    assert (str(found.requirement), found.text) == (requirement, line)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("git+https://code.test/a/b.git", "write `NAME @ git+https://code.test/a/b.git`"),
        ("https://files.test/archive.zip", "write `NAME @ https://files.test/archive.zip`"),
        ("-e .", "add its pyproject.toml"),
        ("-e /srv/me/b", "local file or folder"),
        ("./wheels/foo.whl", "local file or folder"),
    ],
)
def test_a_source_without_a_name_is_left_out_where_that_may_be_assumed(line: str, part: str) -> None:
    problem = read(f"good\n{line}\n")
    assert [found.text for found in problem.dependencies] == ["good"]
    assert problem.pip_refusals == problem.lock_refusals
    (refusal,) = problem.pip_refusals
    assert (refusal.line, refusal.text, refusal.of_absence) == (2, line, True)
    assert part in refusal.message
    assert f"`{line}` (line 2) does not name its project" in problem.notes[0]
    with pytest.raises(ProblemSyntaxError, match="line 1"):
        read(line)


@pytest.mark.parametrize("value", ["git+https://code.test/b.git@v1#egg=b", "b @ git+https://code.test/b.git"])
def test_uv_takes_no_editable_git_source(value: str) -> None:
    problem = read(f"-e {value}\n")
    assert [found.requirement.name for found in problem.dependencies] == ["b"]
    (refusal,) = problem.pip_refusals
    assert refusal.of_absence
    assert "leave `-e` out" in refusal.message


def test_what_pip_freeze_writes_is_read() -> None:
    problem = read(
        """\
a==1.0
# Editable install with no version control (B_x==2.0)
-e /srv/me/b
# Editable Git install with no remote (c==0.1.dev0)
-e /srv/me/c
-e git+https://code.test/d.git@0123abc#egg=d&subdirectory=sub
e @ file:///tmp/e
f @ git+https://code.test/f@0123abc
## FIXME: could not find svn URL in dependency_links for this package:
g==1.0+local
"""
    )
    assert [(line.requirement.name, line.line) for line in problem.dependencies] == [
        *(("a", 1), ("B_x", 3), ("c", 5), ("d", 6), ("e", 7), ("f", 8), ("g", 10))
    ]
    assert [refusal.line for refusal in problem.pip_refusals] == [6]


def test_lines_may_end_in_a_carriage_return_alone() -> None:
    problem = read("\ufeffa # why\rb==1\r\nc\rd\r")
    assert [(line.text, line.line) for line in problem.dependencies] == [("a", 1), ("b==1", 2), ("c", 3), ("d", 4)]
