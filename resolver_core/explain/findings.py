"""Answers that may be equal in both modes and still surprise, each explained by experiments of its own."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.explain.compiled_pins import foreign_pins
from resolver_core.explain.explanation import Finding
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.old_picks import old_picks
from resolver_core.explain.spelled_extras import spelled_otherwise
from resolver_core.explain.surprising_picks import surprising_picks


def findings(laboratory: Laboratory) -> Iterator[Finding]:
    """Everything surprising about the single-platform answer; none where it has no solution."""
    if not laboratory.single.solved:
        return
    try:
        yield from surprising_picks(laboratory)
        yield from spelled_otherwise(laboratory)
        yield from foreign_pins(laboratory)
        yield from old_picks(laboratory)
    except OutOfBudget:
        return
