"""The algebra against packaging, point by point in environments that exist."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.markers import InvalidMarker, Marker
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.markers import MarkerSet
from tests.support.markers import ENVIRONMENTS, markers, truth, variables_of
from tests.support.seeds import examples


def members(marker: MarkerSet) -> tuple[bool, ...]:
    return tuple(marker.evaluate(each) for each in ENVIRONMENTS)


@given(markers())
def test_reads_a_marker_as_packaging_does(text: str) -> None:
    assert members(MarkerSet.parse(text)) == truth(text)


@settings(max_examples=examples(60))
@given(markers(), markers())
def test_operators_are_those_of_sets(left: str, right: str) -> None:
    a, b = MarkerSet.parse(left), MarkerSet.parse(right)
    in_a, in_b = truth(left), truth(right)
    assert members(a & b) == tuple(x and y for x, y in zip(in_a, in_b, strict=True))
    assert members(a | b) == tuple(x or y for x, y in zip(in_a, in_b, strict=True))
    assert members(~a) == tuple(not x for x in in_a)


@settings(max_examples=examples(60))
@given(markers(), markers())
def test_what_is_called_disjoint_or_implied_is(left: str, right: str) -> None:
    a, b = MarkerSet.parse(left), MarkerSet.parse(right)
    both = list(zip(truth(left), truth(right), strict=True))
    assert not (a.disjoint(b) and any(x and y for x, y in both))
    assert not (a.implies(b) and any(x and not y for x, y in both))
    assert a.disjoint(b) == b.disjoint(a)


@given(markers(), markers(), markers())
def test_equal_sets_are_one_object(first: str, second: str, third: str) -> None:
    a, b, c = (MarkerSet.parse(f"{text}").restrict(MarkerSet.TRUE) for text in (first, second, third))
    assert a & b is b & a
    assert a | b is b | a
    assert ~~a is a
    assert ~(a & b) is ~a | ~b
    assert a & a is a
    assert a | ~a is MarkerSet.TRUE
    assert a & ~a is MarkerSet.FALSE
    assert {a: 1}[MarkerSet.parse(first)] == 1
    assert c & MarkerSet.TRUE is c


@settings(max_examples=examples(60))
@given(markers(), markers())
def test_restrict_agrees_wherever_one_cares(value: str, care: str) -> None:
    restricted = members(MarkerSet.parse(value).restrict(MarkerSet.parse(care)))
    wanted, cared = truth(value), truth(care)
    assert all(r == w for r, w, c in zip(restricted, wanted, cared, strict=True) if c)


@settings(max_examples=examples(60))
@given(markers(), st.sampled_from(("3.8", "3.9", "3.8.1")), st.sampled_from((None, "3.10", "3.11", "4.0")))
def test_simplified_under_a_python_range_says_the_same_inside_it(text: str, lower: str, upper: str | None) -> None:
    low, high = Version(lower), None if upper is None else Version(upper)
    marker = MarkerSet.parse(text)
    inside = members(MarkerSet.python_range(low, high))
    simple = marker.simplify_python(low, high)
    assert all(x == y for x, y, i in zip(members(simple), members(marker), inside, strict=True) if i)
    again = members(simple & MarkerSet.python_range(low, high))
    assert again == tuple(x and i for x, i in zip(members(marker), inside, strict=True))


def test_there_is_no_other_way_to_make_one() -> None:
    with pytest.raises(TypeError):
        MarkerSet()


def test_copies_and_pickles_are_the_same_set() -> None:
    marker = MarkerSet.parse("python_version < '3.9' and sys_platform == 'linux'")
    assert copy.copy(marker) is copy.deepcopy(marker) is pickle.loads(pickle.dumps(marker)) is marker
    assert pickle.loads(pickle.dumps(MarkerSet.TRUE)) is MarkerSet.TRUE
    assert pickle.loads(pickle.dumps(MarkerSet.FALSE)) is MarkerSet.FALSE


def test_no_marker_is_true() -> None:
    assert MarkerSet.of(None) is MarkerSet.TRUE
    assert MarkerSet.of(Marker("os_name == 'nt'")) is MarkerSet.parse('os_name=="nt"')


@pytest.mark.parametrize(
    "text", ["os_name", "os_name = 'nt'", "false", "os_name == 'nt' and", "python_version === '3.9'"]
)
def test_bad_syntax_is_refused(text: str) -> None:
    with pytest.raises(InvalidMarker):
        MarkerSet.parse(text)


def test_python_specifier_keeps_the_holes() -> None:
    wanted = "python_full_version >= '3.8' and python_full_version < '3.12' and python_full_version != '3.9.*'"
    assert MarkerSet.python_specifier(SpecifierSet(">=3.8,!=3.9.*,<3.12")) is MarkerSet.parse(wanted)
    assert MarkerSet.python_specifier(SpecifierSet("")) is MarkerSet.TRUE
    assert MarkerSet.python_specifier(SpecifierSet("~=3.8.1")) is MarkerSet.parse("python_full_version ~= '3.8.1'")


def test_python_range() -> None:
    assert MarkerSet.python_range(None, None) is MarkerSet.TRUE
    assert MarkerSet.python_range(Version("3.8"), Version("3.8.0")) is MarkerSet.FALSE
    assert MarkerSet.python_range(Version("3.8"), None) is MarkerSet.parse("python_version >= '3.8'")


def test_variables() -> None:
    marker = MarkerSet.parse("(python_version < '3.9' or extra == 'x') and 'win' in sys_platform and os_name == 'nt'")
    assert variables_of(marker) == {"python_full_version", "extra", "sys_platform", "os_name"}
    assert variables_of(MarkerSet.parse("os_name == 'nt' or os_name != 'nt'")) == frozenset()


def test_an_environment_must_be_complete() -> None:
    with pytest.raises(KeyError):
        MarkerSet.parse("sys_platform == 'linux'").evaluate({"os_name": "nt"})


class TestExtras:
    MARKER = "(extra == 'a' and sys_platform == 'linux') or (extra == 'b' and sys_platform == 'win32') or extra == 'c'"
    LINUX, WINDOWS = ENVIRONMENTS[0], next(each for each in ENVIRONMENTS if each["os_name"] == "nt")

    def test_evaluate_knows_several_at_once(self) -> None:
        marker = MarkerSet.parse("extra == 'A.a' and extra != 'b'")
        assert marker.evaluate(self.LINUX, ["a_a"])
        assert not marker.evaluate(self.LINUX, ["a-a", "b"])
        assert not marker.evaluate(self.LINUX)

    def test_possible(self) -> None:
        marker = MarkerSet.parse("extra == 'a' and sys_platform == 'linux' or extra != 'b' and extra == 'c'")
        assert marker.possible(["a"])
        assert marker.possible(["a", "b"])
        assert marker.possible(["c"])
        assert not marker.possible(["b", "c"])
        assert not marker.possible([])

    def test_assume(self) -> None:
        marker = MarkerSet.parse(self.MARKER)
        assert marker.assume_extras(["c"]) is MarkerSet.TRUE
        assert marker.assume_extras(["b", "c"], on=False) is MarkerSet.parse("extra == 'a' and sys_platform == 'linux'")
        assert marker.assume_extras(["c"], on=False).assume_extras(["a"]).assume_extras(
            ["b"], on=False
        ) is MarkerSet.parse("sys_platform == 'linux'")
        assert marker.without_extras(on=False) is MarkerSet.FALSE
        assert MarkerSet.parse("extra != 'a' and os_name == 'nt'").without_extras(on=False) is MarkerSet.parse(
            "os_name == 'nt'"
        )
        assert MarkerSet.parse("extra != 'a' and os_name == 'nt'").without_extras() is MarkerSet.FALSE

    def test_an_extra_is_a_name(self) -> None:
        assert (
            MarkerSet.extra("Foo_Bar") is MarkerSet.parse("extra == 'foo-bar'") is MarkerSet.parse("'foo.bar' == extra")
        )
        assert MarkerSet.parse("extra == 'not a name!'") is MarkerSet.FALSE
