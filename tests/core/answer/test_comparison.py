"""Two answers side by side: each kind of difference, and the file that a sync would take."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.answer.comparison import Comparison, Difference, Row, compare
from resolver_core.answer.resolution import Outcome
from resolver_core.targets.named import target
from tests.support.small_indexes import Example, of

_X = '[[tool.uv.index]]\nname = "x"\nurl = "@x"\nexplicit = true\n[tool.uv.sources]\na = { index = "x" }\n'


def compared(example: Example) -> Comparison:
    here = target(example.python, example.platform)
    return compare(example.solve_single(), example.solve_universal(), here)


def row(example: Example, project: str = "a") -> Row:
    return next(row for row in compared(example).rows if row.project == project)


def test_equal() -> None:
    found = row(Example({"a": "1"}, ["a"]))
    assert found.difference is Difference.NONE
    assert compared(Example({"a": "1"}, ["a"])).differing == 0


def test_version() -> None:
    """Z10, and the lock's other versions are there to see."""
    found = row(Example({"a": {"1": [], "2": of(tags="W")}}, ["a"]))
    assert found.difference is Difference.VERSION
    assert found.single is not None
    assert found.universal is not None
    assert (str(found.single.version), str(found.universal.version)) == ("1", "2")
    assert found.universal_install_file is None, "nothing to install here: the sync fails"


def test_presence() -> None:
    """Z2: a wheel for Windows, first by its build tag, speaks for the lock."""
    found = row(Example({"t": {"1": {"any": ["a"], "1-cp311-cp311-win_amd64": []}}, "a": "1"}, ["t"]))
    assert found.difference is Difference.PRESENCE
    assert found.single is not None
    assert found.universal is None


def test_source() -> None:
    """T20: the same version, from another index."""
    found = row(
        Example(
            {"a": "1", "q": {"1": ["a"]}},
            ["q"],
            others={"x": {"a": "1"}},
            tool_uv=_X,
            more='[dependency-groups]\ndev = ["a"]',
        )
    )
    assert found.difference is Difference.SOURCE


def test_metadata() -> None:
    found = row(Example({"a": {"1": {"L": ["b"], "M": ["b>=0"]}}, "b": "1"}, ["a"]))
    assert found.difference is Difference.METADATA


def test_another_file_that_says_the_same_is_no_difference() -> None:
    found = row(Example({"a": {"1": of("b", tags="L M")}, "b": "1"}, ["a"]))
    assert found.difference is Difference.NONE
    assert found.single is not None
    assert found.universal is not None
    assert found.single.provenance != found.universal.provenance


def test_the_file_a_sync_takes_is_not_the_one_that_was_read() -> None:
    """W2: metadata of the macOS wheel, installation of the Linux one."""
    found = row(Example({"a": {"1": of(tags="L M")}}, ["a"]))
    assert found.universal is not None
    assert found.universal.provenance is not None
    assert found.universal.provenance.filename == "a-1-cp311-cp311-macosx_11_0_arm64.whl"
    assert found.universal_install_file is not None
    assert found.universal_install_file.filename == "a-1-cp311-cp311-manylinux_2_17_x86_64.whl"


def test_versions_for_other_places_are_listed() -> None:
    found = row(Example({"a": {"1": [], "2": of(python=">=3.10")}}, ["a"]))
    assert found.difference is Difference.NONE
    assert [str(pin.version) for pin in found.universal_versions] == ["1", "2"]


def test_differing_rows_come_first() -> None:
    comparison = compared(Example({"a": "1", "z": {"1": [], "2": of(tags="W")}}, ["a", "z"]))
    assert [each.project for each in comparison.rows] == ["z", "a"]
    assert comparison.differing == 1


def test_a_side_that_fails_is_no_difference() -> None:
    """Section 12, 20: the lock fails; what one platform installs is shown alone."""
    example = Example(
        {"a": {"1": ["c<2 ; sys_platform == 'linux'"]}, "b": {"1": ["c>=2 ; sys_platform != 'linux'"]}, "c": "1 2"},
        ["a", "b"],
    )
    comparison = compared(example)
    assert (comparison.single_outcome, comparison.universal_outcome) == (Outcome.SOLVED, Outcome.UNSATISFIABLE)
    assert [each.project for each in comparison.rows] == ["a", "b", "c"]
    assert comparison.differing == 0
    assert all(each.universal is None for each in comparison.rows)


def test_the_same_selection_on_both_sides() -> None:
    example = Example({"a": "1", "b": "1"}, ["a"], more='[project.optional-dependencies]\nx = ["b"]', extras=["x"])
    here, extras = target("3.11", "linux"), (canonicalize_name("x"),)
    comparison = compare(example.solve_single(), example.solve_universal(), here, extras)
    assert [each.project for each in comparison.rows] == ["a", "b"]
    assert comparison.differing == 0
