"""Why uv gave no answer, by its message."""

from __future__ import annotations

import re
from enum import StrEnum


class Refusal(StrEnum):
    """Kinds of uv's failures."""

    UNSATISFIABLE = "unsatisfiable"
    FETCH = "fetch"
    BUILD = "build"
    INTERPRETER = "interpreter"
    INPUT = "input"  #: anything else: mostly, what the text says


_SIGNS: tuple[tuple[Refusal, re.Pattern[str]], ...] = (
    # With a colon it is about what a build needs.
    (Refusal.UNSATISFIABLE, re.compile(r"No solution found when resolving(?!:)")),
    (
        Refusal.INTERPRETER,
        re.compile(
            r"No interpreter found|Querying Python at|Failed to (?:inspect|discover|query) Python|requested interpreter"
        ),
    ),
    (
        Refusal.FETCH,
        re.compile(
            r"Failed to (?:fetch|read|parse metadata)|Failed to download (?!and build)"
            r"|HTTP status|error sending request|Request failed"
        ),
    ),
    (
        Refusal.BUILD,
        re.compile(
            r"Failed to (?:download and )?build|Building source distributions|Failed to resolve requirements from"
        ),
    ),
)
"""The first that is found counts."""


def refusal_of(message: str) -> Refusal:
    """The kind of a failure."""
    return next((kind for kind, sign in _SIGNS if sign.search(message)), Refusal.INPUT)
