"""What an answer holds of each project, and in what two answers differ first."""

from __future__ import annotations

from typing import Any

from resolver_core import Aspect, Held, first_difference, held_versions, resolve, to_json
from resolver_core.policy import Options, Policy
from tests.support.builders import a_problem, a_target, an_index

INDEX = "https://index.test/simple"
OPTIONS = Options(default_index=INDEX)


def a_package(name: str, version: str, **changes: Any) -> dict[str, Any]:
    package = {"name": name, "version": version, "marker": "", "source": INDEX, "root": False, "metadata_from": None}
    return package | changes


def test_every_version_is_held_and_the_project_itself_is_not() -> None:
    packages = [
        a_package("p", "1", root=True),
        a_package("a", "1", marker="sys_platform == 'win32'", metadata_from={"filename": "a-1-py3-none-any.whl"}),
        a_package("a", "2", metadata_from={"filename": None}),
    ]
    assert held_versions({"packages": packages}) == {
        "a": (
            Held("1", "sys_platform == 'win32'", INDEX, "a-1-py3-none-any.whl"),
            Held("2", "", INDEX, ""),
        )
    }


def test_a_real_document_can_be_read() -> None:
    problem = a_problem("a")
    index = an_index({"a": {"1": ["b"]}, "b": {"1": []}})
    held = held_versions(to_json(resolve(problem, Policy.single_platform(problem, a_target(), OPTIONS), index)))
    assert {name: [one.version for one in versions] for name, versions in held.items()} == {"a": ["1"], "b": ["1"]}


def test_the_first_aspect_that_differs_is_named() -> None:
    one = Held("1", "", INDEX, "a.whl")
    other = Held("1", "sys_platform == 'win32'", "https://other.test", "a.whl")
    assert first_difference([one], [other], [Aspect.VERSION, Aspect.SOURCE, Aspect.MARKER]) is Aspect.SOURCE
    assert first_difference([one], [other], [Aspect.VERSION, Aspect.MARKER]) is Aspect.MARKER
    assert first_difference([one], [other], [Aspect.VERSION, Aspect.METADATA_FILE]) is None
    assert first_difference([one, other], [other, one], list(Aspect)) is None
