"""One sentence, three more, and the rest folded."""

from __future__ import annotations

from resolver_core.explain.wording.paragraphs import FIRST, MOST_CHARACTERS, Paragraph, extended, paragraph
from resolver_core.explain.wording.sentences import sentences


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


def test_a_long_first_sentence_is_divided_where_it_may_be() -> None:
    """The part that stands alone is a sentence by itself, for whoever divides the text again."""
    index = "The index https://packages.index.test/a-rather-long-path/simple did not serve its page of torch"
    told = paragraph(f"{index}: ConnectError: name resolution failed: [Errno -2] Name or service not known.")
    assert sentences(told.summary) == (
        f"{index}: ConnectError.",
        "Name resolution failed: [Errno -2] Name or service not known.",
    )


def test_a_long_first_sentence_of_words_alone_is_divided_between_two() -> None:
    first, rest = sentences(paragraph(" ".join(["word"] * 40) + ".").summary)
    assert len(first) <= FIRST
    assert first.endswith("word ...")
    assert rest.startswith("word ")
    assert (first + rest).count("word") == 40


def test_more_is_said_where_there_is_room() -> None:
    assert extended(Paragraph("a is 2. It is new."), ["It is old."]) == Paragraph("a is 2. It is new. It is old.")
    assert extended(Paragraph("a. b. c. d."), ["e."]) == Paragraph("a. b. c. d.", ("e.",))
    assert extended(Paragraph("a.", ("b.",)), ["c."]) == Paragraph("a.", ("b.", "c."))
