"""How dependency lists, Python bounds and platforms split a scope (uv-resolution sections 6.1 to 6.6)."""

from __future__ import annotations

from time import process_time

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import stopping
from resolver_core.candidates.python_range import LOWEST, PythonRange
from resolver_core.errors import BudgetExceeded, Cancelled
from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.forking import (
    DependencyFork,
    fork_dependencies,
    in_solving_order,
    marker_lower,
    narrowed_python,
    split_on_coverage,
    split_on_marker,
    split_on_python,
    uncovered_by_local,
)
from resolver_core.solver.packages import requested
from resolver_core.solver.requirements import read_requirement
from tests.support.builders import a_target

PYTHON = PythonRange.of(SpecifierSet(">=3.8"))
LINUX, NOT_LINUX, WIN32 = (
    MarkerSet.parse(text) for text in ("sys_platform == 'linux'", "sys_platform != 'linux'", "sys_platform == 'win32'")
)
PROJECT = canonicalize_name("project")


def needs(text: str) -> Dependency:
    item = read_requirement(Requirement(text))
    extra = item.extras[0] if item.extras else None
    return Dependency(requested(item.name, extra, None, item.marker), item)


def python(text: str) -> MarkerSet:
    return MarkerSet.python_specifier(SpecifierSet(text))


def forked(*texts: str, scope: Scope | None = None) -> list[tuple[MarkerSet, list[str]]]:
    """Scope and requirement ranges of each part, in the order of creation."""
    result = fork_dependencies(list(map(needs, texts)), scope or Scope(), PYTHON, ())
    return [(part.scope.marker, [_said(entry) for entry in part.dependencies]) for part in result.forks]


def _said(entry: Dependency) -> str:
    return f"{entry.package.name}{entry.requirement.specifier}"


class TestDependencyLists:
    def test_one_marker_alone_does_not_split(self) -> None:
        assert forked("a ; sys_platform == 'linux'", "b") == [(MarkerSet.TRUE, ["a", "b"])]

    def test_equal_markers_do_not_split(self) -> None:
        """K9."""
        assert len(forked("a>=1 ; sys_platform == 'linux'", "a<2 ; sys_platform == 'linux'")) == 1

    def test_disjoint_markers_split(self) -> None:
        """G1: the complement first, the match last."""
        parts = forked("a<2 ; sys_platform == 'linux'", "a>=2 ; sys_platform != 'linux'")
        assert parts == [(NOT_LINUX, ["a>=2"]), (LINUX, ["a<2"])]

    def test_an_unmarked_requirement_goes_into_every_part(self) -> None:
        """G4."""
        assert forked("a<2 ; sys_platform == 'linux'", "a>=1") == [(NOT_LINUX, ["a>=1"]), (LINUX, ["a<2", "a>=1"])]

    def test_a_marker_that_raises_python_splits_alone(self) -> None:
        """G12."""
        assert forked("a ; python_version >= '3.10'") == [(python("<3.10"), []), (python(">=3.10"), ["a"])]
        assert len(forked("a ; python_version >= '3.8'")) == 1
        assert len(forked("a ; python_version < '3.10'")) == 1

    def test_parts_below_the_python_target_vanish(self) -> None:
        parts = forked("a<2 ; python_version < '3.7'", "a>=2 ; python_version >= '3.7'")
        assert [ranges for _, ranges in parts] == [["a>=2"]]

    def test_markers_outside_the_scope_do_not_split(self) -> None:
        assert len(forked("a<2 ; sys_platform == 'win32'", "a>=2", scope=Scope(LINUX))) == 1

    def test_parts_cover_the_scope_and_do_not_overlap(self) -> None:
        """S6: two markers across each other."""
        parts = [part for part, _ in forked("a<3 ; sys_platform == 'linux'", "a<2 ; platform_machine == 'x86_64'")]
        assert len(parts) == 4
        whole = MarkerSet.FALSE
        for part in parts:
            assert whole.disjoint(part)
            whole = whole | part
        assert whole.is_true


class TestConflicts:
    X, Y = (ConflictItem(PROJECT, extra=canonicalize_name(name)) for name in "xy")

    def parts(self, *texts: str, scope: Scope | None = None) -> list[DependencyFork]:
        return list(fork_dependencies(list(map(needs, texts)), scope or Scope(), PYTHON, ((self.X, self.Y),)).forks)

    def test_one_part_without_and_one_for_each(self) -> None:
        parts = self.parts("project[x]", "project[y]", "a")
        assert [(part.scope.included, part.scope.excluded) for part in parts] == [
            (frozenset(), {self.X, self.Y}),
            ({self.X}, {self.Y}),
            ({self.Y}, {self.X}),
        ]
        assert [[str(entry.package) for entry in part.dependencies] for part in parts] == [
            ["a"], ["project[x]", "a"], ["project[y]", "a"],
        ]  # fmt: skip

    def test_nothing_asked_for_splits_nothing(self) -> None:
        assert [part.scope for part in self.parts("a")] == [Scope()]

    def test_an_item_that_is_off_already_is_not_tried(self) -> None:
        scope = Scope(excluded=frozenset({self.Y}))
        assert [part.scope.included for part in self.parts("project[x]", scope=scope)] == [frozenset()]


class TestOrder:
    @staticmethod
    def order(*parts: tuple[str, int], lowest_first: bool = False) -> list[str]:
        forks = [
            DependencyFork(Scope(MarkerSet.parse(text) if text else MarkerSet.TRUE), (needs("a<2"),) * bounded)
            for text, bounded in parts
        ]
        ordered = in_solving_order(forks, lambda entry: True, lowest_python_first=lowest_first)
        return [str(fork.scope.marker) for fork in reversed(ordered)]

    def test_the_highest_python_is_solved_first(self) -> None:
        low, high = "python_full_version < '3.10'", "python_full_version >= '3.10'"
        assert self.order((high, 0), (low, 5)) == [high, low]
        assert self.order((low, 5), (high, 0)) == [high, low]
        assert self.order((low, 0), (high, 0), lowest_first=True) == [low, high]

    def test_then_the_one_with_more_upper_bounds(self) -> None:
        one, two = "sys_platform == 'linux'", "sys_platform == 'win32'"
        assert self.order((one, 2), (two, 1)) == [one, two]
        assert self.order((two, 1), (one, 2)) == [one, two]

    def test_then_the_one_made_last(self) -> None:
        one, two = "sys_platform == 'linux'", "sys_platform == 'win32'"
        assert self.order((one, 1), (two, 1)) == [two, one]


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("python_version >= '3.10'", "3.10"),
        ("python_version == '3.9'", "3.9"),
        ("python_version >= '3.9' and python_version < '3.12' and os_name == 'nt'", "3.9"),
    ],
)
def test_lower_bound_of_a_marker(text: str, lower: str) -> None:
    assert marker_lower(MarkerSet.parse(text)) == PythonRange.at_least(Version(lower)).low


@pytest.mark.parametrize(
    "text", ["python_version < '3.10'", "os_name == 'nt'", "python_version >= '3.10' or os_name == 'nt'"]
)
def test_no_lower_bound(text: str) -> None:
    """K3: a bound from above only counts as unbounded, and so does a path without any Python."""
    assert marker_lower(MarkerSet.parse(text)) == LOWEST


def test_the_target_narrows_with_the_scope() -> None:
    narrow = narrowed_python(PYTHON, Scope(python(">=3.10,<3.12")))
    assert narrow == PythonRange.of(SpecifierSet(">=3.10,<3.12"))
    assert narrowed_python(PYTHON, Scope(python(">=3.6"))).low == PYTHON.low
    assert narrowed_python(PYTHON, Scope(LINUX)) == PYTHON


class TestRequiresPython:
    def test_splits_at_the_bound(self) -> None:
        parts = split_on_python(SpecifierSet(">=3.10,<3.12"), PYTHON, Scope())
        assert [part.scope.marker & python(">=3.8") for part in parts] == [python(">=3.8,<3.10"), python(">=3.10")]

    @pytest.mark.parametrize("text", [">=3.8", ">=3.7", "<3.12"])
    def test_nothing_to_split(self, text: str) -> None:
        assert split_on_python(SpecifierSet(text), PYTHON, Scope()) == []

    def test_a_bound_outside_the_scope(self) -> None:
        parts = split_on_python(SpecifierSet(">=3.10"), PYTHON, Scope(python("<3.9")))
        assert len(parts) == 1

    def test_a_point_never_splits(self) -> None:
        assert split_on_python(SpecifierSet(">=3.10"), PYTHON, Scope(point=a_target("3.9"))) == []


class TestPlatforms:
    def test_split_on_a_marker(self) -> None:
        assert split_on_marker(Scope(), LINUX) == (Scope(LINUX), Scope(NOT_LINUX))
        assert split_on_marker(Scope(LINUX), LINUX) is None
        assert split_on_marker(Scope(WIN32), LINUX) is None

    def test_required_platform_is_widened_to_what_nobody_cares_about(self) -> None:
        """Section 6.4, last row but two: machine alone decides between two machines of one system."""
        mac = MarkerSet.parse("sys_platform == 'darwin'")
        x86, arm = (MarkerSet.parse(f"platform_machine == '{name}'") for name in ("x86_64", "arm64"))
        parts = split_on_coverage(Scope(), mac & x86, mac & arm)
        assert [part.scope.marker for part in parts] == [x86, ~x86]

    def test_local_variant_that_lacks_a_system(self) -> None:
        base = LINUX | WIN32
        assert uncovered_by_local(base, base).is_false
        assert uncovered_by_local(base, WIN32) == LINUX
        arm = MarkerSet.parse("platform_machine == 'aarch64'")
        assert uncovered_by_local((LINUX & arm) | WIN32, WIN32) == LINUX


class TestSizes:
    def test_a_list_twice_as_long_takes_twice_the_time(self) -> None:
        """A part copied per entry took four times as long: 94 s for 40,000 requirements."""

        def seconds(count: int) -> float:
            entries = [needs(f"p{number}") for number in range(100)] * (count // 100)
            started = process_time()
            fork_dependencies(entries, Scope(), PYTHON, ())
            return process_time() - started

        seconds(10_000)
        assert min(seconds(80_000) for _ in range(3)) < 4 * 4 * min(seconds(20_000) for _ in range(3))

    def test_forks_that_double_with_every_project_end_in_words(self) -> None:
        texts = [
            f"p{number} ; platform_machine {operator} 'm{number}'" for number in range(40) for operator in ("==", "!=")
        ]
        entries = [needs(text.replace(" ;", f"=={part} ;")) for part, text in enumerate(texts)]
        assert len(fork_dependencies(entries[:6], Scope(), PYTHON, ()).forks) == 4
        entries = [
            needs(f"p{number}=={part} ; '{number}' {operator} platform_version")
            for number in range(40)
            for part, operator in enumerate(("in", "not in"))
        ]
        with pytest.raises(BudgetExceeded, match="stopped after 2,000 forks"):
            fork_dependencies(entries, Scope(), PYTHON, ())

    def test_a_cancelled_solve_ends_inside_of_a_long_list(self) -> None:
        entries = [needs(f"p{number} ; platform_machine != 'm{number}'") for number in range(500)]
        with stopping.heeding(lambda: True), pytest.raises(Cancelled):
            fork_dependencies(entries, Scope(), PYTHON, ())
