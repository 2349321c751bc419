"""Each of many extras reads its own requirements only, and reads the same as if it read all."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core import Options, Policy, Resolution, resolve
from resolver_core.markers import MarkerSet
from resolver_core.solver.by_extra import RequirementsByExtra
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.requirements import LoweredRequirement
from tests.support.builders import a_problem, an_index

MARKERS = (
    "",
    "extra == 'a'",
    "extra == 'b' and sys_platform == 'linux'",
    "extra == 'a' or extra == 'b'",
    "'a' in extras",
    "extra != 'b'",
    "sys_platform == 'linux'",
)


def declared() -> tuple[LoweredRequirement, ...]:
    markers = (MarkerSet.parse(text) if text else MarkerSet.TRUE for text in MARKERS)
    return tuple(LoweredRequirement(canonicalize_name("x"), marker=marker) for marker in markers)


@pytest.mark.parametrize("extra", ["a", "b", "c"])
def test_what_an_extra_makes_a_difference_to_is_among_what_rests_on_it(extra: str) -> None:
    requirements = declared()
    found = RequirementsByExtra().resting_on(extra, requirements, (None, None, True), lambda: requirements)
    different = [
        item for item in requirements if Scope().admits(item.marker, (extra,)) != Scope().admits(item.marker, ())
    ]
    assert set(different) <= set(found)
    assert list(found) == [item for item in requirements if item in found]
    assert extra != "c" or not found


def test_a_list_is_divided_once_and_two_lists_are_two() -> None:
    first, second, read = declared(), declared()[1:2], list[int]()
    known = RequirementsByExtra()

    def reads(requirements: tuple[LoweredRequirement, ...]) -> tuple[LoweredRequirement, ...]:
        read.append(len(requirements))
        return requirements

    for requirements in (first, first, second, first):
        for extra in ("a", "b"):
            known.resting_on(extra, requirements, (None, None, True), lambda given=requirements: reads(given))  # type: ignore[misc]
    assert read == [7, 1]
    assert known.resting_on("b", second, (None, None, True), tuple) == ()


def with_extras(count: int, tool_uv: str = "") -> Resolution:
    names = range(count)
    lines = [f"e{number} = ['p{number % 9}']" for number in names]
    everything = ",".join(f"e{number}" for number in names)
    lines += [f"all = ['project[{everything}]']", "none = ['project[none]']"]
    problem = a_problem("big[e1,e2]", more="\n".join(["[project.optional-dependencies]", *lines]), tool_uv=tool_uv)
    big = {"1.0": [f"p{number % 9}; extra == 'e{number}'" for number in names]}
    index = an_index({"big": big, **{f"p{number}": {"1.0": []} for number in range(9)}})
    policy = Policy.universal(problem, problem.requires_python, Options("https://index.test/simple"))
    return resolve(problem, policy, index)


def test_twice_the_extras_are_twice_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    admits = Scope.admits

    def counted(self: Scope, marker: MarkerSet, extras: tuple[str, ...]) -> bool:
        asked.append(1)
        return admits(self, marker, extras)

    monkeypatch.setattr(Scope, "admits", counted)
    counts = []
    for count in (60, 120):
        asked.clear()
        resolution = with_extras(count)
        assert resolution.solved
        counts.append(len(asked))
    assert counts[1] <= 2.2 * counts[0]


@pytest.mark.parametrize(
    "tool_uv",
    [
        "",
        "override-dependencies = ['p1==1.0', \"p2 ; sys_platform == 'linux'\"]",
        "override-dependencies = [\"p1 ; extra == 'e2'\"]",
        "constraint-dependencies = [\"p1<2 ; extra == 'e1'\"]",
        "conflicts = [[{ extra = 'e1' }, { extra = 'e2' }]]",
    ],
)
def test_the_answer_is_that_of_reading_all(monkeypatch: pytest.MonkeyPatch, tool_uv: str) -> None:
    divided = with_extras(12, tool_uv)
    monkeypatch.setattr(RequirementsByExtra, "resting_on", lambda self, extra, declared, of, read: tuple(read()))
    whole = with_extras(12, tool_uv)
    assert (divided.outcome, divided.pins, divided.edges) == (whole.outcome, whole.pins, whole.edges)
