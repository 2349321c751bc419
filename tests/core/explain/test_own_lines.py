"""What an edit keeps of the lines that a user wrote."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.own_lines import asked_anew, given_up, own_names
from tests.support.builders import a_problem

BEFORE = a_problem("a>=2", "b[x]")


@pytest.mark.parametrize(
    ("after", "lost"),
    [
        (("a>=2", "b[x]"), 0),
        (("a>=2,<3", "b[x]", "c"), 0),
        (("a>=2,<=2.5 ; os_name == 'nt'", "a>=2,>2.5 ; os_name != 'nt'", "b[x]"), 0),
        (("a", "b[x]"), 1),
        (("a>=2", "b"), 1),
        (("b[x]",), 1),
        ((), 2),
    ],
)
def test_a_line_is_kept_that_asks_for_as_much(after: tuple[str, ...], lost: int) -> None:
    assert given_up(BEFORE, a_problem(*after)) == lost


def test_settings_are_lines_too() -> None:
    before = a_problem("a", tool_uv='override-dependencies = ["b<2"]')
    assert given_up(before, a_problem("a")) == 1


def test_the_projects_of_a_text() -> None:
    assert own_names(BEFORE) == {canonicalize_name("a"), canonicalize_name("b")}


def test_what_is_asked_for_anew() -> None:
    assert asked_anew(BEFORE, a_problem("a>=2", "b[x]")) == frozenset()
    assert asked_anew(BEFORE, a_problem("a>=2,<3", "b[x]", "c")) == {"a", "c"}
    held = a_problem("a>=2", "b[x]", tool_uv='constraint-dependencies = ["d<2"]')
    assert asked_anew(BEFORE, held) == {"d"}
