"""Synthetic pairs, one per cause class: class and proof come out right, and change when the decisive fact does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolver_core import Options, explain, parse_lock, target
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Divergence, Explanation, Proof
from resolver_core.explain.lab.changes import Axis, Change
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.policy import Selection
from tests.support.experiments import contradictions, experiments_of
from tests.support.small_indexes import Example, of

OLD, NEW = "2024-01-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"
CUT = 'exclude-newer = "2024-03-01T00:00:00Z"'

PAIRS: dict[CauseClass, tuple[Example, Example, str]] = {
    CauseClass.WHEEL_METADATA_DIFFERS: (
        Example({"t": {"1.0": {"L": ["np>=2"], "M": ["np<2"]}}, "np": "1 2"}, ["t"]),
        Example({"t": {"1.0": {"L": ["np>=2"], "M": ["np>=2"]}}, "np": "1 2"}, ["t"]),
        "t",
    ),
    CauseClass.NO_COMPATIBLE_FILE: (
        Example({"a": {"1": [], "2": of(tags="W")}}, ["a"]),
        Example({"a": {"1": [], "2": of(tags="W L")}}, ["a"]),
        "a",
    ),
    CauseClass.PLATFORM_TAGS: (
        Example({"a": {"1": [], "2": of(tags="cp311-cp311-manylinux_2_39_x86_64")}}, ["a"]),
        Example({"a": {"1": [], "2": of(tags="cp311-cp311-manylinux_2_17_x86_64")}}, ["a"]),
        "a",
    ),
    CauseClass.PYTHON_RANGE: (
        Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.9")}}, ["a"], tool_uv='fork-strategy = "fewest"'),
        Example({"a": {"1": of(python=">=3.8"), "2": of(python=">=3.8")}}, ["a"], tool_uv='fork-strategy = "fewest"'),
        "a",
    ),
    CauseClass.PLATFORM_RANGE: (
        Example({"a": "1 2 3", "q": {"1": ["a<2 ; sys_platform == 'win32'"]}}, ["a", "q"]),
        Example({"a": "1 2 3", "q": {"1": ["a<4 ; sys_platform == 'win32'"]}}, ["a", "q"]),
        "a",
    ),
    CauseClass.MARKER_FORKS: (
        Example({"a": "1 2"}, ["a<2 ; sys_platform == 'darwin'", "a>=1"]),
        Example({"a": "1 2"}, ["a<3 ; sys_platform == 'darwin'", "a>=1"]),
        "a",
    ),
    CauseClass.EXTRAS_GROUPS_CONFLICTS: (
        Example({"a": "1 2"}, ["a"], more='[project.optional-dependencies]\nold = ["a<2"]\n'),
        Example({"a": "1 2"}, ["a"], more='[project.optional-dependencies]\nold = ["a<3"]\n'),
        "a",
    ),
    CauseClass.BACKTRACKING: (
        Example({"z": {"1": [], "2": ["a<2"]}, "a": {"1": [], "2": ["z<2"]}}, ["z", "a"]),
        Example({"z": {"1": [], "2": ["a<3"]}, "a": {"1": [], "2": ["z<3"]}}, ["z", "a"]),
        "a",
    ),
    CauseClass.INDEX_ROUTING: (
        Example(
            {"a": "5", "q": {"1": ["a"]}},
            ["q"],
            others={"x": {"a": "1"}},
            tool_uv='constraint-dependencies = ["a<9"]\nsources = { a = { index = "x" } }\n'
            'index = [{ name = "x", url = "@x", explicit = true }]',
        ),
        Example(
            {"a": "5", "q": {"1": ["a"]}},
            ["q"],
            others={"x": {"a": "1"}},
            tool_uv='constraint-dependencies = ["a<9"]\nindex = [{ name = "x", url = "@x", explicit = true }]',
        ),
        "a",
    ),
    CauseClass.EXCLUDE_NEWER: (
        Example(
            {"a": {"1": of(uploaded=OLD), "2": {"W": of(uploaded=OLD), "L": of(uploaded=NEW)}}}, ["a"], tool_uv=CUT
        ),
        Example(
            {"a": {"1": of(uploaded=OLD), "2": {"W": of(uploaded=OLD), "L": of(uploaded=OLD)}}}, ["a"], tool_uv=CUT
        ),
        "a",
    ),
    CauseClass.YANKED: (
        Example({"a": {"1": [], "2": {"W": [], "L": of(yanked=True)}}}, ["a"]),
        Example({"a": {"1": [], "2": {"W": [], "L": []}}}, ["a"]),
        "a",
    ),
    CauseClass.PRERELEASE: (
        Example({"a": "1 2rc1", "b": {"1": ["a"]}}, ["b"], more='[project.optional-dependencies]\nx = ["a>=2rc1"]\n'),
        Example({"a": "1 2", "b": {"1": ["a"]}}, ["b"], more='[project.optional-dependencies]\nx = ["a>=2rc1"]\n'),
        "a",
    ),
    CauseClass.LOCAL_VERSION: (
        Example({"a": {"2.0": of(tags="L M"), "2.0+cpu": of(tags="cp311-cp311-manylinux_2_39_x86_64")}}, ["a"]),
        Example({"a": {"2.0": of(tags="L M"), "2.0+cpu": of(tags="L M")}}, ["a"]),
        "a",
    ),
    CauseClass.OVERRIDES_CONSTRAINTS: (
        Example({"a": "1 2"}, ["a"], tool_uv="constraint-dependencies = [\"a<2 ; sys_platform == 'win32'\"]"),
        Example({"a": "1 2"}, ["a"], tool_uv="constraint-dependencies = [\"a<3 ; sys_platform == 'win32'\"]"),
        "a",
    ),
    CauseClass.INVALID_METADATA: (
        Example({"a": {"1": [], "2": {"W": [], "L": of(python="^3.10")}}}, ["a"]),
        Example({"a": {"1": [], "2": {"W": [], "L": of(python=">=3.10")}}}, ["a"]),
        "a",
    ),
}


def explained(example: Example, options: Options | None = None) -> Explanation:
    return explain(
        example.problem(), [target(example.python, example.platform)], options or Options(DEFAULT_URL), example.index()
    )


def root_on(explanation: Explanation, project: str) -> Divergence | None:
    return next((entry for entry in explanation.divergences if entry.project == project and entry.root), None)


@pytest.mark.parametrize("expected", PAIRS, ids=str)
def test_class_and_proof(expected: CauseClass) -> None:
    example, changed, project = PAIRS[expected]
    divergence = root_on(explained(example), project)
    assert divergence is not None
    assert divergence.cause is not None
    assert (divergence.cause.cause_class, divergence.cause.proof) == (expected, Proof.PROVEN), divergence.cause
    assert all(experiment.supports for experiment in divergence.cause.experiments)
    assert {experiment.start for experiment in divergence.cause.experiments} == {"single", "universal"}
    assert divergence.fixes[0].agrees
    without = root_on(explained(changed), project)
    assert without is None or without.cause is None or without.cause.cause_class is not expected


def test_a_lock_that_holds_a_version_back() -> None:
    example = Example({"a": "1 2"}, ["a"])
    lock = parse_lock(
        f'version = 1\nrequires-python = ">=3.8"\n\n[[package]]\nname = "a"\nversion = "1"\n'
        f'source = {{ registry = "{DEFAULT_URL}" }}\n'
    )
    divergence = root_on(explained(example, Options(DEFAULT_URL, lock=lock)), "a")
    assert divergence is not None
    assert divergence.cause is not None
    assert (divergence.cause.cause_class, divergence.cause.axes) == (CauseClass.PREFERENCES, (Axis.PREFERENCES,))


@pytest.mark.parametrize("expected", PAIRS, ids=str)
def test_stored_experiments_give_the_same_outcome_again(expected: CauseClass) -> None:
    example, _, _ = PAIRS[expected]
    found = explained(example)
    assert list(experiments_of(found))
    assert not contradictions(found, example.problem(), Options(DEFAULT_URL), example.index())


def test_a_missing_upload_time_is_a_second_cause() -> None:
    files = {"W": of(uploaded=OLD), "L": of()}
    divergence = root_on(explained(Example({"a": {"1": of(uploaded=OLD), "2": files}}, ["a"], tool_uv=CUT)), "a")
    assert divergence is not None
    assert divergence.cause is not None
    assert divergence.cause.cause_class is CauseClass.EXCLUDE_NEWER
    assert CauseClass.INDEX_METADATA_GAP in [cause.cause_class for cause in divergence.further_causes]


def test_consequences_follow_from_the_root_that_is_pinned() -> None:
    example = Example(
        {
            "torch": {"1": ["triton==1"], "2": of("triton==2", tags="W")},
            "triton": "1 2",
        },
        ["torch"],
    )
    found = {entry.project: entry for entry in explained(example).divergences}
    assert found["torch"].root
    assert (found["triton"].root, found["triton"].consequence_of) == (False, "torch")


def test_every_fix_that_agrees_was_solved_in_both_modes() -> None:
    example, _, project = PAIRS[CauseClass.NO_COMPATIBLE_FILE]
    divergence = root_on(explained(example), project)
    assert divergence is not None
    assert divergence.fixes
    assert divergence.fixes[0].agrees
    fixed = replace(example, projects=example.projects)
    again = Laboratory(
        fixed.problem(), target(example.python, example.platform), Options(DEFAULT_URL), Selection(), fixed.index()
    )
    pins, locked = map(again.pins, again.both(Change(text=divergence.fixes[0].text)))
    assert {name: pin.version for name, pin in pins.items()} == {name: pin.version for name, pin in locked.items()}


def test_the_budget_is_kept() -> None:
    example, _, _ = PAIRS[CauseClass.BACKTRACKING]
    found = explain(example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), example.index(), budget=3)
    assert found.solves <= 3


def test_the_first_cause_is_told_before_the_last_search() -> None:
    example = Example({"a": {"1": [], "2": of(tags="W")}, "b": {"1": [], "2": of(tags="W")}}, ["a", "b"])
    told: list[str] = []
    found = explain(
        example.problem(), [target("3.11", "linux")], Options(DEFAULT_URL), example.index(),
        on_found=lambda entry: told.append(getattr(entry, "project", "")),
    )  # fmt: skip
    assert told == [entry.project for entry in found.divergences] == ["a", "b"]
