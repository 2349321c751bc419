"""Documents are equal in any spelling, and every change that somebody could see is a difference."""

from __future__ import annotations

import json

import pytest

from tests.golden.canonical_json import canonical_document, canonical_lines
from tests.golden.renaming import TABLE, Renaming, listed

DOCUMENT = {
    "schema_version": 1,
    "packages": [{"name": "torch", "version": "2.4.1", "kind": "no-file"}, {"name": "sympy", "version": "1.13.1"}],
    "failure": None,
    "pages": [{"project": "torch", "read_at": "2026-11-01T10:00:00.123456+00:00", "from_cache": False}],
    "stats": {"decisions": 3, "elapsed_seconds": 0.25},
}


def altered(*path: str | int, value: object) -> str:
    """The document with another value at one place."""
    document = json.loads(json.dumps(DOCUMENT))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return json.dumps(document)


def text(document: object = DOCUMENT) -> str:
    return canonical_document(json.dumps(document))


def test_the_order_of_keys_and_the_spelling_do_not_count() -> None:
    other = json.dumps(dict(reversed(DOCUMENT.items())), indent=8)
    assert canonical_document(other) == text()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("packages", 0, "version"), "2.4.2"),
        (("packages", 0, "kind"), "no-files"),
        (("failure",), {}),
        (("stats", "decisions"), 4),
        (("pages", 0, "from_cache"), True),
        (("pages", 0, "read_at"), None),
        (("pages", 0, "read_at"), "yesterday"),
        (("stats", "elapsed_seconds"), "0.25 s"),
        (("stats", "further"), 0),
        (("packages",), list(reversed(DOCUMENT["packages"]))),  # type: ignore[call-overload]
    ],
    ids=str,
)
def test_a_change_is_noticed(path: tuple[str | int, ...], value: object) -> None:
    assert canonical_document(altered(*path, value=value)) != text()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("pages", 0, "read_at"), "2027-01-02T03:04:05+00:00"),
        (("stats", "elapsed_seconds"), 1e-05),
    ],
    ids=str,
)
def test_what_is_of_one_run_only_does_not_count(path: tuple[str | int, ...], value: object) -> None:
    assert canonical_document(altered(*path, value=value)) == text()


def test_a_field_that_is_gone_is_noticed() -> None:
    assert text({name: value for name, value in DOCUMENT.items() if name != "failure"}) != text()


def test_what_is_no_document_differs_from_any() -> None:
    assert canonical_document("Traceback") == "no JSON: Traceback"


def test_lines_keep_their_order() -> None:
    first, second = '{"b": 1, "a": 2}', '{"elapsed_seconds": 0.5}'
    assert canonical_lines(f"{first}\n{second}\n") == '{"a": 2, "b": 1}\n{"elapsed_seconds": "<seconds>"}'
    assert canonical_lines(f"{second}\n{first}\n") != canonical_lines(f"{first}\n{second}\n")


def test_a_listed_renaming_is_done_and_no_other() -> None:
    renaming = Renaming(fields={"packages": "pins"}, values={("kind", "no-file"): "no-fitting-file"})
    changed = json.loads(canonical_document(json.dumps(DOCUMENT), renaming))
    assert changed["pins"][0] == {"name": "torch", "version": "2.4.1", "kind": "no-fitting-file"}
    assert renaming.value("kind", ["no-file", "yanked"]) == ["no-fitting-file", "yanked"]
    assert renaming.value("reason", "no-file") == "no-file"


def test_the_table_of_renamings_says_why() -> None:
    table = json.loads(TABLE.read_text("utf-8"))
    assert set(table) == {"fields", "values"}
    assert all(one["why"] and one["before"] != one["after"] for kind in table.values() for one in kind)
    assert isinstance(listed(), Renaming)
