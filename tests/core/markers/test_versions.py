"""Version comparisons as borders on an axis of releases (uv-resolution section 7.2)."""

from __future__ import annotations

import pytest
from packaging.version import Version

from resolver_core.markers.versions import (
    EVERYWHERE,
    NOWHERE,
    Release,
    Spans,
    above,
    at_least,
    axis_point,
    between,
    compare,
    compare_minor,
    exactly,
    trim,
)

RELEASES: tuple[Release, ...] = tuple(
    trim(tuple(map(int, text.split("."))))
    for text in ("0", "2.7", "3", "3.7.9", "3.8", "3.8.1", "3.8.5", "3.9", "3.9.1", "3.10", "3.10.2", "4")
)
OPERATORS = ("==", "!=", ">=", "<=", ">", "<")


def inside(spans: Spans, release: Release) -> bool:
    """Walk the borders: a border (x, 0) lies just below x, (x, 1) just above it."""
    passed = sum((value, side) <= (release, 0) for value, side in spans.cuts)
    return spans.first is (passed % 2 == 0)


def admitted(operator: str, release: Release, bound: Release) -> bool:
    return {
        "==": release == bound,
        "!=": release != bound,
        ">=": release >= bound,
        "<=": release <= bound,
        ">": release > bound,
        "<": release < bound,
    }[operator]


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("text", ["0", "3.8", "3.8.1", "3.8.0", "4"])
def test_a_comparison_holds_where_the_releases_compare(operator: str, text: str) -> None:
    spans = compare(operator, Version(text), starred=False)
    for release in RELEASES:
        assert inside(spans, release) is admitted(operator, release, trim(Version(text).release)), release


@pytest.mark.parametrize(("operator", "wanted"), [("==", True), ("!=", False)])
def test_a_star_means_the_whole_series(operator: str, wanted: bool) -> None:
    spans = compare(operator, Version("3.8"), starred=True)
    for release in RELEASES:
        assert inside(spans, release) is (wanted is (release[:2] == (3, 8))), release


def test_compatible_is_a_lower_bound_within_a_series() -> None:
    spans = compare("~=", Version("3.8.1"), starred=False)
    assert [release for release in RELEASES if inside(spans, release)] == [(3, 8, 1), (3, 8, 5)]
    spans = compare("~=", Version("3.8"), starred=False)
    assert [release for release in RELEASES if inside(spans, release)] == [
        release for release in RELEASES if (3, 8) <= release < (4,)
    ]


def test_an_unknown_operator_is_refused() -> None:
    for each in (compare, compare_minor):
        with pytest.raises(ValueError, match="odd"):
            each("odd", Version("3.8"), False)


@pytest.mark.parametrize(
    ("operator", "text", "starred", "minors"),
    [
        (">=", "3.8", False, (8, 9, 10)),
        (">=", "3.8.1", False, (9, 10)),
        (">", "3.8", False, (9, 10)),
        (">", "3.8.1", False, (9, 10)),
        ("<=", "3.8", False, (7, 8)),
        ("<=", "3.8.1", False, (7, 8)),
        ("<", "3.8", False, (7,)),
        ("<", "3.8.1", False, (7, 8)),
        ("==", "3.8", False, (8,)),
        ("==", "3.8.1", False, ()),
        ("!=", "3.8", False, (7, 9, 10)),
        ("!=", "3.8.1", False, (7, 8, 9, 10)),
        ("==", "3.8", True, (8,)),
        ("!=", "3.8", True, (7, 9, 10)),
        ("==", "3.8.1", True, ()),
        ("!=", "3.8.1", True, ()),
        ("~=", "3.8", False, (8, 9, 10)),
        ("~=", "3.8.0", False, (8,)),
        ("~=", "3.8.1", False, ()),
    ],
)
def test_a_minor_version_is_one_value(operator: str, text: str, starred: bool, minors: tuple[int, ...]) -> None:
    spans = compare_minor(operator, Version(text), starred)
    found = tuple(minor for minor in range(7, 11) if inside(spans, (3, minor)))
    assert found == minors
    assert all(inside(spans, (3, minor, 5)) is (minor in minors) for minor in range(7, 11)), "all of a series, or none"


def test_borders() -> None:
    assert between((3, 9), (3, 8)) == NOWHERE
    assert between((0,), (3,)) == Spans(True, (((3,), 0),))
    assert at_least((0, 0)) == EVERYWHERE
    assert exactly((0,)) == Spans(True, (((), 1),))
    assert above((3, 8, 0)) == Spans(False, (((3, 8), 1),))
    assert EVERYWHERE.complement == NOWHERE
    assert at_least((3,)).complement.complement == at_least((3,))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("3.8.0", ((3, 8), 0)),
        ("3.8.1rc1", ((3, 8, 1), -1)),
        ("3.8.1.post1", ((3, 8, 1), 1)),
        ("3.8.1+local", ((3, 8, 1), 1)),
        ("3.8.1+", ((3, 8, 1), 0)),
        ("odd", None),
    ],
)
def test_where_an_environment_stands(text: str, point: object) -> None:
    assert axis_point(text) == point
