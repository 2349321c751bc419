"""One sentence, three more, and the rest folded."""

from __future__ import annotations

from resolver_core.explain.wording.paragraphs import MOST_CHARACTERS, Paragraph, paragraph


def test_what_fits_is_said() -> None:
    assert paragraph("a is 2.", "It is new. It is there.") == Paragraph("a is 2. It is new. It is there.")
    assert paragraph("a is 2.") == Paragraph("a is 2.")
    assert paragraph("", "It is new.") == Paragraph("It is new.")


def test_the_reason_goes_before_what_leads_to_it() -> None:
    said = "No a is left. One. Two. Three. Four."
    told = paragraph(said, "That is why. So there.")
    assert told.summary == "No a is left. One. That is why. So there."
    assert told.details == ("Two.", "Three.", "Four.")


def test_a_long_sentence_is_folded_away_whole() -> None:
    long = "x" * MOST_CHARACTERS + "."
    assert paragraph("a is 2.", f"Short. {long}") == Paragraph("a is 2. Short.", (long,))


def test_nothing_is_lost() -> None:
    said, reason = "First. " + " ".join(f"Fact {number}." for number in range(40)), "Why. Because."
    told = paragraph(said, reason)
    assert sorted(f"{told.summary} {' '.join(told.details)}".split()) == sorted(f"{said} {reason}".split())
