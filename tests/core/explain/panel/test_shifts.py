"""What an edit changes on the panel, as facts."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core import target
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.panel.shifts import Effect, shifts
from resolver_core.explain.panel.would_install import Form, Held, WouldInstall

HERE, THERE = target("3.11", "linux"), target("3.11", "windows")
NOWHERE = WouldInstall(is_covered=False, held={})


def look(**versions: str) -> WouldInstall:
    """A version with "?" behind it has no file, with "!" it is built, with "@x" it comes from another index."""
    held = {}
    for name, text in versions.items():
        version, _, source = text.partition("@")
        form = {"?": Form.NONE, "!": Form.SOURCE}.get(version[-1], Form.WHEEL)
        held[canonicalize_name(name)] = Held(Version(version.rstrip("?!")), source, form)
    return WouldInstall(is_covered=True, held=held)


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        (look(a="1"), look(a="1"), []),
        (look(a="1"), look(), [Effect.REMOVED]),
        (look(), look(a="1"), [Effect.ADDED]),
        (look(a="2"), look(a="1"), [Effect.LOWERED]),
        (look(a="1"), look(a="2"), [Effect.RAISED]),
        (look(a="1"), look(a="1@other"), [Effect.OTHER_SOURCE]),
        (look(a="1"), look(a="2?"), [Effect.WITHOUT_FILE, Effect.RAISED]),
        (look(a="2?"), look(a="1"), [Effect.LOWERED, Effect.WITH_FILE]),
        (look(a="2"), look(a="1!"), [Effect.LOWERED, Effect.FROM_SOURCE]),
        (look(a="2?"), look(a="1?"), [Effect.LOWERED]),
        (look(), look(a="1?"), [Effect.WITHOUT_FILE, Effect.ADDED]),
        (look(a="1"), NOWHERE, [Effect.NOT_COVERED]),
        (NOWHERE, look(a="1?"), [Effect.WITHOUT_FILE, Effect.COVERED]),
    ],
)
def test_the_effects_what_matters_most_first(before: WouldInstall, after: WouldInstall, effects: list[Effect]) -> None:
    found = shifts(Start.UNIVERSAL, {HERE: before}, {HERE: after})
    assert [shift.effect for shift in found] == effects


def test_projects_of_one_effect_and_the_same_places_stand_together() -> None:
    before, after = look(a="1", b="1", c="1"), look(c="1")
    found = shifts(Start.UNIVERSAL, {HERE: before, THERE: before}, {HERE: after, THERE: look(b="1", c="1")})
    assert [(shift.places, [moved.project for moved in shift.moved]) for shift in found] == [
        ((HERE, THERE), ["a"]),
        ((HERE,), ["b"]),
    ]


def test_without_a_lock_before_only_missing_files_are_facts() -> None:
    (found,) = shifts(Start.UNIVERSAL, None, {HERE: look(a="1", b="1?")})
    assert (found.effect, [moved.project for moved in found.moved]) == (Effect.WITHOUT_FILE, ["b"])
