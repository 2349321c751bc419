"""What a user got wrong, in the form that compilers use."""

from __future__ import annotations

import pytest

from resolver_core.cli.mistakes import UsageError, in_file
from resolver_core.errors import CoreError, Mistake, ProblemSyntaxError


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        (Mistake("Wrong."), "a.toml: Wrong."),
        (Mistake("Wrong.", 3), "a.toml:3: Wrong."),
        (Mistake("Wrong.", 3, 7), "a.toml:3:7: Wrong."),
        (Mistake("Wrong.", None, 7), "a.toml: Wrong."),
    ],
)
def test_a_mistake_begins_with_its_place(mistake: Mistake, line: str) -> None:
    assert in_file("a.toml", ProblemSyntaxError((mistake,))).messages == (line,)


def test_all_are_said_each_on_its_line() -> None:
    error = in_file("<stdin>", ProblemSyntaxError((Mistake("One.", 1), Mistake("Two.", 2))))
    assert str(error) == "<stdin>:1: One.\n<stdin>:2: Two."
    assert isinstance(error, UsageError)
    assert isinstance(error, CoreError)
