"""Small worlds made smaller; what is left is checked by means of its own (`tests/support/still_shown.py`)."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from packaging.utils import canonicalize_name

from resolver_core import (
    BudgetExceeded,
    Cancelled,
    Options,
    ProjectFiles,
    Selection,
    Settings,
    parse_cutoff,
    parse_problem,
    parse_project,
    target,
)
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.index.base import Index
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.minimise.choosing import NothingToShow
from resolver_core.minimise.goal import ModeWithoutAnswer, RootDivergence, SurprisingPick
from resolver_core.minimise.minimising import minimise
from resolver_core.minimise.smallest import Ending, Progress, Smallest, Stage, size_of
from tests.support.builders import a_problem
from tests.support.causes import CUT, NEW, OLD
from tests.support.random_indexes import a_world
from tests.support.small_indexes import Example, of
from tests.support.still_shown import (
    closed_question,
    needless_in_index,
    needless_in_text,
    text_question,
)

HERE = target("3.11", "linux")
A = canonicalize_name("a")

DIFFERING = Example(
    projects={
        "a": {"1": of("c"), "2": of("c", tags="W")},
        "b": "1 2 3",
        "c": {"1": of("d", "e ; os_name == 'nt'"), "2": of("d")},
        "d": "1",
        "e": "1",
        "top": {"1": of("b", "a>=1,!=5")},
    },
    ask=["b<3", "top>=1 ; python_version > '3.8'", "d"],
    tool_uv='constraint-dependencies = ["e<9"]\nprerelease = "allow"',
)
"""On Linux there is no file of a 2, which is locked all the same; much else has nothing to do with it."""


def made_small(example: Example, **options: object) -> Smallest:
    """The smallest of an example."""
    return minimise(
        example.problem(),
        HERE,
        Options(DEFAULT_URL),
        example.index(),
        Selection(),
        **options,  # type: ignore[arg-type]
    )


def assert_minimal(smallest: Smallest, index: Index) -> None:
    """Both cases show it, and without any one part they do not."""
    question = text_question(smallest, index)
    assert question.shows(smallest.goal)
    assert not needless_in_text(question, smallest.goal)
    closed = closed_question(smallest)
    assert closed.shows(smallest.goal)
    assert not needless_in_text(closed, smallest.goal)
    assert not needless_in_index(closed, smallest.goal)


def test_a_difference_keeps_its_cause_and_its_root() -> None:
    smallest = made_small(DIFFERING)
    assert smallest.goal == RootDivergence(A, CauseClass.NO_COMPATIBLE_FILE)
    assert smallest.text.is_minimal
    assert size_of(smallest.text.case).requirements == 1
    assert smallest.closed is not None
    assert smallest.closed.is_minimal
    left = size_of(smallest.closed.case, smallest.recorded)
    assert (left.projects, left.versions, left.files) == (2, 3, 3)
    assert_minimal(smallest, DIFFERING.index())


def test_a_failure_keeps_what_is_in_the_way() -> None:
    clash = replace(DIFFERING, ask=["b>3", "top", "d"])
    smallest = made_small(clash)
    assert isinstance(smallest.goal, ModeWithoutAnswer)
    assert smallest.goal.project == "b"
    assert size_of(smallest.text.case).requirements == 1
    assert_minimal(smallest, clash.index())


def test_a_finding_keeps_the_pick_that_surprises() -> None:
    yanked = Example(
        projects={"a": {"1": [], "2": of(yanked=True)}, "b": "1 2", "c": {"1": ["a>=1"]}}, ask=["a==2", "b", "c"]
    )
    smallest = made_small(yanked)
    assert smallest.goal == SurprisingPick(A, CauseClass.YANKED)
    assert [str(line.requirement) for line in smallest.text.problem.dependencies] == ["a==2"]
    assert_minimal(smallest, yanked.index())


def test_a_cut_off_is_needed_on_the_index_and_not_on_its_own() -> None:
    dated = Example(
        projects={"a": {"1": of(uploaded=OLD), "2": of(uploaded=OLD, tags="W"), "3": of(uploaded=NEW)}, "b": "1"},
        ask=["a"],
    )
    moment = parse_cutoff(CUT.partition('"')[2].rstrip('"'), None)  # type: ignore[arg-type]
    options = Options(DEFAULT_URL, settings=Settings(exclude_newer=moment))
    smallest = minimise(dated.problem(), HERE, options, dated.index(), Selection())
    assert smallest.text.case.options.settings.exclude_newer == moment
    assert smallest.closed is not None
    assert smallest.closed.case.options.settings.exclude_newer is None
    assert_minimal(smallest, dated.index())


@pytest.mark.parametrize("seed", [2, 6, 8, 9, 18, 22, 23, 26, 42, 57])
def test_random_worlds(seed: int) -> None:
    world = a_world(seed)
    problem = a_problem(*world.requirements, requires_python=">=3.8", tool_uv=world.tool_uv)
    smallest = minimise(problem, HERE, Options(DEFAULT_URL), world.index, Selection())
    assert smallest.ending is Ending.MINIMAL
    assert size_of(smallest.text.case).requirements <= smallest.before.requirements
    assert_minimal(smallest, world.index)


def test_the_same_question_gives_the_same() -> None:
    first, second = made_small(DIFFERING), made_small(DIFFERING)
    assert (first.text.case, first.solves) == (second.text.case, second.solves)
    assert first.closed is not None
    assert second.closed is not None
    assert first.closed.case == second.closed.case


# -- how far it goes ------------------------------------------------------------------------------------


def test_progress_only_gets_smaller_once_it_is_proven() -> None:
    heard: list[Progress] = []
    smallest = made_small(DIFFERING, on_progress=heard.append)
    proven = [each for each in heard if each.is_proven]
    assert {each.stage for each in proven} == set(Stage)
    lines = [each.left.lines for each in proven if each.stage is Stage.TEXT]
    assert lines == sorted(lines, reverse=True)
    assert proven[-1].left == size_of(smallest.closed.case, smallest.recorded) if smallest.closed else False
    assert all(before.solves <= after.solves for before, after in itertools.pairwise(heard))


@pytest.mark.parametrize("heard_before", [2, 3, 6])
def test_cancelling_keeps_what_is_proven(heard_before: int) -> None:
    heard: list[Progress] = []
    smallest = made_small(DIFFERING, on_progress=heard.append, should_stop=lambda: len(heard) >= heard_before)
    assert smallest.ending is Ending.CANCELLED
    assert text_question(smallest, DIFFERING.index()).shows(smallest.goal)
    assert not (smallest.closed or smallest.text).is_minimal


@pytest.mark.parametrize("solves", [40, 50, 60])
def test_a_spent_budget_keeps_what_is_proven(solves: int) -> None:
    smallest = made_small(DIFFERING, solves=solves)
    assert smallest.ending is Ending.SOLVES
    assert text_question(smallest, DIFFERING.index()).shows(smallest.goal)


def test_where_nothing_is_proven_yet_there_is_nothing_to_keep() -> None:
    with pytest.raises(Cancelled):
        made_small(DIFFERING, should_stop=lambda: True)
    with pytest.raises(BudgetExceeded, match="stopped after 1 solves"):
        made_small(DIFFERING, solves=1)


# -- what cannot be made smaller ------------------------------------------------------------------------


def test_where_nothing_differs_there_is_nothing_to_show() -> None:
    agreeing = Example(projects={"a": "1"}, ask=["a"])
    with pytest.raises(NothingToShow, match="no difference, failure or finding"):
        made_small(agreeing)


def test_a_project_that_shows_nothing_is_named_with_those_that_do() -> None:
    with pytest.raises(NothingToShow, match="what differs: a"):
        made_small(DIFFERING, root=canonicalize_name("b"))


LISTED = "# list\nb\ntop\nd\n"


def test_a_list_of_requirements_becomes_a_project() -> None:
    problem = parse_problem(LISTED, filename="requirements.txt")
    smallest = minimise(problem, HERE, Options(DEFAULT_URL), DIFFERING.index(), Selection())
    assert smallest.goal.project == "a"
    assert smallest.text.problem.name == "project"


def test_files_beside_it_stay() -> None:
    lists = {"requirements/main.txt": f"-r more.txt\n{LISTED}", "requirements/more.txt": "d\n"}
    problem = parse_project(ProjectFiles(lists, "requirements/main.txt"))
    smallest = minimise(problem, HERE, Options(DEFAULT_URL), DIFFERING.index(), Selection())
    assert smallest.text.is_minimal
    assert smallest.text.problem.files is not None
    assert "requirements/more.txt" in smallest.text.problem.files.texts
