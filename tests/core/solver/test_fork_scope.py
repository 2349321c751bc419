"""The environments one fork has to hold in: a region of the marker space, or one point of it."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.fork_scope import Scope
from tests.support.builders import LINUX, a_target

parse = MarkerSet.parse
EVERYWHERE, HERE = Scope(), Scope(point=a_target("3.12", LINUX))
OLD = Scope(marker=parse("python_full_version < '3.10'"))
CPU, GPU = (ConflictItem(canonicalize_name("demo"), canonicalize_name(extra)) for extra in ("cpu", "gpu"))


@pytest.mark.parametrize(
    ("scope", "marker", "extras", "admitted"),
    [
        (HERE, "sys_platform == 'linux'", (), True),
        (HERE, "sys_platform == 'win32'", (), False),
        (HERE, "extra == 'x'", ("x",), True),
        (HERE, "extra == 'x'", (), False),
        (EVERYWHERE, "sys_platform == 'win32'", (), True),
        (EVERYWHERE, "extra == 'x'", (), False),
        (EVERYWHERE, "extra == 'x' and sys_platform == 'win32'", ("x",), True),
    ],
)
def test_whether_a_requirement_can_apply(scope: Scope, marker: str, extras: tuple[str, ...], admitted: bool) -> None:
    assert scope.admits(parse(marker), extras) is admitted


@pytest.mark.parametrize(
    ("scope", "marker", "met"),
    [
        (OLD, "python_full_version < '3.9'", True),
        (OLD, "python_full_version >= '3.10'", False),
        (EVERYWHERE, "python_full_version >= '3.10'", True),
        (HERE, "sys_platform == 'win32'", True),
    ],
)
def test_whether_some_environment_satisfies_a_marker(scope: Scope, marker: str, met: bool) -> None:
    assert scope.meets(parse(marker)) is met


def test_whether_it_concerns_the_scope_whatever_the_extras() -> None:
    assert OLD.reaches(parse("extra == 'x' and python_full_version < '3.9'"))
    assert not OLD.reaches(parse("extra == 'x' and python_full_version >= '3.10'"))
    assert not HERE.reaches(parse("sys_platform == 'win32'"))


def test_a_region_can_be_divided_and_a_point_cannot() -> None:
    narrowed = OLD.narrowed(parse("sys_platform == 'win32'"))
    assert narrowed.marker is parse("python_full_version < '3.10' and sys_platform == 'win32'")
    assert EVERYWHERE.can_split
    assert not HERE.can_split


def test_conflicting_extras_are_on_or_off_and_never_both() -> None:
    on = EVERYWHERE.with_items([CPU], [GPU])
    assert on is not None
    assert on.allows(CPU)
    assert not on.allows(GPU)
    assert on.with_items([GPU], []) is None
    assert on.with_items([], [CPU]) is None
    assert on.with_items([CPU], [GPU]) == on
