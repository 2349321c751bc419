"""An `Explanation` as a JSON document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired, TypedDict

from resolver_core.answer.resolution import FailureKind, Outcome
from resolver_core.codec.comparison import OneDifference
from resolver_core.codec.experiment import ExperimentEntry, MoveEntry, OneAxis, experiment_entry, experiment_id
from resolver_core.codec.says import one_of, says
from resolver_core.codec.schema_version import SCHEMA_VERSION
from resolver_core.codec.target import TargetEntry, target_entry, target_entry_or_none
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import (
    Cause,
    Divergence,
    Evidence,
    Explanation,
    Finding,
    Fix,
    ModeFailure,
    Proof,
    Side,
)
from resolver_core.explain.panel.shifts import Effect, Shift
from resolver_core.explain.panel.weight import Harm
from resolver_core.policy import UV_VERSION
from resolver_core.targets.environment import Environment


class EvidenceEntry(TypedDict):
    """One fact under a sentence."""

    kind: Annotated[str, says("what it is: a file, a requirement, a marker, an index")]
    text: Annotated[str, says("the fact in words")]
    filename: Annotated[str, says('the file that it speaks of; "" for none')]


_Class = TypedDict(
    "_Class", {"class": Annotated[str, one_of(CauseClass), says("the kind of cause ([causes](causes.md))")]}
)


class SentenceEntry(TypedDict):
    """One sentence of a summary."""

    text: Annotated[str, says("the sentence")]
    experiments: Annotated[
        list[str], says("the `id` of each experiment that shows it; none where it says nothing that would be otherwise")
    ]


class CauseEntry(_Class):
    """Why, with its proof."""

    axes: Annotated[
        list[OneAxis],
        says("the axes of the policy that make the difference; none where something else was changed"),
    ]
    proven: Annotated[bool, says("whether `proof` is `proven`")]
    proof: Annotated[
        str,
        one_of(Proof),
        says("`proven`, `not-proven`, or `undecided` where a recorded index lacks data"),
    ]
    summary: Annotated[str, says("what differs and why")]
    details: NotRequired[Annotated[list[str], says("sentences for which the summary has no room")]]
    sentences: NotRequired[Annotated[list[SentenceEntry], says("both, sentence by sentence")]]
    evidence: Annotated[list[EvidenceEntry], says("the facts it rests on")]
    experiments: Annotated[list[ExperimentEntry], says("the solves that prove it, or were tried")]


class ShiftEntry(TypedDict):
    """One effect of a fix, on some projects at the same places."""

    effect: Annotated[str, one_of(Effect), says("what becomes of them")]
    mode: Annotated[str, says("`universal`: what the lock installs there; `single`: what the target gets by itself")]
    places: Annotated[list[int], says("where: numbers in the places of the fix, from 0")]
    projects: Annotated[
        list[MoveEntry],
        says("whom; nobody where it is the whole lock that (no longer) covers a place"),
    ]


class FixEntry(TypedDict):
    """An edit of the pasted text, or a command, that was tried in both modes and looked at on the panel."""

    title: Annotated[str, says("what it does")]
    command: NotRequired[Annotated[str, says('what to type; "" where the edit is all')]]
    patch: Annotated[str, says('a unified diff of the pasted text; "" where the command is all')]
    text: Annotated[str, says("the whole text after it")]
    verdict: Annotated[str, says("what came out, with everything that moves anywhere, in one line")]
    agrees: Annotated[bool, says("both modes solve, and the project no longer differs")]
    still_differ: NotRequired[Annotated[list[str], says("other projects that differ with it at the target")]]
    harm: NotRequired[
        Annotated[
            str,
            one_of(harm.name.lower().replace("_", "-") for harm in Harm),
            says("`breaks`: something disappears or cannot be installed somewhere; `fewer-pythons`: the range shrinks"),
        ]
    ]
    moves: Annotated[list[str], says("everything that it changes, in lines")]
    shifts: NotRequired[Annotated[list[ShiftEntry], says("the same as facts, what matters most first")]]
    places: NotRequired[Annotated[list[TargetEntry], says("the panel: every place at which it was looked at")]]
    target: NotRequired[Annotated[TargetEntry | None, says("whom it is for; `null`: the target asked about")]]
    extras: NotRequired[Annotated[list[str], says("extras that it asks for beside what was asked for")]]


class InVainEntry(TypedDict):
    """An edit that was tried and is not offered."""

    title: Annotated[str, says("what it does")]
    verdict: Annotated[str, says("why it is not offered: it does not help, or breaks something")]


class ModeFailureEntry(TypedDict):
    """A mode without an answer."""

    mode: Annotated[str, says("`single` or `universal`")]
    target: Annotated[TargetEntry | None, says("where")]
    kind: Annotated[str, one_of([Outcome.UNSATISFIABLE, *FailureKind]), says("`unsatisfiable`, or the kind of failure")]
    filename: Annotated[str, says('the file that could not be had; "" for none')]
    status_code: Annotated[int | None, says("the HTTP status")]
    projects: Annotated[list[str], says("whom it concerns")]
    cause: Annotated[CauseEntry, says("the first of the ranked list")]
    further_causes: Annotated[list[CauseEntry], says("the rest of the list")]
    fixes: Annotated[list[FixEntry], says("edits and commands that help, the best first")]
    in_vain: NotRequired[Annotated[list[InVainEntry], says("what was tried and is not offered")]]


class FindingEntry(TypedDict):
    """A pick that is equal in both modes, or nearly so, and still surprises."""

    project: Annotated[str, says("its normalised name")]
    mode: Annotated[str, says("the mode that it is shown for")]
    target: Annotated[TargetEntry | None, says("where")]
    consequence_of: NotRequired[Annotated[str | None, says("the finding that it follows from")]]
    follows_by: NotRequired[
        Annotated[ExperimentEntry | None, says("of a consequence: the other one lifted, and this pick is another")]
    ]
    cause: Annotated[CauseEntry, says("why it is so")]
    fixes: Annotated[list[FixEntry], says("edits and commands that help, the best first")]
    in_vain: NotRequired[Annotated[list[InVainEntry], says("what was tried and is not offered")]]


class DivergenceSideEntry(TypedDict):
    """What one answer has of a project at the target."""

    version: Annotated[str, says("the version")]
    source: Annotated[str, says("the URL of the index or of the archive")]
    metadata_from: Annotated[str | None, says("the name of the file whose metadata were read")]
    install_file: Annotated[str | None, says("the name of the file that is installed")]


class DivergenceEntry(TypedDict):
    """A project that differs between the two answers at a target."""

    project: Annotated[str, says("its normalised name")]
    target: Annotated[TargetEntry, says("where")]
    difference: Annotated[OneDifference, says("as in a comparison")]
    single: Annotated[DivergenceSideEntry | None, says("`null` where that side does not install it")]
    universal: Annotated[DivergenceSideEntry | None, says("`null` where that side does not install it")]
    root: Annotated[bool, says("false where it only follows from another")]
    consequence_of: Annotated[str | None, says("the project that it follows from")]
    follows_by: NotRequired[
        Annotated[
            ExperimentEntry | None,
            says("of a consequence: the other project held at what the other mode has, and it agrees"),
        ]
    ]
    cause: Annotated[CauseEntry | None, says("the first of the ranked list; `null` for a consequence")]
    further_causes: Annotated[list[CauseEntry], says("the rest of the list")]
    fixes: Annotated[list[FixEntry], says("edits and commands that help, the best first")]
    in_vain: NotRequired[Annotated[list[InVainEntry], says("what was tried and is not offered")]]


class ExplanationDocument(TypedDict):
    """Why the two modes differ (`explanation_to_json`)."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    targets: Annotated[list[TargetEntry], says("all that were asked for")]
    failures: Annotated[list[ModeFailureEntry], says("modes without an answer")]
    findings: Annotated[list[FindingEntry], says("picks that are equal in both modes and still surprise")]
    divergences: Annotated[list[DivergenceEntry], says("projects that differ")]
    solves: Annotated[int, says("how many solves were spent, over all targets")]
    complete: Annotated[bool, says("false where the budget ended first")]
    assumptions: NotRequired[Annotated[list[str], says("what all of this rests on without proof, in sentences")]]


def explanation_to_json(explanation: Explanation) -> ExplanationDocument:
    """The document of an explanation."""
    document: ExplanationDocument = {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "targets": [target_entry(target) for target in explanation.targets],
        "failures": [mode_failure_entry(entry) for entry in explanation.failures],
        "findings": [finding_entry(entry) for entry in explanation.findings],
        "divergences": [divergence_entry(entry) for entry in explanation.divergences],
        "solves": explanation.solves,
        "complete": explanation.complete,
    }
    if explanation.assumptions:
        document["assumptions"] = list(explanation.assumptions)
    return document


def mode_failure_entry(failure: ModeFailure) -> ModeFailureEntry:
    """The entry of a mode without an answer."""
    return {
        "mode": failure.mode,
        "target": target_entry_or_none(failure.target),
        "kind": failure.kind,
        "filename": failure.filename,
        "status_code": failure.status_code,
        "projects": list(failure.projects),
        "cause": cause_entry(failure.cause),
        "further_causes": [cause_entry(cause) for cause in failure.further_causes],
        "fixes": [fix_entry(fix) for fix in failure.fixes if fix.is_offered],
        "in_vain": [in_vain_entry(fix) for fix in failure.fixes if not fix.is_offered],
    }


def finding_entry(finding: Finding) -> FindingEntry:
    """The entry of a finding."""
    return {
        "project": finding.project,
        "mode": finding.mode,
        "target": target_entry_or_none(finding.target),
        "consequence_of": finding.consequence_of,
        "follows_by": None if finding.follows_by is None else experiment_entry(finding.follows_by),
        "cause": cause_entry(finding.cause),
        "fixes": [fix_entry(fix) for fix in finding.fixes if fix.is_offered],
        "in_vain": [in_vain_entry(fix) for fix in finding.fixes if not fix.is_offered],
    }


def divergence_entry(divergence: Divergence) -> DivergenceEntry:
    """The entry of a divergence."""
    return {
        "project": divergence.project,
        "target": target_entry(divergence.target),
        "difference": divergence.difference.value,
        "single": divergence_side_entry(divergence.single),
        "universal": divergence_side_entry(divergence.universal),
        "root": divergence.root,
        "consequence_of": divergence.consequence_of,
        "follows_by": None if divergence.follows_by is None else experiment_entry(divergence.follows_by),
        "cause": None if divergence.cause is None else cause_entry(divergence.cause),
        "further_causes": [cause_entry(cause) for cause in divergence.further_causes],
        "fixes": [fix_entry(fix) for fix in divergence.fixes if fix.is_offered],
        "in_vain": [in_vain_entry(fix) for fix in divergence.fixes if not fix.is_offered],
    }


def divergence_side_entry(side: Side | None) -> DivergenceSideEntry | None:
    """The entry of a side, where the project is there."""
    if side is None:
        return None
    return {
        "version": side.version,
        "source": side.source,
        "metadata_from": side.metadata_from,
        "install_file": side.install_file,
    }


def cause_entry(cause: Cause) -> CauseEntry:
    """The entry of a cause."""
    return {
        "class": cause.cause_class.value,
        "axes": [axis.value for axis in cause.axes],
        "proven": cause.proof is Proof.PROVEN,
        "proof": cause.proof.value,
        "summary": cause.summary,
        "details": list(cause.details),
        "sentences": [
            {"text": sentence.text, "experiments": list(map(experiment_id, sentence.experiments))}
            for sentence in cause.sentences
        ],
        "evidence": [evidence_entry(entry) for entry in cause.evidence],
        "experiments": [experiment_entry(entry) for entry in cause.experiments],
    }


def evidence_entry(evidence: Evidence) -> EvidenceEntry:
    """The entry of a fact."""
    return {"kind": evidence.kind, "text": evidence.text, "filename": evidence.filename}


def fix_entry(fix: Fix) -> FixEntry:
    """The entry of a fix."""
    return {
        "title": fix.title,
        "command": fix.command,
        "patch": fix.patch,
        "text": fix.text,
        "verdict": fix.verdict,
        "agrees": fix.agrees,
        "still_differ": list(fix.still_differ),
        "harm": fix.harm.name.lower().replace("_", "-"),
        "moves": list(fix.moves),
        "shifts": [shift_entry(shift, fix.places) for shift in fix.shifts],
        "places": [target_entry(place) for place in fix.places],
        "target": target_entry_or_none(fix.target),
        "extras": list(fix.extras),
    }


def shift_entry(shift: Shift, panel: Sequence[Environment]) -> ShiftEntry:
    """The entry of one effect on a panel."""
    return {
        "effect": shift.effect.value,
        "mode": shift.mode.value,
        "places": [panel.index(place) for place in shift.places],
        "projects": [{"project": moved.project, "before": moved.before, "after": moved.after} for moved in shift.moved],
    }


def in_vain_entry(fix: Fix) -> InVainEntry:
    """The entry of an edit that is not offered."""
    return {"title": fix.title, "verdict": fix.verdict}
