"""The facts of the target that a report leaves open, tried on what its main command asks."""

from __future__ import annotations

from collections.abc import Callable

from resolver_core.index.base import Index
from resolver_core.inputs.report.report import Report
from resolver_core.triage.answers import Ours, answered
from resolver_core.triage.held_against import held_against
from resolver_core.triage.needed_facts import NOTHING_MISSING, Settled, choices, settled
from resolver_core.triage.question import Asked


def tried_facts(report: Report, main: Asked, index: Index) -> Settled:
    """What the missing facts come to. Raises what `resolve` raises."""
    missing = list(choices(report, main))
    if not missing:
        return NOTHING_MISSING
    return settled(missing, main, lambda asked: answered(asked, index), _fitting(report, main))


def _fitting(report: Report, main: Asked) -> Callable[[Ours], float]:
    """How much of what the main command showed comes out of an answer."""

    def share(ours: Ours) -> float:
        held = held_against(report, [(main.side, ours)]).all
        return sum(held) / len(held) if held else 0.0

    return share
