"""What moves between two answers."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.moves import Move, moves
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example


def test_what_rises_falls_comes_and_goes() -> None:
    laboratory = a_laboratory(
        Example({"a": {"1": ["old"], "2": ["new"]}, "b": "1", "new": "1", "old": "1"}, ["a", "b"])
    )
    before = laboratory.pins(laboratory.single)
    after = laboratory.pins(laboratory.run(Start.SINGLE, Change(constraints=("a<2",))))
    a, new, old = map(canonicalize_name, ("a", "new", "old"))
    assert moves(before, after) == [Move(a, "2", "1"), Move(new, "1", "absent"), Move(old, "absent", "1")]
    assert moves(before, before) == []
