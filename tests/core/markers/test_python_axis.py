"""Bounds of Python in a marker, and markers under requires-python (uv-resolution sections 7.4, 7.5, M2, K3)."""

from __future__ import annotations

import pytest
from packaging.version import Version

from resolver_core.markers import MarkerSet, PythonBounds

parse = MarkerSet.parse


def bounds(lower: str | None, upper: str | None, inclusive: tuple[bool, bool] = (True, False)) -> PythonBounds:
    return PythonBounds(
        Version(lower) if lower else None,
        inclusive[0] if lower else False,
        Version(upper) if upper else None,
        inclusive[1] if upper else False,
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("python_version >= '3.8'", bounds("3.8", None)),
        ("python_version < '3.10'", bounds(None, "3.10")),
        ("python_version == '3.8'", bounds("3.8", "3.9")),
        ("python_version in '3.8 3.9'", bounds("3.8", "3.10")),
        ("python_full_version > '3.8' and python_full_version <= '3.9.2'", bounds("3.8", "3.9.2", (False, True))),
        ("python_version == '3.8' or python_version == '3.10'", bounds("3.8", "3.11")),
        ("python_version != '3.8'", bounds(None, None)),
        ("python_version >= '3.9' and sys_platform == 'linux'", bounds("3.9", None)),
        ("python_version >= '3.9' or sys_platform == 'linux'", bounds(None, None)),
        (
            "python_version == '3.9' and os_name == 'nt' or python_version >= '3.8' and os_name == 'a'",
            bounds("3.8", None),
        ),
        ("python_version >= '3.9' and (extra == 'a' or python_version >= '3.10')", bounds("3.9", None)),
        ("sys_platform == 'linux'", None),
        ("implementation_version >= '3.9'", None),
        ("", None),
        ("python_version < '3.8' and python_version > '3.8'", None),
    ],
)
def test_bounds(text: str, wanted: PythonBounds | None) -> None:
    assert parse(text).python_bounds() == wanted


@pytest.mark.parametrize(
    ("text", "lower", "upper", "wanted"),
    [
        ("python_version >= '3.8' and python_version < '3.12'", "3.8", None, "python_version < '3.12'"),
        ("python_version < '3.12'", "3.8", "3.12", ""),
        ("python_version >= '3.12'", "3.8", "3.12", "python_version < '0'"),
        ("python_version < '3.8' or os_name == 'nt'", "3.8", None, "os_name == 'nt'"),
        ("python_full_version > '3.8'", "3.8", None, "python_full_version > '3.8'"),
        ("python_version >= '3.9' and os_name == 'nt'", "3.9", "3.10", "os_name == 'nt'"),
        ("python_version >= '3.9'", None, None, "python_version >= '3.9'"),
        ("python_version >= '3.9'", None, "3.9", "python_version < '0'"),
        ("python_version == '3.9'", "3.10", "3.9", "python_version < '0'"),
    ],
)
def test_simplified_under_requires_python(text: str, lower: str | None, upper: str | None, wanted: str) -> None:
    low, high = (None if bound is None else Version(bound) for bound in (lower, upper))
    assert parse(text).simplify_python(low, high) is parse(wanted)
