"""Extras that include others which exclude each other."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.explain.causes.extras_edits import untangled
from resolver_core.policy import Selection
from tests.support.causes import of_mode, world_of
from tests.support.small_indexes import Example

EXTRAS = """
[project.optional-dependencies]
gpu = ["a<2"]
tpu = ["a>=2"]
all = ["project[gpu]", "project[tpu]"]
"""
CLASH = Example({"a": "1 2"}, [], more=EXTRAS, extras=["gpu"])


def test_the_extra_that_puts_them_together_is_dropped() -> None:
    (failed,) = [one for one in world_of(CLASH).explained().failures if one.mode == "universal"]
    fix = failed.fixes[0]
    assert (fix.title, fix.agrees) == ("drop the extra all and declare that gpu and tpu conflict", True)
    assert '-all = ["project[gpu]", "project[tpu]"]' in fix.patch


def test_an_extra_that_is_asked_for_stays() -> None:
    problem = CLASH.problem()
    assert next(one.title for one in untangled(problem, Selection())) == "drop the extra all"
    assert not list(untangled(problem, Selection((canonicalize_name("all"),))))


def test_nothing_is_dropped_that_includes_no_others() -> None:
    plain = Example({"a": "1 2"}, [], more='[project.optional-dependencies]\ngpu = ["a<2"]\ntpu = ["a>=2"]\n')
    assert not list(untangled(plain.problem(), Selection()))
    assert of_mode(world_of(plain).explained(), "universal").fixes[0].title.startswith("declare")
