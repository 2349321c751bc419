"""The exceptions carry facts, and say them in words that a user can act on."""

from __future__ import annotations

import pickle

import pytest

from resolver_core.errors import BudgetExceeded, Cancelled, CoreError, InvalidTarget, Mistake, ProblemSyntaxError

ALL = (
    ProblemSyntaxError((Mistake("That is wrong.", 3), Mistake("And that."))),
    InvalidTarget("platform", "beos", ("linux", "windows")),
    Cancelled(),
    BudgetExceeded("seconds", 2.5),
)


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        (Mistake("That is wrong."), "That is wrong."),
        (Mistake("That is wrong.", 3), "line 3: That is wrong."),
        (Mistake("That is wrong.", 3, 7, "x"), "line 3, column 7: That is wrong."),
    ],
)
def test_a_mistake_says_where_it_is(mistake: Mistake, words: str) -> None:
    assert str(mistake) == words


def test_all_mistakes_are_said_at_once() -> None:
    assert str(ALL[0]) == "line 3: That is wrong.\nAnd that."


def test_a_wrong_target_names_what_is_accepted() -> None:
    assert str(InvalidTarget("platform", "beos", ("linux", "windows"))) == (
        "'beos' is not a known platform; accepted: linux, windows"
    )
    assert str(InvalidTarget("Python version", "4")) == "'4' is not a known Python version"
    assert isinstance(ALL[1], ValueError)


@pytest.mark.parametrize(("limit", "words"), [(2.5, "2.5 seconds"), (60.0, "60 seconds"), (1e6, "1e+06 seconds")])
def test_a_budget_says_what_was_used_up(limit: float, words: str) -> None:
    assert str(BudgetExceeded("seconds", limit)) == f"stopped after {words}"


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_they_are_core_errors_and_cross_processes(error: CoreError) -> None:
    assert isinstance(error, CoreError)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy), vars(copy)) == (type(error), str(error), vars(error))
