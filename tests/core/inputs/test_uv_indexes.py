"""`[[tool.uv.index]]` and its older spellings, in the order in which uv asks them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resolver_core.index.records import IndexLocation
from resolver_core.inputs.document import Document
from resolver_core.inputs.requirement import InvalidText
from resolver_core.inputs.uv_indexes import Indexes, parse_index_url, read_indexes
from tests.support.toml_documents import read_with

A, B, C = (f"https://{name}.index.test/simple" for name in "abc")


NOW = datetime(2026, 1, 1, tzinfo=UTC)


def indexes(document: Document) -> Indexes:
    return read_indexes(document, ("tool", "uv"), NOW)


def read(text: str) -> Indexes:
    found, mistakes, _ = read_with(indexes, text)
    assert not mistakes
    return found


def test_every_key_of_an_index() -> None:
    found = read(
        f"""\
[[tool.uv.index]]
name = "own"
url = "{A}/"
explicit = true
format = "flat"
ignore-error-codes = [403, 404]
"""
    )
    assert (
        found.project
        == found.pip
        == (IndexLocation(A, "own", explicit=True, flat=True, ignore_error_codes=frozenset({403, 404})),)
    )


def test_listed_indexes_come_before_the_older_spellings() -> None:
    text = (
        f'[tool.uv]\nindex-url = "{B}"\nextra-index-url = ["{C}"]\nfind-links = ["{C}"]\nindex = [{{ url = "{A}" }}]\n'
    )
    assert read(text).project == (
        IndexLocation(A), IndexLocation(C), IndexLocation(B, default=True), IndexLocation(C, flat=True),
    )  # fmt: skip


def test_a_listed_default_replaces_index_url() -> None:
    text = f'[tool.uv]\nindex-url = "{B}"\nindex = [{{ url = "{A}", default = true }}]\n'
    assert read(text).project == (IndexLocation(A, default=True),)


def test_the_pip_table_replaces_the_older_spellings_for_pip_alone() -> None:
    text = f'[tool.uv]\nindex-url = "{A}"\nextra-index-url = ["{B}"]\n[tool.uv.pip]\nindex-url = "{C}"\n'
    found = read(text)
    assert [index.url for index in found.project] == [B, A]
    assert [index.url for index in found.pip] == [B, C]


def test_a_repeated_index_is_asked_once() -> None:
    assert read(f'[tool.uv]\nextra-index-url = ["{A}", "{A}/", "{B}"]\n').project == (
        IndexLocation(A),
        IndexLocation(B),
    )


@pytest.mark.parametrize(
    ("table", "mistake"),
    [
        ('name = "a"', "1: An index needs a `url`."),
        (
            f'url = "{A}"\nexplicit = true',
            "1: An index with `explicit = true` needs a `name`, or nothing can refer to it.",
        ),
        (f'url = "{A}"\nname = "a b"', "3: `a b` is not a valid index name: use letters, digits, `-`, `_` and `.`."),
        (f'url = "{A}"\nformat = "odd"', "3: `odd` is not one of the accepted values: `simple`, `flat`."),
        (f'url = "{A}"\nignore-error-codes = [1]', "3: `1` is not an HTTP status code."),
        ('url = "file:///a"', "2: `file:///a` cannot be read: an index must have an http or https address here."),
        ("url = 1", "2: `tool.uv.index[0].url` must be a string, not a number."),
    ],
)
def test_mistakes(table: str, mistake: str) -> None:
    _, mistakes, _ = read_with(indexes, f"[[tool.uv.index]]\n{table}\n")
    assert mistakes == [mistake]


def test_names_and_defaults_are_single() -> None:
    entry = '[[tool.uv.index]]\nname = "x"\nurl = "{}"\ndefault = true\n'
    _, mistakes, _ = read_with(indexes, entry.format(A) + entry.format(B))
    assert [message.partition(": ")[2] for message in mistakes] == [
        "Two indexes are named `x`: give each its own name.",
        "Only one index may have `default = true`.",
    ]


def test_a_list_is_not_a_string() -> None:
    _, mistakes, _ = read_with(indexes, f'[tool.uv]\nextra-index-url = "{A}"\n')
    assert mistakes == ['2: `extra-index-url` must be a list of URLs: write `extra-index-url = ["…"]`.']


def test_an_address_loses_its_slash_and_its_blanks() -> None:
    assert parse_index_url(f" {A}/ ") == A
    with pytest.raises(InvalidText):
        parse_index_url("ftp://index.test/simple")
