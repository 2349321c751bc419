"""`name-normalisation`: an extra in another spelling than it is declared in."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from tests.support.causes import PROJECT, a_world, assert_finding, assert_no_finding
from tests.support.small_indexes import of

PROJECTS = {"a": {"1": of("b ; extra == 'cuda12_pip'", extras="cuda12_pip")}, "b": "1"}


def test_an_extra_that_an_old_pip_does_not_find() -> None:
    name = CauseClass.NAME_NORMALISATION
    assert_finding(name, a_world(PROJECT.format('["a[cuda12-pip]"]'), PROJECTS), "a", "absent")
    assert_no_finding(name, a_world(PROJECT.format('["a[cuda12_pip]"]'), PROJECTS))
