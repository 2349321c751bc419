"""How much is said at once: one sentence that says what is so, and three that say why. The rest is folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resolver_core.explain.wording.sentences import sentences

FIRST = 120
"""Characters of the first sentence, the one that stands alone as a headline."""
MOST_SENTENCES = 3
MOST_CHARACTERS = 400
"""Of the paragraph after it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said, and what is folded away under it."""

    summary: str
    details: tuple[str, ...] = ()


def paragraph(said: str, reason: str = "") -> Paragraph:
    """What is so, and why. The reason goes before what leads to it, where there is no room for both."""
    whole, *lead = sentences(said) or ("",)
    first, rest = _headed(whole)
    lead = [*rest, *lead]
    why = list(sentences(reason))
    kept_why = _fitting(why, MOST_SENTENCES, MOST_CHARACTERS)
    room = MOST_CHARACTERS - _length(kept_why)
    kept_lead = _fitting(lead, MOST_SENTENCES - len(kept_why), room - 1)
    left_out = (*lead[len(kept_lead) :], *why[len(kept_why) :])
    return Paragraph(" ".join(filter(None, (first, *kept_lead, *kept_why))), tuple(left_out))


def _headed(first: str) -> tuple[str, tuple[str, ...]]:
    """A first sentence that is short enough to stand alone, and what it had to leave to a second one.

    It ends before a colon, a semicolon or a comma, else between two words, at the last place that fits.
    """
    if len(first) <= FIRST:
        return first, ()
    for mark, end in ((": ", "."), ("; ", "."), (", ", ","), (" ", "")):
        place = first.rfind(mark, 0, FIRST - 1)
        if place > 0:
            head = first[:place] + (end if end == "." else f"{end} ...")
            rest = first[place + len(mark) :]
            return head, (rest[:1].upper() + rest[1:] if end == "." else rest,)
    return first, ()


def extended(before: Paragraph, more: Sequence[str]) -> Paragraph:
    """A paragraph with more sentences at its end, as far as there is room; what is folded away stays so."""
    first, *why = sentences(before.summary) or ("",)
    if before.details:
        return Paragraph(before.summary, (*before.details, *more))
    kept = _fitting([*why, *more], MOST_SENTENCES, MOST_CHARACTERS)
    kept = kept if len(kept) >= len(why) else why
    return Paragraph(" ".join((first, *kept)), tuple(more)[len(kept) - len(why) :])


def _fitting(texts: list[str], number: int, characters: int) -> list[str]:
    """The first of them that fit."""
    kept: list[str] = []
    for text in texts[: max(0, number)]:
        if _length([*kept, text]) > characters:
            break
        kept.append(text)
    return kept


def _length(texts: list[str]) -> int:
    return len(" ".join(texts))
