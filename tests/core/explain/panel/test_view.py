"""Both answers looked at on the panel."""

from __future__ import annotations

from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.panel.shifts import Effect
from resolver_core.explain.panel.view import Asked, View, view
from resolver_core.inputs.parse import parse_problem
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

ON_WINDOWS = Example({"a": {"1": ["b; sys_platform == 'win32'"], "2": []}, "b": {"1": []}}, ["a<2"])


def viewed(example: Example, before: str, after: str) -> View:
    laboratory = a_laboratory(example)
    text = example.problem().text.replace(before, after)
    assert text != example.problem().text
    single, lock = laboratory.both(Change(text=text))
    settings = laboratory.universal_policy.settings
    here, asked = laboratory.target, laboratory.selection
    was = Asked(laboratory.problem, settings, laboratory.universal, asked, {here: laboratory.single})
    now = Asked(parse_problem(text), settings, lock, asked, {here: single})
    return view(was, now, (here,))


def test_nothing_is_missed_where_nobody_asked() -> None:
    found = viewed(ON_WINDOWS, "a<2", "a")
    removed, raised, alone = found.shifts
    assert (removed.effect, {place.platform for place in removed.places}) == (
        Effect.REMOVED,
        {"x86_64-pc-windows-msvc"},
    )
    assert (raised.effect, set(raised.places)) == (Effect.RAISED, set(found.places))
    assert (alone.effect, alone.mode, alone.places) == (Effect.RAISED, Start.SINGLE, found.asked)


def test_the_panel_has_the_ends_of_both_ranges() -> None:
    found = viewed(ON_WINDOWS, ">=3.8", ">=3.10")
    assert {place.python for place in found.places} == {"3.8", "3.10", "3.11", "3.15"}
    (shift,) = found.shifts
    assert (shift.effect, {place.python for place in shift.places}) == (Effect.NOT_COVERED, {"3.8"})


def test_an_answer_that_was_not_there_before() -> None:
    clash = Example({"a": {"1": of(tags="W")}}, ["a", "a>1"])
    found = viewed(clash, ", 'a>1'", "")
    assert found.before is None
    (shift,) = found.shifts
    assert shift.effect is Effect.WITHOUT_FILE
    assert all(place.platform != "x86_64-pc-windows-msvc" or place.python != "3.11" for place in shift.places)


def test_the_panel_is_there_without_any_lock() -> None:
    clash = Example({"a": {"1": [], "2": of(python=">=3.20")}, "b": "1 2"}, ["a==2 ; sys_platform == 'win32'", "b<2"])
    found = viewed(clash, "b<2", "b")
    assert (found.before, found.after) == (None, None)
    (alone,) = found.shifts
    assert (alone.effect, alone.mode) == (Effect.RAISED, Start.SINGLE)
    assert set(alone.places) <= set(found.places)
