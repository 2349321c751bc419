"""Every fix that is offered is put to the real uv, and does there what is said of it: in both modes, on the panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resolver_core import RecordingIndex, Selection, explain, parse_problem, target
from resolver_core.explain.explanation import Explanation
from tests.support.causes import PROJECT, World, a_world, world_of
from tests.support.small_indexes import Example, Projects, of
from tests.uv_check.judging_fixes import Asked, Judged
from uv_check.running.releases import installed_uv

DIFFERING_WHEELS = Example({"t": {"1": {"L": ["np>=2"], "M": ["np<2"], "W": ["np<2"]}}, "np": "1 2"}, ["t"])
NO_WHEEL_HERE = Example({"a": {"1": ["b"], "2": of(tags="W M")}, "b": "1"}, ["a"], requires_python=">=3.10")
ONLY_NEW_PYTHON = Example({"a": {"2": of(python=">=3.11")}}, ["a"], requires_python=">=3.9")
EXTRAS = Example(
    {"a": {"1": ["c"], "2": of("d", tags="M W sdist")}, "c": "1", "d": {"1": of(tags="W")}},
    ["a"],
    more='[project.optional-dependencies]\nx = ["c"]\n',
    extras=["x"],
)
HELD_BY_EXTRA = Example(
    {"a": {"1": ["c"], "2": []}, "c": "1", "b": "1"},
    ["a"],
    more='[project.optional-dependencies]\nold = ["a<2"]\nother = ["b"]\n',
)
WORLDS = {
    "held by an extra": HELD_BY_EXTRA,
    "differing wheels": DIFFERING_WHEELS,
    "no wheel here": NO_WHEEL_HERE,
    "only a new Python": ONLY_NEW_PYTHON,
    "an extra": EXTRAS,
}


POETRY = """\
[tool.poetry]
name = "asking"
version = "1"
[tool.poetry.dependencies]
python = "^3.9"
a = "^1.0"
"""
PDM = PROJECT.format('["a"]') + '[tool.pdm.resolution.overrides]\nb = "<2"\n'
NOT_HERE: dict[str, Projects] = {
    "no file here": {"a": {"1.0": ["b"], "1.1": of("b", tags="W M")}, "b": "1 2"},
    "only a new Python": {"a": {"1.0": of("b", python=">=3.10")}, "b": "1 2"},
}


def asked_and_explained(world: World, selection: Selection) -> tuple[Asked, Explanation]:
    problem, here = parse_problem(world.text, filename="pyproject.toml"), target(world.python, world.platform)
    recording = RecordingIndex(replace(world.index, questions=[]))
    found = explain(problem, [here], world.options, recording, selection)
    return Asked("world", problem, world.options, here, selection, recording.snapshot()), found


@pytest.mark.parametrize("name", WORLDS)
def test_every_fix_is_as_stated(name: str) -> None:
    example = WORLDS[name]
    asked, found = asked_and_explained(world_of(example), Selection(tuple(example.extras)))  # type: ignore[arg-type]
    judged = Judged(installed_uv())
    judged.judge(asked, found)
    assert not judged.wrong
    assert judged.counts["right"] == sum(judged.counts.values())


@pytest.mark.parametrize("name", NOT_HERE)
@pytest.mark.parametrize("text", [POETRY, PDM])
def test_a_fix_in_the_tables_of_another_tool_is_as_stated(text: str, name: str) -> None:
    asked, found = asked_and_explained(a_world(text, NOT_HERE[name]), Selection())
    fixes = [fix for one in (*found.failures, *found.divergences) for fix in one.fixes if fix.is_offered]
    assert fixes
    assert not [fix for fix in fixes if "[tool.uv" in fix.text]
    judged = Judged(installed_uv())
    judged.judge(asked, found)
    assert not judged.wrong
    assert judged.counts["right"] == sum(judged.counts.values())


def test_a_fix_that_hides_a_removal_is_found_out() -> None:
    asked, found = asked_and_explained(world_of(NO_WHEEL_HERE), Selection())
    (divergence,) = (entry for entry in found.divergences if entry.root)
    fix = next(fix for fix in divergence.fixes if fix.shifts)
    hiding = replace(divergence, fixes=(replace(fix, shifts=fix.shifts[1:]),))
    judged = Judged(installed_uv())
    judged.judge(asked, replace(found, divergences=(hiding,)))
    (fault,) = judged.wrong
    assert "what is stated of the panel is not what the two locks install" in fault


def test_a_fix_that_does_not_agree_is_found_out() -> None:
    world = a_world(PROJECT.format('["a"]'), {"a": {"1": [], "2": of(tags="W M")}})
    asked, found = asked_and_explained(world, Selection())
    (divergence,) = (entry for entry in found.divergences if entry.root)
    fix = next(fix for fix in divergence.fixes if fix.shifts)
    nothing = replace(fix, text=world.text.replace('"a"', '"a>=1"'), shifts=())
    judged = Judged(installed_uv())
    judged.judge(asked, replace(found, divergences=(replace(divergence, fixes=(nothing,)),)))
    (fault,) = judged.wrong
    assert "it is said to agree" in fault or "both modes differ" in fault
