"""What has to be installed at one environment, read off the user's text and off metadata."""

from __future__ import annotations

from dataclasses import replace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.index.records import CoreMetadata
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Options, Policy, requires_python_of
from resolver_core.verify.demands import Demand, Demands
from tests.support.builders import LINUX, WINDOWS, a_problem, a_target

DEFAULT = "https://index.test/simple"
OTHER = "https://other.index.test/simple"
A, X, DEV = map(canonicalize_name, ("a", "x", "dev"))
HERE = a_target("3.12", LINUX)


def demands(problem: Problem, platform: str = LINUX, *, is_lock: bool = True) -> Demands:
    here = a_target("3.12", platform)
    options = Options(DEFAULT)
    if is_lock:
        return Demands(problem, Policy.universal(problem, requires_python_of(problem, here), options), here)
    return Demands(problem, Policy.single_platform(problem, here, options), here)


def texts(found: Demands, **part: object) -> list[str]:
    return [demand.text for demand, _ in found.of_user(**part)]  # type: ignore[arg-type]


def of_metadata(found: Demands, *requires: str, extra: str | None = None) -> list[str]:
    metadata = CoreMetadata(A, Version("1"), tuple(map(Requirement, requires)))
    name = None if extra is None else canonicalize_name(extra)
    return [demand.text for demand, _ in found.of_version(A, Version("1"), metadata, name)]


def test_a_requirement_with_everything() -> None:
    demand = Demand.of(Requirement("A.b[Y,x]>=1 ; os_name == 'nt'"))
    assert (demand.name, demand.extras, str(demand.specifier)) == ("a-b", {"x", "y"}, ">=1")
    assert (demand.url, demand.index_url) == (None, None)


@pytest.mark.parametrize(("platform", "wanted"), [(LINUX, ["b"]), (WINDOWS, ["b", "c"])])
def test_markers_are_evaluated_where_it_is_installed(platform: str, wanted: list[str]) -> None:
    found = demands(a_problem("b", "c ; sys_platform == 'win32'"), platform)
    assert [text.partition(";")[0] for text in texts(found)] == wanted


def test_an_extra_and_a_group_are_asked_for_by_name() -> None:
    problem = a_problem("b", more='[project.optional-dependencies]\nx = ["c"]\n[dependency-groups]\ndev = ["d"]')
    found = demands(problem)
    assert (texts(found), texts(found, extra=X), texts(found, group=DEV)) == (["b"], ["c"], ["d"])
    assert texts(found, extra=canonicalize_name("nothing")) == []


def test_an_override_replaces_and_an_exclusion_removes() -> None:
    found = demands(a_problem("b>=1", "c", tool_uv='override-dependencies = ["b<1"]\nexclude-dependencies = ["c"]'))
    assert texts(found) == ["b<1"]
    assert of_metadata(found, "b>2", "c", "d") == ["b<1", "d"]


def test_an_override_of_what_only_an_extra_needs_waits_for_the_extra() -> None:
    found = demands(a_problem("a", tool_uv='override-dependencies = ["b<1"]'))
    assert of_metadata(found, "b>2 ; extra == 'x'") == []
    assert of_metadata(found, "b>2 ; extra == 'x'", extra="x") == ["b<1"]


def test_constraints_come_with_what_they_bound() -> None:
    found = demands(a_problem("b", "c", tool_uv='constraint-dependencies = ["b<2", "d<3"]'))
    bounds = {demand.name: [str(each.specifier) for each in constraints] for demand, constraints in found.of_user()}
    assert bounds == {"b": ["<2"], "c": []}


def test_a_source_names_the_index() -> None:
    tool = f'sources = {{ b = {{ index = "own" }} }}\n[[tool.uv.index]]\nname = "own"\nurl = "{OTHER}"\nexplicit = true'
    found = demands(a_problem("b", "c", tool_uv=tool))
    assert {demand.name: demand.index_url for demand, _ in found.of_user()} == {"b": OTHER, "c": None}
    assert found.indexes_of(canonicalize_name("b")) == {DEFAULT, OTHER}
    assert found.indexes_of(canonicalize_name("c")) == {DEFAULT}


def test_sources_can_be_switched_off() -> None:
    tool = f'sources = {{ b = {{ index = "own" }} }}\n[[tool.uv.index]]\nname = "own"\nurl = "{OTHER}"\nexplicit = true'
    found = demands(a_problem("b", tool_uv=tool))
    settings = replace(found.policy.settings, no_sources=True)
    without = replace(found, policy=replace(found.policy, settings=settings))
    assert [demand.index_url for demand, _ in without.of_user()] == [None]


def test_the_sources_of_a_constraint_count_in_a_lock_only() -> None:
    tool = 'constraint-dependencies = ["b<2"]\nsources = { b = { url = "https://b.test/b-1-py3-none-any.whl" } }'
    problem = a_problem("a", tool_uv=tool)
    for is_lock in (True, False):
        found = demands(replace(problem, dependencies=a_problem("b").dependencies), is_lock=is_lock)
        ((_, (constraint,)),) = found.of_user()
        assert (constraint.url is not None) is is_lock
