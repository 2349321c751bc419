"""Which pins an export holds, and where each is needed."""

from __future__ import annotations

from dataclasses import dataclass

from resolver_core.answer.needed_where import Names, marker_text, needed_where
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.errors import CoreError
from resolver_core.markers import MarkerSet
from resolver_core.policy import Environments
from resolver_core.targets.environment import Environment


class NotExportable(CoreError):
    """The answer cannot be written in a format; `reason` is a sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class SelectedPin:
    """A pin and the marker under which it is needed ("" = wherever the export is for)."""

    pin: Pin
    marker: str


def selected_pins(resolution: Resolution, extras: Names, groups: Names) -> list[SelectedPin]:
    """The pins of a selection by name and version. Raises NotExportable where there is no solution."""
    if not resolution.solved:
        raise NotExportable("There is no solution that could be exported.")
    where = needed_where(resolution, extras, groups)
    return [
        SelectedPin(pin, marker_text(where[pin.key], resolution.requires_python))
        for pin in sorted(resolution.pins, key=lambda pin: pin.key)
        if where.get(pin.key, MarkerSet.FALSE) is not MarkerSet.FALSE
    ]


def only_target(resolution: Resolution) -> Environment | None:
    """The one environment that an answer is for; None where it is for more."""
    return resolution.target if resolution.axes.get("environments") == Environments.TARGET else None
