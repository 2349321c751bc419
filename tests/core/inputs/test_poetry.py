from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet

from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import PrereleaseMode, Source, SourceKind

PROJECT = """\
[tool.poetry]
name = "Demo"
version = "0.1.0"
[tool.poetry.dependencies]
python = "^3.9"
requests = "^2.13.0"
win = { version = "~1.2", extras = ["b", "a"], markers = "os_name == 'nt' or os_name == 'java'", python = "<3.11" }
opt = { version = "*", optional = true }
many = [
    { version = "1.*", python = "<3.10" },
    { version = "^0.2.3", python = ">=3.10", source = "corp" },
]
repo = { git = "https://code.test/repo.git", branch = "main" }
[tool.poetry.extras]
Fast_IO = ["opt"]
[tool.poetry.dev-dependencies]
black = "24.1.0"
[tool.poetry.group.test.dependencies]
pytest = "^7"
[tool.poetry.group.docs]
optional = true
[tool.poetry.group.docs.dependencies]
sphinx = "~7"
[[tool.poetry.source]]
name = "corp"
url = "https://corp.test/simple/"
priority = "explicit"
"""


def test_a_project_is_translated() -> None:
    problem = parse_problem(PROJECT)
    assert (problem.name, str(problem.version)) == ("demo", "0.1.0")
    assert (str(problem.requires_python), problem.requires_python_line) == ("<4,>=3.9", 5)
    assert [(str(line.requirement), line.line) for line in problem.dependencies] == [
        ("requests<3,>=2.13.0", 6),
        (
            'win[a,b]<1.3,>=1.2; python_full_version < "3.11" and (os_name == "nt" or os_name == "java")',
            7,
        ),
        ('many==1.*; python_full_version < "3.10"', 10),
        ('many<0.3,>=0.2.3; python_full_version >= "3.10"', 11),
        ("repo", 13),
    ]
    assert problem.dependencies[0].text == 'requests = "^2.13.0"'
    assert {
        extra: [str(line.requirement) for line in lines] for extra, lines in problem.optional_dependencies.items()
    } == {"fast-io": ["opt"]}
    assert [str(line.requirement) for line in problem.dependency_groups["dev"]] == ["black==24.1.0"]
    assert list(problem.dependency_groups) == ["dev", "test", "docs"]
    assert problem.default_groups == ("dev", "test")
    assert problem.sources["many"] == (
        Source(SourceKind.INDEX, "corp", marker='python_full_version >= "3.10"', line=11),
    )
    assert problem.sources["repo"] == (Source(SourceKind.GIT, "https://code.test/repo.git", line=13),)
    assert problem.indexes == (IndexLocation("https://corp.test/simple", "corp", explicit=True),)
    assert '`requests = "^2.13.0"` was read as `requests>=2.13.0,<3`.' in problem.notes
    assert '`python = "^3.9"` was read as `requires-python = ">=3.9,<4"`.' in problem.notes


def sources(*entries: str) -> tuple[IndexLocation, ...]:
    tables = "".join(f"[[tool.poetry.source]]\n{entry}\n" for entry in entries)
    return parse_problem(f'[tool.poetry]\nname = "a"\n{tables}').indexes


ONE, TWO = 'name = "one"\nurl = "https://one.test"', 'name = "two"\nurl = "https://two.test"'


def test_primary_sources_replace_the_default_index_unless_it_is_listed() -> None:
    one, two = IndexLocation("https://one.test", "one"), IndexLocation("https://two.test", "two")
    last = IndexLocation("https://two.test", "two", default=True)
    assert sources(ONE, TWO) == (one, last)
    assert sources(ONE, TWO, 'name = "PyPI"') == (one, two)
    assert sources(ONE + '\npriority = "supplemental"', TWO) == (one, last)


def test_poetry_is_ignored_beside_a_project_table() -> None:
    problem = parse_problem('[project]\nname = "a"\nversion = "1"\n[tool.poetry.dependencies]\nfoo = "^1"\n')
    assert problem.dependencies == ()
    assert problem.notes == ("`[tool.poetry]` is ignored beside `[project]`, as uv does.",)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ('foo = "1.1 || 1.3"', "alternatives"),
        ('foo = "latest"', "not a version constraint"),
        ('foo = "^one"', "not a valid version"),
        ("foo = 1", "must be a version constraint or a table, not a number"),
        ("foo = { version = 1 }", "must be a string"),
        ('foo = { version = "1", markers = "planet == 1" }', "marker"),
        ('foo = { version = "1", extras = "x" }', "must be a list"),
    ],
)
def test_a_mistake_names_its_line(line: str, part: str) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(f"[tool.poetry.dependencies]\n{line}\n")
    (mistake,) = caught.value.mistakes
    assert mistake.line == 2
    assert part in mistake.message


def test_an_extra_of_nothing_is_a_mistake() -> None:
    with pytest.raises(ProblemSyntaxError, match="line 2, column 7: The extra `e` names `foo`"):
        parse_problem('[tool.poetry.extras]\ne = [ "foo"]\n')


def test_alternatives_are_read_in_versions_and_in_markers() -> None:
    problem = parse_problem(
        '[tool.poetry.dependencies]\npython = "~2.7 || ^3.4"\nfoo = "^1 || ^3"\n'
        'bar = { version = "*", python = "~2.7 || ^3.6", markers = "os_name == \'nt\'" }\n'
    )
    assert str(problem.requires_python) == str(SpecifierSet(">=2.7,!=3.0.*,!=3.1.*,!=3.2.*,!=3.3.*,<4"))
    foo, bar = problem.dependencies
    assert foo.requirement.specifier == SpecifierSet(">=1,!=2.*,<4")
    assert str(bar.requirement.marker).startswith("(python_full_version")
    assert bar.requirement.marker is not None
    assert bar.requirement.marker.evaluate({"python_full_version": "3.7.0", "os_name": "nt"})
    assert not bar.requirement.marker.evaluate({"python_full_version": "3.5.0", "os_name": "nt"})
    assert not bar.requirement.marker.evaluate({"python_full_version": "3.7.0", "os_name": "posix"})


def test_prereleases_of_a_dependency_are_allowed_or_refused_as_it_says() -> None:
    allowed, refused = (f'a = {{ version = "*", allow-prereleases = {value} }}\n' for value in ("true", "false"))
    head = '[tool.poetry]\nname = "demo"\nversion = "1"\n[tool.poetry.dependencies]\n'
    assert parse_problem(head + allowed).settings.prerelease_package == {"a": PrereleaseMode.ALLOW}
    assert parse_problem(head + refused).settings.prerelease_package == {"a": PrereleaseMode.DISALLOW}
    assert not parse_problem(head + 'a = "*"\n').settings.prerelease_package
