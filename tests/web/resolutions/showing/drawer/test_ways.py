"""Ways down: from the user's line to a project, over extras too, each shown once."""

from __future__ import annotations

from typing import Any

from tests.support.documents import INDEX, a_package, a_resolution, a_root
from webui.resolutions.showing.drawer.ways import MOST_WAYS, WayDown, WaysDown, ways_down


def an_edge(name: str, **changes: Any) -> dict[str, Any]:
    edge: dict[str, Any] = {"name": name, "version": "1", "source": INDEX, "marker": "", "specifier": ""}
    edge |= {"extra": None, "group": None, "line": None}
    return edge | changes


def shown(document: dict[str, Any], project: str) -> WaysDown | None:
    return ways_down("universal", "◆", document, project)


def ways(document: dict[str, Any], project: str) -> tuple[WayDown, ...]:
    found = shown(document, project)
    return found.ways if found else ()


def test_the_way_starts_at_the_line_and_tells_every_requirement() -> None:
    torch = a_package(
        "torch", "1", dependencies=[an_edge("triton", specifier="==3.0.0", marker="sys_platform == 'linux'")]
    )
    document = a_resolution("universal", [a_root("p", {"torch": 6}), torch, a_package("triton", "1")])
    (way,) = ways(document, "triton")
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
    assert shown(plain, "speed") is None
    (way,) = ways(asked, "speed")
    assert [hop.child for hop in way.hops] == ["a[fast]", "speed"]
    assert way.hops[1].through == "extra fast"


def test_there_is_one_way_per_package_that_requires_it_shortest_first_and_cycles_end() -> None:
    a = a_package("a", "1", dependencies=[an_edge("b"), an_edge("z")])
    b = a_package("b", "1", dependencies=[an_edge("a"), an_edge("z", specifier=">1")])
    document = a_resolution("single", [a, b, a_package("z", "1")], requested=[an_edge("a", line=1)])
    assert [[hop.child for hop in way.hops] for way in ways(document, "z")] == [["a", "z"], ["a", "b", "z"]]


def test_groups_of_the_project_are_named() -> None:
    root = a_root("p", {}) | {"dependency_groups": {"dev": [an_edge("pytest", line=9)]}}
    (way,) = ways(a_resolution("universal", [root, a_package("pytest", "1")]), "pytest")
    assert (way.line, way.hops[0].through) == (9, "group dev")


def test_many_ways_are_counted() -> None:
    packages = [a_package(f"a{number:02}", "1", dependencies=[an_edge("z")]) for number in range(MOST_WAYS + 3)]
    requested = [an_edge(package["name"], line=1) for package in packages]
    found = shown(a_resolution("universal", [*packages, a_package("z", "1")], requested=requested), "z")
    assert found is not None
    assert (len(found.ways), found.more, found.glyph) == (MOST_WAYS, 3, "◆")
