"""Ways down: from the user's line to a project, over extras too, each shown once."""

from __future__ import annotations

from typing import Any

from tests.support.documents import INDEX, a_package, a_resolution, a_root
from webui.resolutions.showing.paths import ways_down


def an_edge(name: str, **changes: Any) -> dict[str, Any]:
    edge = {"name": name, "version": "1", "source": INDEX, "marker": "", "specifier": "", "extra": None, "line": None}
    return edge | changes


def test_the_way_starts_at_the_line_and_tells_every_requirement() -> None:
    torch = a_package(
        "torch", "1", dependencies=[an_edge("triton", specifier="==3.0.0", marker="sys_platform == 'linux'")]
    )
    document = a_resolution("universal", [a_root("p", {"torch": 6}), torch, a_package("triton", "1")])
    (way,) = ways_down(document, "triton")
    assert way.line == 6
    assert [(hop.child, hop.specifier, hop.marker) for hop in way.hops] == [
        ("torch", "", ""),
        ("triton", "==3.0.0", "sys_platform == 'linux'"),
    ]


def test_extras_are_followed_only_where_they_are_asked_for() -> None:
    package = a_package("a", "1", optional_dependencies={"fast": [an_edge("speed")]})
    packages = [package, a_package("speed", "1")]
    plain = a_resolution("single", packages, requested=[an_edge("a", line=3)])
    asked = a_resolution("single", packages, requested=[an_edge("a", extra="fast", line=3)])
    assert ways_down(plain, "speed") == []
    (way,) = ways_down(asked, "speed")
    assert [hop.child for hop in way.hops] == ["a[fast]", "speed"]
    assert way.hops[1].through == "extra fast"


def test_there_is_one_way_per_package_that_requires_it_shortest_first_and_cycles_end() -> None:
    a = a_package("a", "1", dependencies=[an_edge("b"), an_edge("z")])
    b = a_package("b", "1", dependencies=[an_edge("a"), an_edge("z", specifier=">1")])
    document = a_resolution("single", [a, b, a_package("z", "1")], requested=[an_edge("a", line=1)])
    assert [[hop.child for hop in way.hops] for way in ways_down(document, "z")] == [["a", "z"], ["a", "b", "z"]]


def test_groups_of_the_project_are_named() -> None:
    root = a_root("p", {}) | {"dependency_groups": {"dev": [an_edge("pytest", line=9)]}}
    (way,) = ways_down(a_resolution("universal", [root, a_package("pytest", "1")]), "pytest")
    assert (way.line, way.hops[0].through) == (9, "group dev")
