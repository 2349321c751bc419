"""Markers that tell some kinds of machines from others, as short as they can be written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from resolver_core.explain.lab.spots import Spot


def separating(meant: Sequence[Spot], others: Sequence[Spot]) -> str:
    """A marker that holds at every spot which is meant and at none of the others. `meant` is not empty.

    By the system where that is enough, then by the Python, then by system and machine, else by all three. What
    neither list has may fall on either side.
    """
    systems, other_systems = _once(spot.system for spot in meant), _once(spot.system for spot in others)
    if not set(systems) & set(other_systems):
        return _shorter("sys_platform", systems, other_systems)
    minors, other_minors = {spot.minor for spot in meant}, {spot.minor for spot in others}
    if not minors & other_minors:
        return python_marker(minors, other_minors)
    machines, other_machines = {(s.system, s.machine) for s in meant}, {(s.system, s.machine) for s in others}
    if not machines & other_machines:
        return machine_marker(machines, other_machines)
    return _by_all(meant, others)


def machine_marker(meant: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> str:
    """A marker for machines of a system; the machine is left out where all of its system are meant."""
    divided = {system for system, _ in others}
    clauses = dict.fromkeys(
        f"sys_platform == '{system}'" + (f" and platform_machine == '{machine}'" if system in divided else "")
        for system, machine in sorted(meant)
    )
    return " or ".join(f"({clause})" if " and " in clause and len(clauses) > 1 else clause for clause in clauses)


def python_marker(meant: Iterable[int], others: Iterable[int]) -> str:
    """A marker for minor versions of Python 3."""
    these, those = sorted(set(meant)), sorted(set(others))
    if not those or these[-1] < those[0]:
        return f"python_version < '3.{those[0]}'" if those else f"python_version >= '3.{these[0]}'"
    if these[0] > those[-1]:
        return f"python_version >= '3.{these[0]}'"
    return " or ".join(f"python_version == '3.{minor}'" for minor in these)


def either(marker: str) -> str:
    """A marker as one side of an "and"."""
    return f"({marker})" if " or " in marker else marker


def _by_all(meant: Sequence[Spot], others: Sequence[Spot]) -> str:
    told: list[str] = []
    for system, machine in sorted({(spot.system, spot.machine) for spot in meant}):
        place = machine_marker([(system, machine)], [(spot.system, spot.machine) for spot in others])
        here = {spot.minor for spot in meant if (spot.system, spot.machine) == (system, machine)}
        there = {spot.minor for spot in others if (spot.system, spot.machine) == (system, machine)}
        told.append(f"({place} and {either(python_marker(here, there))})" if there else f"({place})")
    return " or ".join(dict.fromkeys(told)) if len(told) > 1 else told[0].removeprefix("(").removesuffix(")")


def _shorter(variable: str, values: Sequence[str], others: Sequence[str]) -> str:
    """The values themselves, or all but the others, whichever is fewer."""
    if len(others) < len(values) and others:
        return " and ".join(f"{variable} != '{value}'" for value in others)
    return " or ".join(f"{variable} == '{value}'" for value in values)


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
