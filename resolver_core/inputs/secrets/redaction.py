"""`redact()`: a text without its secrets, and where they stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from resolver_core.inputs.secrets.in_settings import secrets_in_settings
from resolver_core.inputs.secrets.in_urls import secrets_in_urls
from resolver_core.inputs.secrets.spans import SecretKind, Span

__all__ = ["FoundSecret", "RedactedText", "SecretKind", "redact"]

MOST_SECRETS = 2_000
_MOST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class FoundSecret:
    """One secret that was removed: its line (1-based) in the text as given, its kind, and whose it was.

    `name` is a host, a parameter or a variable; "" where none is known. It never holds the secret.
    """

    line: int
    kind: SecretKind
    name: str = ""

    def __str__(self) -> str:
        of = f" ({self.name})" if self.name else ""
        return f"line {self.line}: {self.kind}{of} was removed"


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text that may be stored and shown, and what was removed from it, by line."""

    text: str
    findings: tuple[FoundSecret, ...] = ()


def redact(text: str) -> RedactedText:
    """The text without user names, passwords and tokens; everything else, line ends included, stays as it is.

    User and password are left out of URLs, and so are secret parameters; other secrets become `***`. A text that
    was redacted is left alone. Takes linear time; a text with more secrets than any real one is removed altogether.
    What counts as a secret is told in docs/secrets.md.
    """
    found: dict[FoundSecret, None] = {}
    for _ in range(_MOST_ROUNDS):  # more than one only where what is left reads as a secret again
        found_now = list(islice(chain(secrets_in_urls(text), secrets_in_settings(text)), MOST_SECRETS + 1))
        if len(found_now) > MOST_SECRETS:
            return RedactedText("", (FoundSecret(1, SecretKind.TOO_MANY),))
        spans = list(_apart(found_now))
        if not spans:
            break
        starts = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]
        found |= {FoundSecret(bisect_right(starts, span.start), span.kind, span.name): None for span in spans}
        text = _without(text, spans)
    return RedactedText(text, tuple(sorted(found, key=lambda finding: finding.line)))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in their order; of those that overlap the first one counts, and the longest of those."""
    place = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= place:
            yield span
            place = span.end


def _without(text: str, spans: Iterable[Span]) -> str:
    pieces: list[str] = []
    place = 0
    for span in spans:
        pieces += text[place : span.start], span.replacement
        place = span.end
    return "".join((*pieces, text[place:]))
