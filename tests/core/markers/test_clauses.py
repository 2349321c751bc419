"""Covering a diagram with few clauses: they say neither more nor less than what is asked."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given, settings

from resolver_core.markers.clauses import Cover, TooManyClauses, cube, series_between, value_text
from resolver_core.markers.diagram import FALSE, TRUE, Node, conjunction, disjunction
from resolver_core.markers.normalise import normalise_text
from tests.support.markers import markers
from tests.support.seeds import examples


def node(text: str) -> Node:
    return normalise_text(text).node


def covered(needed: Node, allowed: Node | None = None, limit: int = 1_000) -> list[str]:
    """The clauses as texts."""
    found = Cover(limit)(needed, needed if allowed is None else allowed)
    return [" and ".join(map(str, clause)) for clause in found.clauses]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("os_name == 'nt'", ["os_name == 'nt'"]),
        ("os_name != 'nt'", ["os_name != 'nt'"]),
        ("os_name != 'nt' and os_name != 'posix'", ["os_name != 'nt' and os_name != 'posix'"]),
        ("python_full_version >= '3.8'", ["python_full_version >= '3.8'"]),
        ("python_full_version == '3.8.*'", ["python_full_version >= '3.8' and python_full_version < '3.9'"]),
        ("python_full_version != '3.8.*'", ["python_full_version != '3.8.*'"]),
        ("python_full_version <= '3.8.1'", ["python_full_version <= '3.8.1'"]),
        ("'x' in platform_version", ["'x' in platform_version"]),
        ("platform_version not in 'x y'", ["platform_version not in 'x y'"]),
        ("extra == 'a'", ["extra == 'a'"]),
        ('os_name == "it\'s"', ['os_name == "it\'s"']),
    ],
)
def test_how_one_comparison_is_said(text: str, clauses: list[str]) -> None:
    assert covered(node(text)) == clauses


def test_what_always_holds_needs_no_word_and_what_never_does_has_none() -> None:
    assert covered(TRUE) == [""]
    assert covered(FALSE) == []


@settings(max_examples=examples(60))
@given(markers())
def test_clauses_cover_exactly_what_is_asked(text: str) -> None:
    wanted = node(text)
    found = Cover(1_000)(wanted, wanted)
    assert reduce(disjunction, map(cube, found.clauses), FALSE) is wanted
    assert found.node is wanted


@settings(max_examples=examples(40))
@given(markers(), markers())
def test_what_may_be_said_is_never_exceeded(one: str, other: str) -> None:
    allowed = node(one)
    needed = conjunction(allowed, node(other))
    found = Cover(1_000)(needed, allowed).node
    assert disjunction(needed, found) is found
    assert disjunction(found, allowed) is allowed


def test_freedom_makes_it_shorter() -> None:
    needed = node("os_name == 'nt' and python_full_version >= '3.8'")
    assert covered(needed, TRUE) == [""]
    assert covered(needed, node("python_full_version >= '3.8'")) == ["python_full_version >= '3.8'"]


def test_too_many_clauses_are_refused() -> None:
    text = " or ".join(f"(os_name == 'x{n}' and python_full_version >= '3.{n}')" for n in range(8))
    with pytest.raises(TooManyClauses):
        covered(node(text), limit=3)


def test_values_and_series() -> None:
    assert value_text(()) == "0"
    assert value_text((3, 8)) == "3.8"
    assert value_text("nt") == "nt"
    assert series_between(((3, 8), 0), ((3, 9), 0)) == (3, 8)
    assert series_between(((3,), 0), ((3, 1), 0)) == (3, 0)
    assert series_between(((3, 8), 0), ((3, 10), 0)) is None
    assert series_between(((3, 8), 1), ((3, 9), 0)) is None
    assert series_between(None, ((3, 9), 0)) is None
