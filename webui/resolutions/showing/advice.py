"""What to do, for the first screen: the best fix that was tried, short enough to be read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webui.resolutions.showing.explanations import FixView
from webui.resolutions.showing.patches import PatchLine

MOST_LINES = 5
"""Of a diff."""


@dataclass(frozen=True, slots=True)
class Advice:
    """The first fix. `lines` are those that change; what is left out, and the other fixes, stand further down."""

    fix: FixView
    lines: tuple[PatchLine, ...]
    left_out: int  #: changed lines for which there is no room
    others: int  #: fixes beside it


def advice(fixes: Sequence[FixView]) -> Advice | None:
    """What to do first; None where nothing is offered."""
    if not fixes:
        return None
    changed = [line for line in fixes[0].lines if line.kind in ("added", "removed")]
    return Advice(fixes[0], tuple(changed[:MOST_LINES]), len(changed[MOST_LINES:]), len(fixes) - 1)
