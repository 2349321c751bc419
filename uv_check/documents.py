"""What a check found, as JSON."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from resolver_core import one_of, says
from uv_check.comparing.decisions import Parting
from uv_check.reading.log import Decision
from uv_check.verdict import Check, ModeCheck, Verdict, worst
from uv_check.wording import badge


class DifferenceEntry(TypedDict):
    """One field in which uv's answer and ours are not the same."""

    field: Annotated[str, says("what is compared: `version`, `source`, `dependencies`, …")]
    project: Annotated[str, says('whose it is; "" for the whole answer')]
    ours: Annotated[str, says("what is there in our answer")]
    uv: Annotated[str, says("what is there in uv's")]


class AbsentEntry(TypedDict):
    """Something that uv needed and that was not recorded."""

    kind: Annotated[str, says("`page` or `metadata`")]
    project: Annotated[str, says("of which project")]
    url: Annotated[str, says("of the index, or of the file")]


class DecisionEntry(TypedDict):
    """A version that a search chose."""

    project: Annotated[str, says("the project")]
    version: Annotated[str, says("the version that was chosen")]


class PartingEntry(TypedDict):
    """Where two searches part."""

    shared: Annotated[int, says("how many decisions are the same before")]
    ours: Annotated[DecisionEntry | None, says("our next one; `null`: there is none")]
    uv: Annotated[DecisionEntry | None, says("uv's next one; `null`: there is none")]


class ModeCheckEntry(TypedDict):
    """The check of one mode."""

    mode: Annotated[str, says("`lock` or `compile`")]
    verdict: Annotated[str, one_of(Verdict), says("how uv's answer stands to ours")]
    uv_version: Annotated[str, says("of the uv that was asked")]
    says: Annotated[str, says("the same in words")]
    packages: Annotated[int, says("versions in our answer")]
    differences: Annotated[list[DifferenceEntry], says("every field that differs")]
    absent: Annotated[list[AbsentEntry], says("what uv needed and was not recorded")]
    isolated: Annotated[bool, says("whether uv had a network of its own")]
    versions: NotRequired[Annotated[dict[str, list[str]], says("what uv chose, by project, where it wrote an answer")]]
    parting: NotRequired[Annotated[PartingEntry, says("the first decision in which the searches part")]]
    obstacle: NotRequired[Annotated[str, says("why uv could not be asked")]]
    detail: NotRequired[Annotated[str, says("uv's message where it failed, or more of the obstacle")]]


class CheckDocument(TypedDict):
    """The checks of all modes."""

    verdict: Annotated[str, one_of(Verdict), says("the worst of the modes")]
    modes: Annotated[list[ModeCheckEntry], says("the check of each mode")]


def check_to_json(check: Check) -> CheckDocument:
    """The document of a check."""
    return check_document([mode_check_entry(mode) for mode in check.modes])


def check_document(modes: list[ModeCheckEntry]) -> CheckDocument:
    """The document of modes that were checked on their own."""
    return {"verdict": worst(Verdict(mode["verdict"]) for mode in modes).value, "modes": modes}


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
    if check.versions is not None:
        entry["versions"] = {name: sorted(versions) for name, versions in sorted(check.versions.items())}
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
