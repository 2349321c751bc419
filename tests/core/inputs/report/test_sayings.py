"""What sentences say of the commands in them."""

from __future__ import annotations

import pytest

from resolver_core.inputs.report.sayings import saying_of


@pytest.mark.parametrize(
    ("before", "behind", "is_own"),
    [
        ("Just trying a plain ", " gives the same", True),
        ("I also ran ", "", True),
        ("I tried ", " first, and got it", True),
        ("I ran ", " and it broke", False),
        ("It is simply slow. The name ", " is short", False),
        ("They also told me to run ", "", False),
    ],
)
def test_runs_of_their_own(before: str, behind: str, *, is_own: bool) -> None:
    assert saying_of(before, behind).is_run_of_its_own is is_own


@pytest.mark.parametrize(
    ("before", "behind", "is_suggestion"),
    [
        ("My colleague suggests ", "", True),
        ("My colleague suggested running ", "", True),
        ("You could use ", " there", True),
        ("I ran something. Then one should use ", "", True),
        ("I have not tried ", " yet", True),
        ("As the docs recommend, I ran ", "", False),
        ("The page tells me to run ", " and after doing that it broke", False),
        ("They told me to run ", ", which gave an error", False),
        ("You should know. We ran ", "", False),
        ("I ran ", "", False),
    ],
)
def test_suggestions(before: str, behind: str, *, is_suggestion: bool) -> None:
    assert saying_of(before, behind).is_suggestion is is_suggestion


def test_a_sentence_ends() -> None:
    saying = saying_of("One. Two, v1.5 of ", " is here. Three")
    assert (saying.before, saying.behind) == ("Two, v1.5 of ", " is here")
