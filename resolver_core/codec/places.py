"""Places in an explanation document: how an experiment or a fix is found again by its address.

A place counts from 0: "divergences.0.1.2" is the experiment 2 of the cause 1 (0: the first cause, then the further
ones) of the divergence 0; "failures.0.1" is the fix 1 of the failure 0.
"""

from __future__ import annotations

from resolver_core.codec.experiment import ExperimentEntry
from resolver_core.codec.explanation import CauseEntry, ExplanationDocument, FixEntry


def experiment_at(explanation: ExplanationDocument | None, place: str) -> ExperimentEntry | None:
    """The experiment at a place; None where there is none."""
    if explanation is None:
        return None
    try:
        kind, entry, cause, number = place.split(".")
        chosen = _causes_at(explanation, kind, int(entry))[int(cause)]
        return chosen["experiments"][int(number)] if chosen else None
    except (ValueError, IndexError):
        return None


def fixed_text_at(explanation: ExplanationDocument | None, place: str) -> str | None:
    """The whole text after the fix at a place; None where there is no such fix."""
    if explanation is None:
        return None
    try:
        kind, entry, number = place.split(".")
        return _fixes_at(explanation, kind, int(entry))[int(number)]["text"]
    except (ValueError, IndexError):
        return None


def _causes_at(explanation: ExplanationDocument, kind: str, number: int) -> list[CauseEntry | None]:
    """The ranked causes of what is explained there; the first one of a consequence is None."""
    match kind:
        case "divergences":
            divergence = explanation["divergences"][number]
            return [divergence["cause"], *divergence.get("further_causes", ())]
        case "failures":
            failure = explanation["failures"][number]
            return [failure["cause"], *failure.get("further_causes", ())]
        case "findings":
            return [explanation["findings"][number]["cause"]]
    return []


def _fixes_at(explanation: ExplanationDocument, kind: str, number: int) -> list[FixEntry]:
    match kind:
        case "divergences":
            return explanation["divergences"][number]["fixes"]
        case "failures":
            return explanation["failures"][number]["fixes"]
        case "findings":
            return explanation["findings"][number]["fixes"]
    return []
