"""What moves between two answers at one target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin
from resolver_core.explain.lab.trials import version_of


@dataclass(frozen=True, slots=True)
class Move:
    """A project that differs between two answers; "absent" where a side does not install it."""

    project: NormalizedName
    before: str
    after: str


def moves(before: Mapping[NormalizedName, Pin], after: Mapping[NormalizedName, Pin]) -> list[Move]:
    """Everything that is not the same in both, by name."""
    found = [
        Move(name, version_of(before.get(name)), version_of(after.get(name))) for name in before.keys() | after.keys()
    ]
    return sorted((move for move in found if move.before != move.after), key=lambda move: move.project)
