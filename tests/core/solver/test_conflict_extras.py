"""Extras and groups of declared conflicts as markers name them in an answer (uv-resolution section 6.6)."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.conflict_extras import clashes, conflict_extra, conflict_name, item_text

DEMO, CPU_NAME, GPU_NAME, DEV_NAME = map(canonicalize_name, ("demo", "cpu", "gpu", "dev"))
CPU, GPU, DEV = ConflictItem(DEMO, CPU_NAME), ConflictItem(DEMO, GPU_NAME), ConflictItem(DEMO, group=DEV_NAME)
WHOLE = ConflictItem(DEMO)


@pytest.mark.parametrize(
    ("item", "extra", "text"),
    [
        (CPU, "extra-4-demo-cpu", "demo[cpu]"),
        (DEV, "group-4-demo-dev", "demo:dev"),
        (WHOLE, "project-4-demo", "demo"),
    ],
)
def test_how_an_item_is_named(item: ConflictItem, extra: str, text: str) -> None:
    assert conflict_name(item) == extra
    assert item_text(item) == text
    assert conflict_extra(item) is MarkerSet.extra(extra)


@pytest.mark.parametrize(
    ("active", "is_clash"),
    [((), False), ((CPU,), False), ((CPU, GPU), True), ((CPU, DEV), False), ((GPU, DEV), True)],
)
def test_two_of_one_conflict_clash(active: tuple[ConflictItem, ...], is_clash: bool) -> None:
    marker = clashes(((CPU, GPU), (DEV, GPU)))
    assert marker.evaluate({}, set(map(conflict_name, active))) is is_clash


def test_without_conflicts_nothing_clashes() -> None:
    assert clashes(()) is MarkerSet.FALSE
    assert clashes(((CPU,),)) is MarkerSet.FALSE
