"""`preferences`: a lock keeps what the lock before it had."""

from __future__ import annotations

from dataclasses import replace

from resolver_core import Options, explain, parse_lock, target
from resolver_core.answer.comparison import Difference
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.lab.changes import Axis, Start
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.support.causes import assert_no_divergence, root_on, world_of
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example

LOCK = (
    'version = 1\nrequires-python = ">=3.8"\n\n[[package]]\nname = "a"\nversion = "{}"\n'
    f'source = {{{{ registry = "{DEFAULT_URL}" }}}}\n'
)
EXAMPLE = Example({"a": "1 2"}, ["a"])


def test_a_lock_that_holds_a_version_back() -> None:
    world = world_of(EXAMPLE, Options(DEFAULT_URL, lock=parse_lock(LOCK.format(1))))
    divergence = root_on(world.explained(), "a")
    assert divergence is not None
    assert divergence.cause is not None
    assert (divergence.cause.cause_class, divergence.cause.axes) == (CauseClass.PREFERENCES, (Axis.PREFERENCES,))


def test_a_lock_that_has_the_newest() -> None:
    world = world_of(EXAMPLE, Options(DEFAULT_URL, lock=parse_lock(LOCK.format(2))))
    assert_no_divergence(CauseClass.PREFERENCES, world, "a")


def test_the_lock_is_made_to_forget_one_project() -> None:
    divergence = root_on(world_of(EXAMPLE, Options(DEFAULT_URL, lock=parse_lock(LOCK.format(1)))).explained(), "a")
    assert divergence is not None
    fix = divergence.fixes[0]
    assert (fix.command, fix.patch) == ("uv lock --upgrade-package a", "")
    assert (
        fix.verdict == "both modes now agree on everything; here and everywhere else tried with uv sync: a rises to 2"
    )


def test_too_few_solves_to_tell_whether_the_lock_matters_end_the_explanation() -> None:
    options = Options(DEFAULT_URL, lock=parse_lock(LOCK.format(1)))
    found = explain(EXAMPLE.problem(), [target("3.11", "linux")], options, EXAMPLE.index(), budget=1)
    assert (found.divergences, found.complete) == ((), False)


def test_a_lock_that_changes_nothing_is_left_out_and_what_became_of_versions_is_kept() -> None:
    laboratory = a_laboratory(EXAMPLE)
    held = replace(laboratory, options=Options(DEFAULT_URL, lock=parse_lock(LOCK.format(2))))
    assert held.universal_policy.lock is None
    for again in (held, replace(held)):
        assert len(again.considered(Start.UNIVERSAL)) == 1


KEPT = f"""\
version = 1
revision = 3
requires-python = ">=3.8"

[[package]]
name = "a"
version = "2"
source = {{ registry = "https://other.test/simple" }}
wheels = [{{ url = "https://other.test/a-2-py3-none-any.whl", hash = "sha256:{"0" * 64}" }}]

[[package]]
name = "project"
version = "0.1.0"
source = {{ virtual = "." }}
dependencies = [{{ name = "a" }}]

[package.metadata]
requires-dist = [{{ name = "a" }}]
"""


def test_a_kept_lock_from_another_index_is_not_called_a_matter_of_the_range() -> None:
    """Whatever makes the lock stale makes both agree, a narrower range, too: it is the lock all the same."""
    world = world_of(EXAMPLE, Options(DEFAULT_URL, lock=parse_lock(KEPT)))
    divergence = root_on(world.explained(), "a")
    assert divergence is not None
    assert divergence.difference is Difference.SOURCE
    assert divergence.cause is not None
    assert divergence.cause.cause_class is CauseClass.PREFERENCES
