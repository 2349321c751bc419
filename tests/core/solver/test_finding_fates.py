"""Reasons of random solves: each version passed over has one, and what was passed over cannot be put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Resolution
from resolver_core.answer.version_fates import Considered, PassedOver
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.inputs.problem import Problem, RequirementLine
from resolver_core.policy import Options, Policy, Selection, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.named import target
from tests.support.builders import a_problem
from tests.support.random_indexes import World, a_world
from tests.support.seeds import batches

TARGET = target("3.11", "linux")
OPTIONS = Options(DEFAULT_URL)
SEEDS = batches(20, of=10)
HELD_BY_CHOICE = (RejectionReason.PRERELEASE, RejectionReason.YANKED, RejectionReason.PREFERENCE)
"""A pin of the user brings these back: they say nothing about what is possible."""


def asked(world: World) -> Problem:
    return a_problem(*world.requirements, requires_python=">=3.8", tool_uv=world.tool_uv)


def single(problem: Problem) -> Policy:
    return Policy.single_platform(problem, TARGET, OPTIONS, Selection())


def policies(problem: Problem) -> tuple[Policy, Policy]:
    return single(problem), Policy.universal(problem, requires_python_of(problem, TARGET), OPTIONS)


def passed(considered: list[Considered]) -> Iterator[tuple[NormalizedName, Version, PassedOver | None]]:
    """What the walk came to before the version that was taken."""
    for one in considered:
        assert one.taken is not None
        for version in one.uploads:
            if version != one.taken and (version > one.taken) is not one.oldest_first:
                yield one.project, version, one.reasons.get(version)


def solved_with(problem: Problem, world: World, versions: dict[NormalizedName, Version]) -> Resolution:
    """The problem with these versions pinned."""
    texts = [f"{name}=={version}" for name, version in versions.items()]
    pins = tuple(RequirementLine(Requirement(text), text) for text in texts)
    pinned = replace(problem, constraints=(*problem.constraints, *pins))
    return resolve(pinned, single(pinned), world.index, check=False)


@pytest.mark.parametrize("seeds", SEEDS)
def test_every_version_passed_over_has_a_reason(seeds: range) -> None:
    for seed in seeds:
        world = a_world(seed)
        problem = asked(world)
        for policy in policies(problem):
            considered: list[Considered] = []
            if resolve(problem, policy, world.index, on_considered=considered.append, check=False).solved:
                for project, version, reason in passed(considered):
                    assert reason is not None, (seed, project, version)
                    assert reason.reason is not RejectionReason.NOT_TRIED, (seed, project, version)


@pytest.mark.parametrize("seeds", SEEDS)
def test_what_is_said_to_be_excluded_cannot_be_put_back(seeds: range) -> None:
    """With everything else held where it is, the solve with such a version fails."""
    for seed in seeds:
        world = a_world(seed)
        problem = asked(world)
        considered: list[Considered] = []
        answer = resolve(problem, single(problem), world.index, on_considered=considered.append, check=False)
        picks = {pin.project: pin.version for pin in answer.pins if not pin.is_root}
        for project, version, reason in passed(considered) if answer.solved else ():
            if reason is not None and reason.reason not in HELD_BY_CHOICE:
                other = solved_with(problem, world, picks | {project: version})
                assert not other.solved, (seed, project, version, reason)


@pytest.mark.parametrize("seeds", batches(1, of=60))
def test_listening_changes_no_answer(seeds: range) -> None:
    for seed in seeds:
        world = a_world(seed)
        problem = asked(world)
        for policy in policies(problem):
            quiet = resolve(problem, policy, world.index, check=False)
            told = resolve(problem, policy, world.index, on_considered=lambda _: None, check=False)
            assert (quiet.pins, quiet.edges, quiet.forks) == (told.pins, told.edges, told.forks)
