"""Every answer to the shared scenarios is valid wherever it has to hold, and resolvelib derives it again."""

from __future__ import annotations

import pytest

from resolver_core import resolve
from resolver_core.answer.replayed import AGREES
from resolver_core.explain.wording.replays import verdict
from resolver_core.index.base import Index
from resolver_core.targets.named import target
from resolver_core.verify import in_scope, verify
from tests.conformance.asking import Question, asked, loopback_index
from tests.conformance.scenarios import ask_all, single_question, universal_question
from tests.conformance.shared_programs import scenario_program
from tests.support.shared import SHARED, require_shared

PLATFORMS = (
    *("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "x86_64-apple-darwin", "aarch64-apple-darwin"),
    *("x86_64-pc-windows-msvc", "aarch64-pc-windows-msvc"),
)
PYTHONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13")
GRID = tuple(target(python, platform) for python in PYTHONS for platform in PLATFORMS)


def checked(question: Question, index: Index) -> list[str]:
    """What is wrong with the answer to a question that has one; all environments in scope are looked at."""
    problem, policy = asked(question)
    resolution = resolve(problem, policy, index)
    if not resolution.solved:
        return []
    own = target(question.python, question.platform)
    environments = [environment for environment in (*GRID, own) if in_scope(environment, problem, policy)]
    assert environments
    found = [str(violation) for violation in verify(resolution, problem, policy, index, environments)]
    return found + ([] if resolution.stats.replay == AGREES else [verdict(resolution.stats.replay)])


@pytest.mark.slow
def test_answers_to_the_shared_scenarios_are_valid() -> None:
    require_shared("scenarios", "server.py")
    server = scenario_program("server")
    scenarios = server.load_scenarios(SHARED / "scenarios" / "scenarios")
    wrong: dict[str, list[str]] = {}
    with server.IndexServer(scenarios) as running, loopback_index() as index:
        for entry in ask_all(scenarios):
            url = running.url(entry["name"])
            questions = [single_question(entry, row, url) for row in entry["single"]]
            for question in (*questions, universal_question(entry, url)):
                if found := checked(question, index):
                    wrong[f"{entry['name']} ({'universal' if question.universal else question.platform})"] = found
    assert not wrong
