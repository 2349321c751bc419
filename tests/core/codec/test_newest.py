"""How far a project is behind, read off the rungs of a ladder document."""

from __future__ import annotations

from typing import Any

from resolver_core import Newest, newest_of_ladder


def a_side(kind: str, path: tuple[str, ...] = (), line: int | None = None) -> dict[str, Any]:
    return {"kind": kind, "path": list(path), "line": line}


def a_rung(*versions: str, single: dict[str, Any] | None = None, universal: Any = "same") -> dict[str, Any]:
    return {"versions": list(versions), "single": single, "universal": single if universal == "same" else universal}


TAKEN = a_side("")


def test_the_newest_is_the_first_that_the_cut_off_leaves() -> None:
    rungs = [a_rung("4.0", "3.0", single=a_side("cut-off")), a_rung("2.0", single=a_side("conflict")), a_rung("1.0")]
    assert newest_of_ladder(rungs) == Newest(version="2.0", rung=1, allowed="2.0")


def test_a_cut_off_of_one_mode_alone_hides_nothing() -> None:
    rungs = [a_rung("2.0", single=a_side("cut-off"), universal=TAKEN), a_rung("1.0", single=TAKEN)]
    assert newest_of_ladder(rungs) == Newest("2.0", 0, "2.0")


def test_pre_releases_count_where_nothing_else_is_listed() -> None:
    rungs = [a_rung("2.0rc1", single=TAKEN), a_rung("1.0", single=TAKEN)]
    assert newest_of_ladder(rungs) == Newest("1.0", 1, "1.0")
    assert newest_of_ladder(rungs[:1]) == Newest("2.0rc1", 0, "2.0rc1")


def test_the_users_own_lines_are_told_apart_from_those_of_packages() -> None:
    own = a_side("requirement", ("line 4",), 4)
    of_a_package = a_side("requirement", ("line 4", "b 1"), 4)
    rungs = [a_rung("3.0", single=own), a_rung("2.0", single=of_a_package), a_rung("1.0", single=TAKEN)]
    assert newest_of_ladder(rungs) == Newest("3.0", 0, "2.0")


def test_constraints_and_overrides_are_the_users_own() -> None:
    rungs = [a_rung("3.0", single=a_side("constraint")), a_rung("2.0", single=None, universal=a_side("override"))]
    assert newest_of_ladder(rungs) == Newest("3.0", 0, "")


def test_where_the_cut_off_hides_everything_nothing_is_newest() -> None:
    assert newest_of_ladder([a_rung("1.0", single=a_side("cut-off"))]) is None
    assert newest_of_ladder([]) is None
