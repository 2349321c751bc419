"""The checker of explanations: every sentence rests on an experiment, and none that was taken out goes unnoticed."""

from __future__ import annotations

from collections import Counter

import pytest

from resolver_core import Options, explain, explanation_to_json, parse_problem, target
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.verify.explanations import Lack, Unfounded, unfounded
from tests.support.builders import LINUX, MACOS, WINDOWS, a_problem
from tests.support.random_indexes import World, a_world
from tests.support.seeds import batches
from tests.support.sentences_checked import assert_founded, mutations
from tests.support.small_indexes import Example, of

OPTIONS = Options(DEFAULT_URL)
PLACES = [(python, platform) for platform in (LINUX, MACOS, WINDOWS) for python in ("3.9", "3.12")]
NO_WHEEL_HERE = Example({"a": {"1": ["b<2"], "2": of("b", tags="W")}, "b": "1 2"}, ["a"])


def problem_of(world: World) -> str:
    extras = f'[project.optional-dependencies]\nmore = ["{world.requirements[-1]}"]\n'
    return a_problem(*world.requirements[:3], requires_python=">=3.8,<3.14", tool_uv=world.tool_uv, more=extras).text


@pytest.mark.parametrize("seeds", batches(2, of=20, first=7000))
def test_nothing_is_said_of_random_projects_without_its_experiment(seeds: range) -> None:
    proofs: Counter[str] = Counter()
    for seed in seeds:
        world, (python, platform) = a_world(seed), PLACES[seed % len(PLACES)]
        problem = parse_problem(problem_of(world), filename="pyproject.toml")
        found = explain(problem, [target(python, platform)], OPTIONS, world.index)
        assert_founded(found, problem, OPTIONS, world.index)
        roots = [entry.cause for entry in found.divergences if entry.root and entry.cause is not None]
        proofs.update(cause.proof.value for cause in roots)
    assert proofs["proven"] > proofs["not-proven"]


def test_a_sentence_that_was_written_in_does_not_hold() -> None:
    problem, index = NO_WHEEL_HERE.problem(), NO_WHEEL_HERE.index()
    document = dict(explanation_to_json(explain(problem, [target("3.11", "linux")], OPTIONS, index)))
    assert unfounded(document, problem, OPTIONS, index) == []
    cause = document["divergences"][0]["cause"]  # type: ignore[index]
    cause["summary"] += " Without a lock both modes agree."
    assert unfounded(document, problem, OPTIONS, index) == [
        Unfounded("Without a lock both modes agree.", Lack.EXPERIMENT)
    ]


def test_a_consequence_needs_the_experiment_in_which_it_vanishes() -> None:
    problem, index = NO_WHEEL_HERE.problem(), NO_WHEEL_HERE.index()
    document = dict(explanation_to_json(explain(problem, [target("3.11", "linux")], OPTIONS, index)))
    follows = [broken for what, broken in mutations(document) if "follows from nothing" in what]
    assert len(follows) == 1
    (wrong,) = unfounded(follows[0], problem, OPTIONS, index)
    assert wrong == Unfounded("b", Lack.EXPERIMENT)
