"""What became of an issue report, as a document (`report_verdict_to_json`)."""

from __future__ import annotations

from resolver_core.codec.report_entries import (
    HeldEndEntry,
    HeldFileEntry,
    HeldVersionEntry,
    OpenEntry,
    OwnerEntry,
    ReasonEntry,
    ReportVerdictDocument,
    ThreadEntry,
    TroubleEntry,
)
from resolver_core.inputs.report.premises import premise_text
from resolver_core.policy import UV_VERSION
from resolver_core.triage.causes import FoundCause
from resolver_core.triage.held_against import HeldEnd, HeldFile, HeldVersion
from resolver_core.triage.labels import DEFAULT_VOCABULARY, Vocabulary, labels_of
from resolver_core.triage.other_trouble import Trouble
from resolver_core.triage.verdict import Verdict
from resolver_core.triage.wording.reply import PERMALINK, reply
from resolver_core.triage.wording.verdicts import (
    OWNERS,
    RECIPIENTS,
    STANDINGS,
    advice_words,
    headline,
    notes,
    open_words,
    part_words,
    question,
    text_for_publisher,
)


def report_verdict_to_json(
    verdict: Verdict, permalink: str = PERMALINK, vocabulary: Vocabulary = DEFAULT_VOCABULARY
) -> ReportVerdictDocument:
    """The document of a verdict; `permalink` stands in its drafted reply."""
    held = verdict.held
    return {
        "uv": UV_VERSION,
        "verdict": verdict.standing.value,
        "verdict_in_words": STANDINGS[verdict.standing],
        "headline": headline(verdict),
        "parts": [
            {
                "verdict": one.standing.value,
                "commands": list(one.commands),
                "trouble": _trouble(one.trouble),
                "text": part_words(one),
            }
            for one in verdict.parts
        ],
        "versions": [_held_version(one) for one in held.versions],
        "files": [_held_file(one) for one in held.files],
        "ends": [_held_end(one) for one in held.ends],
        "causes": [_reason(one) for one in verdict.causes],
        "open": _open(verdict),
        "advice": [{"kind": one.kind.value, "text": advice_words(one), "helps": one.helps} for one in verdict.advice],
        "owner": _owner(verdict),
        "fingerprint": "" if verdict.fingerprint is None else verdict.fingerprint.text,
        "thread": _thread(verdict),
        "needed": [
            {"field": one.field, "question": question(one), "outcomes": dict(one.outcomes), "about": one.about}
            for one in verdict.needed
        ],
        "assumed": [{"field": one.field, "value": one.value, "is_shown": one.is_shown} for one in verdict.assumed],
        "trouble": _trouble(verdict.trouble),
        "premises": [{"premise": premise_text(one), "line": one.line} for one in verdict.premises],
        "notes": list(notes(verdict)),
        "as_of": verdict.as_of,
        "labels": list(labels_of(verdict, vocabulary)),
        "reply": reply(verdict, permalink),
    }


def _held_version(one: HeldVersion) -> HeldVersionEntry:
    return {
        "command": one.command,
        "project": one.project,
        "observed": list(one.observed),
        "ours": list(one.ours),
        "holds": one.holds,
    }


def _held_file(one: HeldFile) -> HeldFileEntry:
    return {"project": one.project, "observed": one.observed, "ours": one.ours, "holds": one.holds}


def _held_end(one: HeldEnd) -> HeldEndEntry:
    return {
        "command": one.command,
        "failed": one.failed,
        "ours_failed": one.ours_failed,
        "line": one.line,
        "holds": one.holds,
    }


def _reason(cause: FoundCause) -> ReasonEntry:
    return {
        "cause_class": cause.cause_class.value,
        "proof": cause.proof.value,
        "summary": cause.summary,
        "projects": list(cause.projects),
        "filename": cause.filename,
        "experiments": list(cause.experiments),
        "fix": cause.fix_title,
        "fix_lines": list(cause.fix_lines),
        "fix_verdict": cause.fix_verdict,
    }


def _open(verdict: Verdict) -> OpenEntry | None:
    if not verdict.open_causes:
        return None
    return {
        "indexes": sorted({url for one in verdict.open_causes for url in one.indexes}),
        "projects": list(dict.fromkeys(name for one in verdict.open_causes for name in one.cause.projects)),
        "text": open_words(verdict),
    }


def _owner(verdict: Verdict) -> OwnerEntry | None:
    if verdict.owner is None:
        return None
    return {
        "kind": verdict.owner.kind.value,
        "words": OWNERS[verdict.owner.kind],
        "recipient": RECIPIENTS.get(verdict.owner.kind, ""),
        "documentation": verdict.owner.documentation,
        "text": text_for_publisher(verdict),
    }


def _thread(verdict: Verdict) -> ThreadEntry | None:
    if verdict.thread is None:
        return None
    return {
        "numbers": list(verdict.thread.numbers),
        "title": verdict.thread.title,
        "fixed_in": verdict.thread.fixed_in,
        "is_same_project": bool(verdict.thread.project),
    }


def _trouble(trouble: Trouble | None) -> TroubleEntry | None:
    if trouble is None:
        return None
    return {"kind": trouble.kind.value, "line": trouble.line, "quote": trouble.quote}
