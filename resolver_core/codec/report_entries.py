"""What the document of a verdict on a report consists of."""

from __future__ import annotations

from typing import Annotated, TypedDict

from resolver_core.codec.says import one_of, says
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Proof
from resolver_core.inputs.report.troubles import TroubleKind
from resolver_core.triage.advice import AdviceKind
from resolver_core.triage.owners import OwnerKind
from resolver_core.triage.standing import Standing


class HeldVersionEntry(TypedDict):
    """One version that the reporter saw, held against ours."""

    command: Annotated[str, says("that printed it; `uv.lock` for an excerpt of a lock")]
    project: Annotated[str, says("its normalised name")]
    observed: Annotated[list[str], says("what the reporter saw")]
    ours: Annotated[list[str], says("what comes out here; none where the project is absent")]
    holds: Annotated[bool, says("whether everything that was seen comes out here, too")]


class HeldFileEntry(TypedDict):
    """One file that the reporter's command read or downloaded, held against ours."""

    project: Annotated[str, says("its normalised name")]
    observed: Annotated[str, says("the file that the report shows")]
    ours: Annotated[str, says('the file that is read or installed here; "" where none is known')]
    holds: Annotated[bool, says("whether it is a file of our version")]


class HeldEndEntry(TypedDict):
    """How a command ended, held against how it ends here."""

    command: Annotated[str, says("the command")]
    failed: Annotated[bool, says("whether it failed for the reporter")]
    ours_failed: Annotated[bool, says("whether it has no answer here")]
    line: Annotated[int, says("of the report (1-based)")]
    holds: Annotated[bool, says("whether both are the same")]


class ReasonEntry(TypedDict):
    """A cause, as a verdict tells it."""

    cause_class: Annotated[str, one_of(CauseClass), says("the kind of cause ([causes](causes.md))")]
    proof: Annotated[str, one_of(Proof), says("how far it is proven")]
    summary: Annotated[str, says("what differs and why")]
    projects: Annotated[list[str], says("whom it is about, the decisive one first")]
    filename: Annotated[str, says('the decisive file; "" for none')]
    experiments: Annotated[list[str], says("what was changed, and what came out")]
    fix: Annotated[str, says('the first edit or command that helps, in words; "" for none')]
    fix_lines: Annotated[list[str], says("its lines: of a unified diff, or the command")]
    fix_verdict: Annotated[str, says("what comes of it")]


class OwnerEntry(TypedDict):
    """Whose the first cause is."""

    kind: Annotated[str, one_of(OwnerKind), says("who has to change something")]
    words: Annotated[str, says("the same in words")]
    documentation: Annotated[str, says('the page of uv\'s documentation with its anchor; "" where none says it')]
    recipient: Annotated[str, says('whom `text` is for, in words; "" for nobody')]
    text: Annotated[str, says('what can be sent to the publisher or to the administrator of the index; "" for none')]


class ThreadEntry(TypedDict):
    """The thread in which it was answered before."""

    numbers: Annotated[list[int], says("of uv's tracker, the most telling first")]
    title: Annotated[str, says("what it is about")]
    fixed_in: Annotated[str, says('the first uv that no longer does it; "" where none is known')]
    is_same_project: Annotated[bool, says("whether it is about the same project; else it is of the same kind")]


class NeededEntry(TypedDict):
    """A fact that has to be asked for."""

    field: Annotated[str, says("`python`, `platform`, `project` or `index`")]
    question: Annotated[str, says("in words")]
    outcomes: Annotated[dict[str, str], says("by plausible value, what comes out: how it ends, or a version")]
    about: Annotated[str, says('the project that shows it; "" for none')]


class AssumedEntry(TypedDict):
    """A fact that is not stated and makes no difference, or is shown by what was seen."""

    field: Annotated[str, says("`python` or `platform`")]
    value: Annotated[str, says("what was taken")]
    is_shown: Annotated[bool, says("whether it alone gives what the reporter saw")]


class TroubleEntry(TypedDict):
    """What a report is about instead of versions."""

    kind: Annotated[str, one_of(TroubleKind), says("what it is")]
    line: Annotated[int, says("of the report (1-based)")]
    quote: Annotated[str, says("the words that say it")]


class AdviceEntry(TypedDict):
    """A piece of advice that is usually given, as it was tried."""

    kind: Annotated[str, one_of(AdviceKind), says("what is said")]
    text: Annotated[str, says("what is said, and what came of it")]
    helps: Annotated[bool, says("whether there is an answer with it")]


class PartEntry(TypedDict):
    """One of several things that a report tells."""

    verdict: Annotated[str, one_of(Standing), says("what it came to")]
    commands: Annotated[list[str], says("that it is about; none where it is not about versions")]
    trouble: Annotated[TroubleEntry | None, says("what it is about instead of versions")]
    text: Annotated[str, says("all of it in words")]


class OpenEntry(TypedDict):
    """What is not known, since an index that the report names could not be asked; the default index was, instead."""

    indexes: Annotated[list[str], says("addresses of the indexes that decide")]
    projects: Annotated[list[str], says("whose versions they decide about, as far as they differ or surprise")]
    text: Annotated[str, says("the same in words")]


class LaidOverEntry(TypedDict):
    """A failure that the report states, laid over the index."""

    premise: Annotated[str, says("the address or the file, and its status: what the option `premises` takes")]
    line: Annotated[int, says("of the report (1-based); 0 for one that was stated beside it")]


class ReportVerdictDocument(TypedDict):
    """What became of an issue report (`report_verdict_to_json`)."""

    uv: Annotated[str, says("the version of uv that is emulated")]
    verdict: Annotated[str, one_of(Standing), says("what it came to")]
    verdict_in_words: Annotated[str, says("the same in words")]
    headline: Annotated[str, says("the same in a sentence")]
    parts: Annotated[list[PartEntry], says("the parts of a report with several bugs; none of one of one piece")]
    versions: Annotated[list[HeldVersionEntry], says("version by version")]
    files: Annotated[list[HeldFileEntry], says("file by file")]
    ends: Annotated[list[HeldEndEntry], says("command by command")]
    causes: Annotated[list[ReasonEntry], says("why, the one that the report is about first")]
    open: Annotated[OpenEntry | None, says("what an index decides that could not be asked; `null` for nothing")]
    advice: Annotated[list[AdviceEntry], says("what is usually said of the first cause, tried")]
    owner: Annotated[OwnerEntry | None, says("whose the first cause is; `null` where there is none")]
    fingerprint: Annotated[str, says('of the question: version, class, project, decisive file; "" without a cause')]
    thread: Annotated[ThreadEntry | None, says("where it was answered before; `null`: the table knows none")]
    needed: Annotated[list[NeededEntry], says("facts of which two plausible values give different outcomes")]
    assumed: Annotated[list[AssumedEntry], says("facts that were taken")]
    trouble: Annotated[TroubleEntry | None, says("what it is about instead of versions; `null`: about versions")]
    premises: Annotated[list[LaidOverEntry], says("failures that were laid over the index")]
    notes: Annotated[list[str], says("what the verdict rests on, in sentences")]
    as_of: Annotated[str, says('the day of the index; "" for today')]
    labels: Annotated[list[str], says("labels that may be given to it")]
    reply: Annotated[str, says("a drafted reply in Markdown; it is never sent by itself")]
