"""What is known about conflicting extras and groups on the ways to a node, and what a marker need not say there."""

from __future__ import annotations

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.inputs.problem import ConflictItem
from resolver_core.markers import MarkerSet
from resolver_core.solver.conflict_extras import conflict_extra, conflict_name
from resolver_core.solver.conflict_markers import Known, known_at, without_known
from resolver_core.solver.solved_fork import Node

P, Q = canonicalize_name("p"), canonicalize_name("q")
CPU, GPU, DEV = (canonicalize_name(name) for name in ("cpu", "gpu", "dev"))
ON_CPU, ON_GPU, ON_DEV = ConflictItem(P, CPU), ConflictItem(P, GPU), ConflictItem(P, group=DEV)
CONFLICTS = ((ON_CPU, ON_GPU), (ON_DEV, ON_GPU))


def node(name: NormalizedName, extra: NormalizedName | None = None, group: NormalizedName | None = None) -> Node:
    return Node(name, Version("1"), extra, group, "https://index.test")


def known(*on: ConflictItem, off: tuple[ConflictItem, ...]) -> Known:
    return Known(frozenset(map(conflict_name, on)), frozenset(map(conflict_name, off)))


def test_below_an_extra_it_is_on_and_its_rivals_are_off() -> None:
    project, cpu, below = node(P), node(P, CPU), node(Q)
    found = known_at([(None, project), (None, cpu), (cpu, below)], CONFLICTS)
    assert found[below] == [known(ON_CPU, off=(ON_GPU,))]
    assert found[project] == [known(off=())]


def test_a_node_below_several_has_a_way_through_each() -> None:
    cpu, dev, below = node(P, CPU), node(P, group=DEV), node(Q)
    found = known_at([(None, cpu), (None, dev), (cpu, below), (dev, below)], CONFLICTS)
    assert set(found[below]) == {known(ON_CPU, off=(ON_GPU,)), known(ON_DEV, off=(ON_GPU,))}


def test_what_every_way_settles_alike_goes() -> None:
    ways = [known(ON_CPU, off=(ON_GPU,)), known(ON_DEV, off=(ON_GPU,))]
    assert without_known(~conflict_extra(ON_GPU), ways).is_true
    marker = conflict_extra(ON_CPU)
    assert without_known(marker, ways) is marker
    assert without_known(marker, ways[:1]).is_true


def test_what_holds_on_every_way_goes_even_if_the_ways_settle_different_things() -> None:
    ways = [known(off=()), known(ON_DEV, off=(ON_GPU,))]
    marker = ~conflict_extra(ON_GPU) | conflict_extra(ON_DEV)
    assert without_known(marker, ways).is_true
    windows = MarkerSet.parse("sys_platform == 'win32'")
    assert without_known(marker & windows, ways) is marker & windows
    assert without_known(marker & windows, ways[1:]) is windows
