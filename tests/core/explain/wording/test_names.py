"""What the things are called that every sentence speaks of."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.lab.changes import Axis, AxisChange, Start
from resolver_core.explain.wording.experiments import title, with_changes
from resolver_core.explain.wording.names import mode, shortened
from resolver_core.explain.wording.outcomes import then


@pytest.mark.parametrize("start", Start)
def test_every_start_has_a_name(start: Start) -> None:
    assert title(start, "of the same text") == f"{mode(start)} solve of the same text"


def test_axes_at_the_other_modes_values() -> None:
    words = with_changes(Start.UNIVERSAL, [AxisChange((Axis.FILE_RULE,)), AxisChange((Axis.PYTHON,))])
    assert words == "where a file for any platform will do and for every Python that the lock is for"


def test_an_axis_for_some_projects() -> None:
    words = with_changes(Start.UNIVERSAL, [AxisChange((Axis.FILE_RULE,), (canonicalize_name("a"),))])
    assert words == "where a file for any platform will do (a alone)"


@pytest.mark.parametrize(("count", "words"), [(1, "a"), (3, "a, b, c"), (4, "a, b, c and 1 more")])
def test_the_first_of_many(count: int, words: str) -> None:
    assert shortened(list("abcdef")[:count], 3) == words


@pytest.mark.parametrize(
    ("outcome", "words"), [("absent", "it is absent"), ("unsatisfiable", "there is no solution"), ("2.1", "it is 2.1")]
)
def test_what_comes_out_ends_a_sentence(outcome: str, words: str) -> None:
    assert then(outcome) == words
