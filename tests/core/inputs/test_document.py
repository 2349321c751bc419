"""A TOML text that gives typed values by path and collects what is wrong, each with its place."""

from __future__ import annotations

import pytest

from resolver_core.errors import ProblemSyntaxError
from resolver_core.inputs.document import Document, dotted, load_toml, type_name
from resolver_core.inputs.requirement import InvalidText

TEXT = """\
title = "demo"
[a]
flag = true
number = 3
words = ["x", 1, "y"]
when = 2024-01-01
[[a.rows]]
name = "first"
[[a.rows]]
name = 2
"""


@pytest.fixture
def document() -> Document:
    return Document.parse(TEXT)


def told(document: Document) -> list[tuple[int | None, str]]:
    return [(mistake.line, mistake.message) for mistake in document.mistakes]


def test_values_by_path(document: Document) -> None:
    assert document.string(("title",)) == "demo"
    assert document.boolean(("a", "flag")) is True
    assert document.table(("a",))["number"] == 3
    assert document.get(("a", "rows", 1, "name")) == 2
    assert document.string(("a", "rows", 0, "name")) == "first"
    assert not document.mistakes


def test_what_is_absent_is_no_mistake(document: Document) -> None:
    assert document.string(("nothing",)) is None
    assert document.table(("a", "nothing")) == {}
    assert list(document.items(("a", "nothing"))) == []
    assert document.get(("a", "rows", 9)) is None
    assert document.get(("title", "deeper")) is None
    assert not document.has(("a", "nothing"))
    assert not document.mistakes


@pytest.mark.parametrize(
    ("kind", "path", "mistake"),
    [
        ("string", ("a", "number"), (4, "`a.number` must be a string, not a number.")),
        ("string", ("a", "rows", 1, "name"), (10, "`a.rows[1].name` must be a string, not a number.")),
        ("boolean", ("title",), (1, "`title` must be true or false, not a string.")),
        ("table", ("a", "words"), (5, "`a.words` must be a table, not a list.")),
        ("string", ("a", "when"), (6, "`a.when` must be a string, not a date or time.")),
    ],
)
def test_a_wrong_type_is_a_mistake_at_its_line(
    document: Document, kind: str, path: tuple[str | int, ...], mistake: tuple[int, str]
) -> None:
    assert not getattr(document, kind)(path)
    assert told(document) == [mistake]


def test_items_of_a_list_of_strings(document: Document) -> None:
    assert [text for _, text in document.strings(("a", "words"))] == ["x", "y"]
    assert told(document) == [(5, "`a.words[1]` must be a string, not a number.")]
    assert document.table_list(("a", "flag")) == []
    assert len(document.table_list(("a", "rows"))) == 2


def test_what_a_parser_refuses_is_a_mistake(document: Document) -> None:
    def upper(text: str) -> str:
        if text == "x":
            raise InvalidText("`x` is not allowed.")
        return text.upper()

    assert document.read_string(("title",), upper) == "DEMO"
    assert [value for _, value in document.read_strings(("a", "words"), upper)] == ["Y"]
    assert (5, "`x` is not allowed.") in told(document)


def test_a_mistake_without_a_place_goes_to_the_table_around_it(document: Document) -> None:
    document.mistake("Something is missing.", ("a", "nothing", "at", "all"))
    document.mistake("Nowhere.", ("nothing",))
    assert told(document) == [(2, "Something is missing."), (None, "Nowhere.")]


def test_mistakes_are_raised_in_the_order_of_the_text_each_once(document: Document) -> None:
    document.raise_mistakes()
    document.mistake_at_line("Late.", 9)
    document.mistake_at_line("Early.", 2)
    document.mistake_at_line("Late.", 9)
    with pytest.raises(ProblemSyntaxError) as caught:
        document.raise_mistakes()
    assert [mistake.message for mistake in caught.value.mistakes] == ["Early.", "Late."]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb = \n", (2, 5)),
        ("[a\n", (1, 3)),
        ('a = "never closed', (1, 18)),
        ("x" + ".x" * 200 + " = 1", (None, None)),
        ("a = " + "9" * 5_000, (None, None)),
        ("a = " + "[" * 5_000, (None, None)),
    ],
    ids=["no value", "open table", "open string", "long key", "long number", "deep"],
)
def test_no_toml_is_refused_with_its_place(text: str, place: tuple[int | None, int | None]) -> None:
    with pytest.raises(ProblemSyntaxError) as caught:
        load_toml(text)
    (mistake,) = caught.value.mistakes
    assert (mistake.line, mistake.column) == place


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    document = Document.parse("\ufeffa = 1\nb = 2\n")
    assert document.line(("b",)) == 2
    assert document.line(("c",)) is None


def test_paths_and_types_in_words() -> None:
    assert dotted(("tool", "uv", "index", 0, "url")) == "tool.uv.index[0].url"
    assert [type_name(value) for value in ({}, [], "", True, 1, 1.5)] == [
        "a table", "a list", "a string", "true or false", "a number", "a number",
    ]  # fmt: skip
