"""Where else an edit does not help, in words."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core import target
from resolver_core.explain.fix_elsewhere import Elsewhere
from resolver_core.explain.wording.elsewhere import places_without

A = canonicalize_name("a")
OLD, NEW, WINDOWS = target("3.8", "linux"), target("3.12", "linux"), target("3.12", "windows")


def test_targets_of_one_reason_stand_together() -> None:
    others = (Elsewhere(OLD, False), Elsewhere(NEW, True, ((A, "2"),)), Elsewhere(WINDOWS, True, ((A, "2"),)))
    assert list(places_without(others)) == [
        "not for Python 3.8 on linux: the lock does not cover that",
        "not for Python 3.12 on linux, Python 3.12 on windows: the lock has no file there of a 2",
    ]


def test_what_is_not_known_is_not_said() -> None:
    known = (Elsewhere(OLD, True, (), False), Elsewhere(NEW, True, (), True, (A,)), Elsewhere(WINDOWS, True))
    assert list(places_without(known)) == [
        "not for Python 3.8 on linux: uv pip install has no solution there",
        "not for Python 3.12 on linux: the modes differ there in a",
    ]
