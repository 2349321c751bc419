"""What a check found, as JSON."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from uv_check.comparing.decisions import Parting
from uv_check.reading.log import Decision
from uv_check.verdict import Check, ModeCheck
from uv_check.wording import badge


class DifferenceEntry(TypedDict):
    """One field in which uv's answer and ours are not the same."""

    field: str
    project: str
    ours: str
    uv: str


class AbsentEntry(TypedDict):
    """Something that uv needed and that was not recorded."""

    kind: str
    project: str
    url: str


class DecisionEntry(TypedDict):
    """A version that a search chose."""

    project: str
    version: str


class PartingEntry(TypedDict):
    """Where two searches part."""

    shared: int
    ours: DecisionEntry | None
    uv: DecisionEntry | None


class ModeCheckEntry(TypedDict):
    """The check of one mode."""

    mode: str
    verdict: str
    uv_version: str
    says: str  #: in words
    packages: int
    differences: list[DifferenceEntry]
    absent: list[AbsentEntry]
    isolated: bool
    parting: NotRequired[PartingEntry]
    obstacle: NotRequired[str]
    detail: NotRequired[str]


class CheckDocument(TypedDict):
    """The checks of all modes."""

    verdict: str
    modes: list[ModeCheckEntry]


def check_to_json(check: Check) -> CheckDocument:
    """The document of a check."""
    return {"verdict": check.verdict.value, "modes": [mode_check_entry(mode) for mode in check.modes]}


def mode_check_entry(check: ModeCheck) -> ModeCheckEntry:
    """The entry of one mode."""
    entry: ModeCheckEntry = {
        "mode": check.mode.value,
        "verdict": check.verdict.value,
        "uv_version": check.uv_version,
        "says": badge(check),
        "packages": check.packages,
        "differences": [
            {"field": each.field.value, "project": each.project, "ours": each.ours, "uv": each.uv}
            for each in check.differences
        ],
        "absent": [{"kind": each.kind.value, "project": each.project, "url": each.url} for each in check.absent],
        "isolated": check.isolated,
    }
    if check.parting is not None:
        entry["parting"] = _parting_entry(check.parting)
    if check.obstacle is not None:
        entry["obstacle"] = check.obstacle.value
    if check.detail:
        entry["detail"] = check.detail
    return entry


def _parting_entry(parting: Parting) -> PartingEntry:
    return {"shared": parting.shared, "ours": _decision_entry(parting.ours), "uv": _decision_entry(parting.uv)}


def _decision_entry(decision: Decision | None) -> DecisionEntry | None:
    return None if decision is None else {"project": decision.project, "version": decision.version}
