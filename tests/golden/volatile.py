"""The one list of what is not compared: what differs between two runs of the same source, and why.

A value is only left out where it looks as the rule says. A field that is gone, is null, or holds something else is a
difference like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern

_MINUTE = r"\d{4}-\d\d-\d\d \d\d:\d\d"
_MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:\+00:00|Z)?"


@dataclass(frozen=True, slots=True)
class VolatileField:
    """A field of JSON documents whose value is replaced where its text fits `shape`."""

    field: str
    shape: Pattern[str]
    shown: str
    why: str


@dataclass(frozen=True, slots=True)
class VolatileWords:
    """Words of pages and of printed texts."""

    words: Pattern[str]
    shown: str
    why: str


FIELDS = (
    VolatileField("schema_version", re.compile(r"\d+"), "<schema version>", "it may grow without any other change"),
    VolatileField("elapsed_seconds", re.compile(r"[\d.e-]+"), "<seconds>", "how fast the machine was"),
    VolatileField("read_at", re.compile(_MOMENT), "<moment>", "when the index was read"),
    VolatileField("created_at", re.compile(_MOMENT), "<moment>", "when the question was asked"),
)

WORDS = (
    VolatileWords(
        re.compile(rf"(?:{_MINUTE} to )?{_MINUTE} UTC"), "<moment>", "when it was asked, or the index was read"
    ),
    VolatileWords(
        re.compile(r"\bjust now\b|\b\d[\d,]* (?:minute|hour|day)s? ago\b"), "<a while ago>", "how long ago that was"
    ),
    VolatileWords(re.compile(r"(?<![\w.])\d[\d.]* (?:ms|s|min \d+ s)(?!\w)"), "<a while>", "how fast the machine was"),
)

TOKENS = frozenset({"csrfmiddlewaretoken"})
"""Form fields with a value that is made anew for every reader: a token against forged forms."""


def steady_value(field: str, value: object) -> object:
    """The value of a field of a document, or what is compared in its place."""
    for rule in FIELDS:
        if rule.field == field and isinstance(value, str | int | float) and rule.shape.fullmatch(str(value)):
            return rule.shown
    return value


def steady_words(text: str) -> str:
    """A text with every volatile word replaced."""
    for rule in WORDS:
        text = rule.words.sub(rule.shown, text)
    return text
