"""Lowering: what a written requirement becomes under `tool.uv.sources` (uv-resolution section 1.3)."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.problem import ConflictItem, RequirementLine, Source, SourceKind
from resolver_core.markers import MarkerSet
from resolver_core.solver.requirements import LoweredRequirement, Lowering, by_name, read_requirement

A, PROJECT = canonicalize_name("a"), canonicalize_name("project")
X, Y = IndexLocation("https://x.test", name="x"), IndexLocation("https://y.test", name="y")
LINUX, WIN32 = "sys_platform == 'linux'", "sys_platform == 'win32'"


def from_index(name: str, **fields: str) -> Source:
    return Source(SourceKind.INDEX, name, **fields)  # type: ignore[arg-type]


def lowered(
    text: str, *sources: Source, extra: str | None = None, group: str | None = None
) -> list[LoweredRequirement]:
    lowering = Lowering({A: sources}, {"x": X, "y": Y}, PROJECT)
    line = RequirementLine(Requirement(text), text, 7)
    return list(
        lowering.lower(line, None if extra is None else canonicalize_name(extra), group and canonicalize_name(group))
    )


def marker(text: str) -> MarkerSet:
    return MarkerSet.parse(text)


def test_without_a_source() -> None:
    (found,) = lowered("B[Two,one]>=2 ; sys_platform == 'linux'", from_index("x"))
    assert (found.name, found.extras, str(found.specifier)) == ("b", ("two", "one"), ">=2")
    assert (found.index, found.url, found.line) == (None, None, 7)
    assert found.marker == marker(LINUX)


def test_an_index_keeps_the_range() -> None:
    (found,) = lowered("a>=2", from_index("x"))
    assert (found.index, found.pin_item, str(found.specifier)) == (X, None, ">=2")


def test_a_url_replaces_the_range() -> None:
    (found,) = lowered("a>=2", Source(SourceKind.URL, "https://files.test/a-1-py3-none-any.whl"))
    assert (found.url, str(found.specifier)) == ("https://files.test/a-1-py3-none-any.whl", "")


def test_a_marker_leaves_the_rest_to_the_usual_indexes() -> None:
    there, rest = lowered("a", from_index("x", marker=LINUX))
    assert (there.index, there.marker) == (X, marker(LINUX))
    assert (rest.index, rest.marker) == (None, ~marker(LINUX))


def test_markers_that_cover_everything_leave_no_rest() -> None:
    found = lowered("a", from_index("x", marker=LINUX), from_index("y", marker="sys_platform != 'linux'"))
    assert [item.index for item in found] == [X, Y]


def test_the_markers_of_source_and_requirement_meet() -> None:
    (found,) = lowered(f"a ; {WIN32}", from_index("x", marker="os_name == 'nt'"), from_index("y", marker=LINUX))[:1]
    assert found.marker == marker(f"{WIN32} and os_name == 'nt'")
    assert all(item.index is not Y for item in lowered(f"a ; {WIN32}", from_index("y", marker=LINUX)))


@pytest.mark.parametrize(
    ("extra", "group", "index"), [(None, None, None), ("old", None, X), ("new", None, None), (None, "old", None)]
)
def test_a_source_of_one_extra(extra: str | None, group: str | None, index: IndexLocation | None) -> None:
    (found,) = lowered("a", from_index("x", extra="old"), extra=extra, group=group)
    assert found.index is index
    assert found.pin_item == (None if index is None else ConflictItem(PROJECT, extra=canonicalize_name("old")))


def test_a_source_of_one_group() -> None:
    (found,) = lowered("a", from_index("x", group="dev"), group="dev")
    assert found.pin_item == ConflictItem(PROJECT, group=canonicalize_name("dev"))


def test_a_url_of_the_requirement_itself_wins() -> None:
    (found,) = lowered("a @ https://files.test/a-1-py3-none-any.whl", from_index("x"))
    assert (found.index, found.url) == (None, "https://files.test/a-1-py3-none-any.whl")


def test_grouping_keeps_the_order() -> None:
    items = [read_requirement(Requirement(text)) for text in ("b", "a>=1", "b<2")]
    assert by_name(items) == {"b": [items[0], items[2]], "a": [items[1]]}


def test_another_marker_changes_nothing_else() -> None:
    item = read_requirement(Requirement("a[x]>=1"))
    assert item.under(item.marker) is item
    moved = item.under(marker(LINUX))
    assert (moved.name, moved.extras, moved.specifier, moved.marker) == (A, ("x",), item.specifier, marker(LINUX))
