"""The clauses of a marker; `tests/differential/test_marker_texts.py` compares many more with uv."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given, settings

from resolver_core.markers import MarkerSet
from resolver_core.markers.clauses import TooManyClauses, cube
from resolver_core.markers.covering import Covering, covering_clauses
from resolver_core.markers.diagram import FALSE, TRUE, Node, conjunction, disjunction
from resolver_core.markers.normalise import normalise_text
from tests.support.markers import markers
from tests.support.seeds import examples


def node(text: str) -> Node:
    return normalise_text(text).node


def covered(needed: Node, allowed: Node | None = None) -> list[str]:
    """The clauses as texts."""
    clauses, _ = Covering(1_000)(needed, needed if allowed is None else allowed)
    return [" and ".join(map(str, clause)) for clause in clauses]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "extra == 'group' or (extra == 'one' and extra == 'two') or (extra != 'one' and extra != 'two')",
            "extra == 'group' or (extra != 'one' and extra != 'two') or (extra == 'one' and extra == 'two')",
        ),
        ("extra == 'z' or extra == 'b' or extra != 'a'", "extra != 'a' or extra == 'b' or extra == 'z'"),
        (
            "'c' not in platform_version or 'a' in platform_version",
            "'a' in platform_version or 'c' not in platform_version",
        ),
        (
            "platform_machine in 'x y' or platform_machine == 'x'",
            "platform_machine == 'x' or platform_machine in 'x y'",
        ),
        (
            "(python_version < '3.12' and python_version != '3.9' and os_name == 'nt') or python_version == '3.9'",
            "python_full_version == '3.9.*' or (python_full_version >= '3.10' and python_full_version < '3.12' and "
            "os_name == 'nt') or (python_full_version < '3.9' and os_name == 'nt')",
        ),
        (  # values for which different needs come to the same clauses are said together
            "(python_full_version < '3.10' and platform_machine != 'aarch64' and platform_machine != 'x86_64') or "
            "(platform_machine != 'x86_64' and sys_platform == 'win32')",
            "(python_full_version < '3.10' and platform_machine != 'aarch64' and platform_machine != 'x86_64') or "
            "(platform_machine != 'x86_64' and sys_platform == 'win32')",
        ),
    ],
)
def test_measured_texts(text: str, wanted: str) -> None:
    assert str(MarkerSet.parse(text)) == wanted


def test_the_clauses_are_counted() -> None:
    marker = MarkerSet.parse("(os_name == 'a' or extra == 'x') and (sys_platform == 'b' or extra == 'y')")
    with pytest.raises(TooManyClauses):
        covering_clauses(marker._node, 2)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("os_name == 'nt'", ["os_name == 'nt'"]),
        ("os_name != 'nt'", ["os_name != 'nt'"]),
        ("os_name != 'nt' and os_name != 'posix'", ["os_name != 'nt' and os_name != 'posix'"]),
        ("python_full_version >= '3.8'", ["python_full_version >= '3.8'"]),
        ("python_full_version == '3.8.*'", ["python_full_version == '3.8.*'"]),
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
    clauses, found = Covering(1_000)(wanted, wanted)
    assert reduce(disjunction, map(cube, clauses), FALSE) is wanted
    assert found is wanted


@settings(max_examples=examples(40))
@given(markers(), markers())
def test_what_may_be_said_is_never_exceeded(one: str, other: str) -> None:
    allowed = node(one)
    needed = conjunction(allowed, node(other))
    _, found = Covering(1_000)(needed, allowed)
    assert disjunction(needed, found) is found
    assert disjunction(found, allowed) is allowed


def test_freedom_makes_it_shorter() -> None:
    needed = node("os_name == 'nt' and python_full_version >= '3.8'")
    assert covered(needed, TRUE) == [""]
    assert covered(needed, node("python_full_version >= '3.8'")) == ["python_full_version >= '3.8'"]
