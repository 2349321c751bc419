"""Python ranges: the hull of a requires-python by release parts, and 4.6's one-sided comparison."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.candidates.python_range import LOWEST, PythonRange, lower_cut
from resolver_core.markers import MarkerSet

RELEASES = [Version(f"3.{minor}.{patch}") for minor in range(7, 14) for patch in range(3)]
CLAUSES = st.builds(
    lambda operator, version: f"{operator}{version}",
    st.sampled_from([">=", ">", "<=", "<", "==", "!=", "~="]),
    st.sampled_from(["3.8", "3.9.1", "3.10", "3.11.2", "3.12"]),
) | st.sampled_from(["==3.10.*", "!=3.9.*", "!=3.8.*"])
SPECIFIERS = st.lists(CLAUSES, max_size=3).map(",".join).map(SpecifierSet)


def a_range(text: str) -> PythonRange:
    return PythonRange.of(SpecifierSet(text))


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        (">=3.8", "python_full_version >= '3.8'"),
        (">=3.8.0rc1", "python_full_version >= '3.8'"),
        (">3.8", "python_full_version > '3.8'"),
        ("==3.10.*", "python_full_version >= '3.10' and python_full_version < '3.11'"),
        ("~=3.8", "python_full_version >= '3.8' and python_full_version < '4'"),
        ("~=3.8.1", "python_full_version >= '3.8.1' and python_full_version < '3.9'"),
        ("!=3.8.*,>=3.8", "python_full_version >= '3.9'"),
        ("!=3.10.*,>=3.8,<=3.12", "python_full_version >= '3.8' and python_full_version <= '3.12'"),
        ("", ""),
        (">=4,<3", ""),
    ],
)
def test_hull(text: str, marker: str) -> None:
    assert a_range(text).marker_text() == marker


@pytest.mark.parametrize(
    ("python", "requires_python", "contained"),
    [
        ("3.11", "<3.11", True),
        ("3.11", "==3.10.*", True),
        ("3.11", "!=3.11.*", True),
        ("3.9", "==3.10.*", False),
        ("3.11", ">=3.11.4", False),
        ("3.11.7", ">=3.11.4", True),
        ("3.11", ">3.11", False),
        ("3.11", ">=3.11.0", True),
        ("3.11", "", True),
    ],
)
def test_only_lower_ends_are_compared(python: str, requires_python: str, contained: bool) -> None:
    """G13, G14, C5, C6."""
    assert PythonRange.at_least(Version(python)).contained_by(SpecifierSet(requires_python)) is contained


def test_split_strictly_inside() -> None:
    assert a_range(">=3.8").split_at(lower_cut(SpecifierSet(">=3.10"))) == (a_range(">=3.8,<3.10"), a_range(">=3.10"))
    assert a_range(">=3.8").split_at(lower_cut(SpecifierSet(">3.10"))) == (a_range(">=3.8,<=3.10"), a_range(">3.10"))
    assert a_range(">=3.8").split_at(lower_cut(SpecifierSet(">=3.8"))) is None
    assert a_range(">=3.8,<3.10").split_at(lower_cut(SpecifierSet(">=3.10"))) is None
    assert lower_cut(SpecifierSet("<3.9")) == LOWEST


def test_ends() -> None:
    python = a_range(">3.8,<=3.11.4")
    assert (python.lower, python.lower_inclusive) == (Version("3.8"), False)
    assert (python.upper, python.upper_inclusive) == (Version("3.11.4"), True)
    assert (PythonRange().lower, PythonRange().upper) == (None, None)


def test_narrow() -> None:
    assert a_range(">=3.8").narrow(a_range("<3.10")) == a_range(">=3.8,<3.10")
    assert a_range(">=3.10").narrow(a_range("<3.10")).is_empty


def test_within_a_marker() -> None:
    assert PythonRange.within(MarkerSet.parse("python_version < '3.10' and sys_platform == 'linux'")) == a_range(
        "<3.10"
    )
    assert PythonRange.within(MarkerSet.parse("sys_platform == 'linux'")) == PythonRange()


@given(SPECIFIERS)
def test_hull_is_the_smallest(specifiers: SpecifierSet) -> None:
    allowed = [release for release in RELEASES if release in specifiers]
    python = PythonRange.of(specifiers)
    assert all(map(python.contains, allowed))
    if allowed and python.lower is not None and python.lower_inclusive:
        assert min(allowed) == python.lower


@given(SPECIFIERS, SPECIFIERS)
def test_narrow_is_intersection(left: SpecifierSet, right: SpecifierSet) -> None:
    one, other = PythonRange.of(left), PythonRange.of(right)
    for release in RELEASES:
        assert one.narrow(other).contains(release) == (one.contains(release) and other.contains(release))


@given(SPECIFIERS)
def test_marker_says_the_same(specifiers: SpecifierSet) -> None:
    python = PythonRange.of(specifiers)
    marker = python.marker()
    for release in RELEASES:
        environment = {"python_full_version": str(release)}
        assert marker.evaluate(environment) == python.contains(release)
