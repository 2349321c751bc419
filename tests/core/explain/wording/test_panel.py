"""What an edit does on the panel, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from resolver_core import target
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.places import panel
from resolver_core.explain.panel.shifts import Effect, Moved, Shift
from resolver_core.explain.wording.panel import lines, one_line, places_in_words
from resolver_core.targets.environment import Environment

ASKED = target("3.12", "linux")
PANEL = panel([SpecifierSet(">=3.9")], [ASKED])


def among(platform: str = "", python: str = "") -> tuple[Environment, ...]:
    return tuple(one for one in PANEL if platform in one.platform and python in ("", one.python))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (PANEL, "everywhere tried"),
        (among("linux"), "on Linux"),
        (among("darwin") + among("windows"), "on macOS and Windows"),
        (among("x86_64-apple"), "on macOS x86_64"),
        (among(python="3.9"), "on every platform tried with Python 3.9"),
        (among("windows", "3.9"), "on Windows with Python 3.9"),
        (among("windows", "3.9") + among("darwin"), "on macOS and on Windows with Python 3.9"),
        ((ASKED,), "on linux with Python 3.12"),
    ],
)
def test_places(places: Sequence[Environment], expected: str) -> None:
    assert places_in_words(places, PANEL) == expected.replace("linux", "Linux x86_64")


def shift(effect: Effect, places: Sequence[Environment], *names: str, mode: Start = Start.UNIVERSAL) -> Shift:
    return Shift(effect, mode, tuple(places), tuple(Moved(canonicalize_name(name), "2", "1") for name in names))


def test_the_line_says_agreement_and_then_what_matters_most() -> None:
    many = [f"p{number}" for number in range(40)]
    shifts = [
        shift(Effect.REMOVED, among("linux"), *many),
        shift(Effect.LOWERED, among("darwin"), "a", "b"),
        shift(Effect.RAISED, [ASKED], "c", mode=Start.SINGLE),
    ]
    assert one_line("both modes now agree on everything", shifts, PANEL, ASKED) == (
        "both modes now agree on everything; here with uv sync: 40 packages disappear; here with uv pip: c rises to 1; "
        "elsewhere with uv sync: 40 packages disappear on Linux, a falls to 1 and b falls to 1 on macOS"
    )


NOT_WINDOWS = tuple(one for one in PANEL if "windows" not in one.platform)


@pytest.mark.parametrize(
    ("shifts", "expected"),
    [
        (
            [shift(Effect.RAISED, PANEL, "a"), shift(Effect.ADDED, PANEL, "b")],
            "here and everywhere else tried with uv sync: b 1 is added and a rises to 1",
        ),
        ([shift(Effect.RAISED, [ASKED], "a")], "here with uv sync: a rises to 1"),
        (
            [shift(Effect.REMOVED, among("windows"), "a")],
            "nothing moves here; elsewhere with uv sync: a disappears on Windows",
        ),
        (
            [shift(Effect.REMOVED, [one for one in PANEL if one != ASKED], "a"), shift(Effect.RAISED, [ASKED], "a")],
            "here with uv sync: a rises to 1; elsewhere with uv sync: a disappears",
        ),
        (
            [shift(Effect.RAISED, PANEL, "a"), shift(Effect.REMOVED, among("darwin"), "b")],
            "here and everywhere else tried with uv sync: a rises to 1; elsewhere with uv sync: b disappears on macOS",
        ),
        (
            [
                shift(Effect.REMOVED, PANEL, "a"),
                shift(Effect.REMOVED, among("windows"), "b", "c"),
                Shift(
                    Effect.REMOVED,
                    Start.UNIVERSAL,
                    NOT_WINDOWS,
                    tuple(Moved(canonicalize_name(one), "3", "") for one in "bc"),
                ),
            ],
            "here and everywhere else tried with uv sync: 3 packages disappear",
        ),
        (
            [shift(Effect.RAISED, among("windows", "3.9"), "a", mode=Start.SINGLE)],
            "nothing moves here; elsewhere with uv pip: a rises to 1 on Python 3.9 on x86_64-pc-windows-msvc",
        ),
    ],
)
def test_what_moves_here_stands_apart_from_what_moves_elsewhere(shifts: Sequence[Shift], expected: str) -> None:
    assert one_line("x", shifts, PANEL, ASKED) == f"x; {expected}"


def test_the_other_places_with_the_same_python_are_every_other_platform() -> None:
    asked = among("linux", "3.9")[0]
    found = one_line("x", [shift(Effect.LOWERED, among(python="3.9"), "a", "b", "c")], PANEL, asked)
    assert found == (
        "x; here with uv sync: 3 packages fall; "
        "elsewhere with uv sync: 3 packages fall on every other platform tried with Python 3.9"
    )


def test_a_number_is_said_only_of_the_places_where_it_is_so() -> None:
    shifts = [
        shift(Effect.LOWERED, among("linux"), "a", "b", "c", "d"),
        shift(Effect.LOWERED, among("linux") + among("darwin") + among("windows"), "e"),
    ]
    said = one_line("agrees", shifts, PANEL, among("windows")[0])
    assert said.endswith("elsewhere with uv sync: 4 packages fall on Linux"), said
    assert "with uv sync: e falls to 1" in said


def test_another_target_than_the_asked_one_is_called_there() -> None:
    assert (
        one_line("x", [shift(Effect.RAISED, [ASKED], "a")], PANEL, ASKED, "there")
        == "x; there with uv sync: a rises to 1"
    )


def test_a_lock_that_is_for_fewer() -> None:
    assert one_line("x", [], PANEL, ASKED) == "x"
    assert one_line("x", [shift(Effect.NOT_COVERED, among(python="3.9"))], PANEL, ASKED) == (
        "x; the lock no longer covers Python 3.9"
    )
    assert one_line("x", [shift(Effect.NOT_COVERED, among("windows") + among("darwin"))], PANEL, ASKED) == (
        "x; the lock no longer covers macOS and Windows"
    )


def test_no_line_is_cut_off() -> None:
    many = [f"p{number:02}" for number in range(40)]
    (line,) = lines([shift(Effect.LOWERED, PANEL, *many)], PANEL)
    assert line == f"lock everywhere tried: lower: {', '.join(f'{name} 2 → 1' for name in many)}"
    (gone,) = lines([shift(Effect.NOT_COVERED, among("windows"))], PANEL)
    assert gone == "lock: no longer for Windows"
