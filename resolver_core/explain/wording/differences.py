"""What differs, without any reason."""

from __future__ import annotations

from resolver_core.answer.comparison import Difference, Row
from resolver_core.explain.lab.trials import version_of
from resolver_core.targets.environment import Environment


def difference(row: Row, target: Environment) -> str:
    """What differs between the two answers about one project."""
    single, universal = version_of(row.single), version_of(row.universal)
    if row.difference is Difference.SOURCE and row.single is not None and row.universal is not None:
        return f"{row.project} {single} comes from another index in the lock than when installed on {target.label}."
    if row.difference is Difference.METADATA:
        return f"{row.project} is {single} in both modes, read from two files whose metadata differ."
    return f"{row.project} is {universal} in the lock and {single} when installed on {target.label}."


def because(said: str, reason: str) -> str:
    """What differs, and why."""
    return f"{said} {reason}" if reason else said


def unproven(said: str, experiments: int) -> str:
    """A difference whose cause was not found."""
    return f"{said} {experiments} experiments did not prove a cause."


def undecided(said: str, words: str) -> str:
    """A cause that the recorded data do not decide."""
    return f"{said} Tried {words}: the recorded index lacks data to decide it."


def answered(said: str, axes: str, mode: str) -> str:
    """A mode without an answer that has one with some of the other's axes."""
    return f"{said} With the {axes} the {mode} solve has an answer."
