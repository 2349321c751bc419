"""Worlds in which a cause is proven: what has to be said there.

With its decisive fact changed the same world must not show the cause (`assert_no_divergence` and the like).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from resolver_core import Explanation, Options, explain, explanation_to_json, parse_problem, target
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Cause, Divergence, Finding, ModeFailure, Proof
from resolver_core.index.kept.memory import DEFAULT_URL, MemoryFile, MemoryIndex
from tests.support.experiments import contradictions
from tests.support.said_rules import broken_rules
from tests.support.sentences_checked import assert_founded
from tests.support.small_indexes import Example, Projects, files_of

OLD, NEW = "2024-01-01T00:00:00+00:00", "2024-06-01T00:00:00+00:00"
CUT = 'exclude-newer = "2024-03-01T00:00:00Z"'
"""A cut-off between the two."""
PROJECT = '[project]\nname = "asking"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = {}\n'
NO_OPTIONS = Options(DEFAULT_URL)
BOTH = ("single", "universal")


@dataclass(frozen=True)
class World:
    """A pasted text, the indexes that it meets, and where it is asked about."""

    text: str
    index: MemoryIndex
    python: str = "3.11"
    platform: str = "linux"
    options: Options = NO_OPTIONS

    def explained(self) -> Explanation:
        """The explanation. Its experiments have to come out the same again, and its sentences to rest on them."""
        filename = "pyproject.toml" if self.text.startswith("[") else "requirements.txt"
        problem, index = parse_problem(self.text, filename=filename), replace(self.index, questions=[])
        found = explain(problem, [target(self.python, self.platform)], self.options, index)
        again = contradictions(found, problem, self.options, index)
        assert not again, again
        assert_founded(found, problem, self.options, index)
        assert not broken_rules(explanation_to_json(found))
        return found


def a_world(
    text: str,
    projects: Projects | None = None,
    *,
    files: Mapping[str, Sequence[MemoryFile]] | None = None,
    others: Mapping[str, Projects] | None = None,
    platform: str = "linux",
) -> World:
    """A text that starts with a table is a pyproject.toml, another a list of requirements. `others` are by URL."""
    more = {url: files_of(offered) for url, offered in (others or {}).items()}
    return World(text, MemoryIndex({**files_of(projects or {}), **(files or {})}, others=more), platform=platform)


def world_of(example: Example, options: Options = NO_OPTIONS) -> World:
    """The world of an example."""
    return World(example.problem().text, example.index(), example.python, example.platform, options)


# -- divergences ------------------------------------------------------------------------------------


def root_on(explanation: Explanation, project: str) -> Divergence | None:
    """The root divergence of a project."""
    return next((entry for entry in explanation.divergences if entry.project == project and entry.root), None)


def assert_divergence(expected: CauseClass, world: World, project: str) -> Divergence:
    """The first cause of the project's divergence is proven in both directions, and a fix makes both modes agree."""
    divergence = root_on(world.explained(), project)
    assert divergence is not None
    assert divergence.cause is not None
    assert_proven(expected, divergence.cause)
    assert {experiment.start for experiment in divergence.cause.experiments} == {"single", "universal"}
    assert divergence.fixes[0].agrees
    return divergence


def assert_no_divergence(expected: CauseClass, world: World, project: str) -> None:
    """The project does not differ, or for another reason."""
    divergence = root_on(world.explained(), project)
    assert divergence is None or divergence.cause is None or divergence.cause.cause_class is not expected


def assert_proven(expected: CauseClass, cause: Cause) -> None:
    """A cause of a class whose every experiment supports it."""
    assert (cause.cause_class, cause.proof) == (expected, Proof.PROVEN), cause
    assert all(experiment.supports for experiment in cause.experiments)


# -- failures ---------------------------------------------------------------------------------------


def of_mode(explanation: Explanation, mode: str) -> ModeFailure:
    """The failure of a mode."""
    return next(failure for failure in explanation.failures if failure.mode == mode)


def assert_failure(
    expected: CauseClass, world: World, modes: tuple[str, ...] = BOTH, *, fixable: bool = True
) -> Explanation:
    """These modes have no answer, for this cause; `fixable`: a fix makes both agree."""
    found = world.explained()
    assert tuple(failure.mode for failure in found.failures) == modes
    for failure in found.failures:
        assert_proven(expected, failure.cause)
    # What helps in both modes is told of the first.
    assert any(fix.agrees for failure in found.failures for fix in failure.fixes) is fixable
    return found


def assert_answers(world: World) -> None:
    """Both modes have an answer."""
    assert not world.explained().failures


# -- findings ---------------------------------------------------------------------------------------


def of_class(explanation: Explanation, cause_class: CauseClass) -> list[Finding]:
    """The findings of a class."""
    return [finding for finding in explanation.findings if finding.cause.cause_class is cause_class]


def assert_finding(expected: CauseClass, world: World, about: str, then: str, *, fixable: bool = True) -> Finding:
    """The pick surprises for this cause; without the rule the single-platform solve gives `then`."""
    (finding,) = of_class(world.explained(), expected)
    assert finding.project == about
    assert_proven(expected, finding.cause)
    assert finding.cause.experiments[0].outcome == then
    assert any(fix.agrees for fix in finding.fixes) is fixable
    return finding


def assert_no_finding(expected: CauseClass, world: World) -> None:
    """Nothing surprises for this cause."""
    assert not of_class(world.explained(), expected)
