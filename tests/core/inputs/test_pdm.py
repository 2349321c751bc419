from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import InputKind, PrereleaseMode

PROJECT = """\
[project]
name = "demo"
version = "1"
dependencies = ["a"]
[dependency-groups]
lint = ["ruff"]
[tool.pdm.dev-dependencies]
test = ["pytest>=7", "-e file:///sub"]
lint = ["mypy"]
[tool.pdm.resolution]
allow-prereleases = true
excludes = ["Foo_Bar"]
[tool.pdm.resolution.overrides]
b = "1.26"
c = ">=2"
d = "https://files.test/d-1-py3-none-any.whl"
[[tool.pdm.source]]
name = "pypi"
url = "https://main.test/simple"
[[tool.pdm.source]]
name = "links"
url = "https://links.test"
type = "find_links"
include_packages = ["a"]
"""


def test_a_project_is_translated() -> None:
    problem = parse_problem(PROJECT)
    assert problem.kind is InputKind.PDM
    groups = {name: [(line.text, line.line) for line in lines] for name, lines in problem.dependency_groups.items()}
    assert groups == {"lint": [("ruff", 6), ("mypy", 9)], "test": [("pytest>=7", 8)]}
    assert problem.default_groups == ("lint", "test")
    assert problem.settings.prerelease is PrereleaseMode.ALLOW
    assert problem.excludes == {"foo-bar"}
    assert [(str(line.requirement), line.line) for line in problem.overrides] == [
        ("b==1.26", 14),
        ("c>=2", 15),
        ("d @ https://files.test/d-1-py3-none-any.whl", 16),
    ]
    assert problem.indexes == (
        IndexLocation("https://main.test/simple", "pypi", default=True),
        IndexLocation("https://links.test", "links", flat=True),
    )
    told = " ".join(problem.notes)
    for part in (
        "`-e file:///sub`",
        "tool.pdm.dev-dependencies",
        "tool.pdm.source",
        "tool.pdm.resolution",
        "include_packages",
    ):
        assert part in told


def test_a_mistake_names_its_line() -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        parse_problem(PROJECT.replace('"mypy"', '"mypy=1"').replace('"1.26"', '"new"'))
    assert [mistake.line for mistake in caught.value.mistakes] == [9, 14]
