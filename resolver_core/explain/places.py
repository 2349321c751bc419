"""Places in an explanation document: how an experiment or a fix is found again by its address.

A place counts from 0: "divergences.0.1.2" is the experiment 2 of the cause 1 (0: the first cause, then the further
ones) of the divergence 0; "failures.0.1" is the fix 1 of the failure 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ExplanationDocument = Mapping[str, Any]


def experiment_at(explanation: ExplanationDocument | None, place: str) -> dict[str, Any] | None:
    """The experiment at a place; None where there is none."""
    try:
        kind, entry, cause, number = place.split(".")
        found: dict[str, Any] = (explanation or {})[kind][int(entry)]
        causes = [found["cause"], *found.get("further_causes", [])]
        experiment: dict[str, Any] = causes[int(cause)]["experiments"][int(number)]
    except (ValueError, KeyError, IndexError, TypeError):
        return None
    return experiment


def fixed_text_at(explanation: ExplanationDocument | None, place: str) -> str | None:
    """The whole text after the fix at a place; None where there is no such fix."""
    try:
        kind, entry, number = place.split(".")
        return str((explanation or {})[kind][int(entry)]["fixes"][int(number)]["text"])
    except (ValueError, KeyError, IndexError, TypeError):
        return None
