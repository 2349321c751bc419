"""An `Explanation` as a JSON document, and as Markdown for an issue comment (docs/documents.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from resolver_core.explain.explanation import (
    Cause,
    Divergence,
    Evidence,
    Experiment,
    Explanation,
    Finding,
    Fix,
    Ladder,
    ModeFailure,
    Proof,
    Rung,
    Side,
    Standing,
    State,
)
from resolver_core.explain.lab.changes import Alteration, SettingChange
from resolver_core.explain.narrowing import Step
from resolver_core.explain.questions import Answer
from resolver_core.policy import UV_VERSION
from resolver_core.targets.environment import Environment

Json = dict[str, object]

SCHEMA_VERSION = 1


def explanation_to_json(explanation: Explanation) -> Json:
    """The document of an explanation."""
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "targets": [_target(target) for target in explanation.targets],
        "failures": [_failure(entry) for entry in explanation.failures],
        "findings": [_finding(entry) for entry in explanation.findings],
        "divergences": [_divergence(entry) for entry in explanation.divergences],
        "solves": explanation.solves,
        "complete": explanation.complete,
    }


def _target(target: Environment | None) -> Json | None:
    if target is None:
        return None
    return {"python": target.python, "platform": target.platform, "label": target.label}


def _failure(entry: ModeFailure) -> Json:
    return {
        "mode": entry.mode,
        "target": _target(entry.target),
        "kind": entry.kind,
        "filename": entry.filename,
        "status_code": entry.status_code,
        "projects": list(entry.projects),
        "cause": _cause(entry.cause),
        "further_causes": [_cause(cause) for cause in entry.further_causes],
        "fixes": [_fix(fix) for fix in entry.fixes],
    }


def _finding(entry: Finding) -> Json:
    return {
        "project": entry.project,
        "mode": entry.mode,
        "target": _target(entry.target),
        "cause": _cause(entry.cause),
        "fixes": [_fix(fix) for fix in entry.fixes],
    }


def _divergence(entry: Divergence) -> Json:
    return {
        "project": entry.project,
        "target": _target(entry.target),
        "difference": entry.difference.value,
        "single": _side(entry.single),
        "universal": _side(entry.universal),
        "root": entry.root,
        "consequence_of": entry.consequence_of,
        "cause": None if entry.cause is None else _cause(entry.cause),
        "further_causes": [_cause(cause) for cause in entry.further_causes],
        "fixes": [_fix(fix) for fix in entry.fixes],
    }


def _side(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {
        "version": side.version,
        "source": side.source,
        "metadata_from": side.metadata_from,
        "install_file": side.install_file,
    }


def _cause(cause: Cause) -> Json:
    return {
        "class": cause.cause_class.value,
        "axes": [axis.value for axis in cause.axes],
        "proven": cause.proof is Proof.PROVEN,
        "proof": cause.proof.value,
        "summary": cause.summary,
        "evidence": [_evidence(entry) for entry in cause.evidence],
        "experiments": [_experiment(entry) for entry in cause.experiments],
    }


def _evidence(entry: Evidence) -> Json:
    return {"kind": entry.kind, "text": entry.text, "filename": entry.filename}


def _experiment(entry: Experiment) -> Json:
    return {
        "title": entry.title,
        "start": entry.start.value,
        "target": _target(entry.target),
        "about": entry.about,
        "axes": [axis.value for axis in entry.axes],
        "settings": [_setting(change) for change in entry.change.settings],
        "index": [_alteration(alteration) for alteration in entry.change.index],
        "requirements": list(entry.change.requirements),
        "constraints": list(entry.change.constraints),
        "edit": entry.edit,
        "text": entry.change.text,
        "outcome": entry.outcome,
        "expected": entry.expected,
        "supports": entry.supports,
        "undecided": entry.undecided,
    }


def _setting(change: SettingChange) -> Json:
    return {"name": change.name, "value": change.value, "project": change.project}


def _alteration(alteration: Alteration) -> Json:
    return {"kind": alteration.kind.value, "project": alteration.project, "detail": alteration.detail}


def _fix(fix: Fix) -> Json:
    return {
        "title": fix.title,
        "patch": fix.patch,
        "text": fix.text,
        "verdict": fix.verdict,
        "agrees": fix.agrees,
        "moves": list(fix.moves),
    }


def answers_to_json(answers: Iterable[Answer]) -> Json:
    """The document of answers to questions."""
    return {"schema_version": SCHEMA_VERSION, "uv": UV_VERSION, "answers": [_answer(answer) for answer in answers]}


def _answer(answer: Answer) -> Json:
    return {
        "question": answer.question,
        "mode": answer.mode,
        "target": _target(answer.target),
        "sentences": list(answer.sentences),
        "steps": [_step(step) for step in answer.steps],
        "experiments": [_experiment(experiment) for experiment in answer.experiments],
        "moves": list(answer.moves),
    }


def _step(step: Step) -> Json:
    newest = None if step.newest is None else str(step.newest)
    return {"text": step.text, "left": step.left, "newest": newest, "line": step.line}


def ladders_to_json(ladders: Iterable[Ladder]) -> Json:
    """The document of several ladders."""
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "ladders": [ladder_to_json(ladder) for ladder in ladders],
    }


def ladder_to_json(ladder: Ladder) -> Json:
    """The document of a ladder."""
    return {
        "project": ladder.project,
        "target": _target(ladder.target),
        "rungs": [_rung(rung) for rung in ladder.rungs],
    }


def _rung(rung: Rung) -> Json:
    return {
        "newest": str(rung.versions[0]),
        "oldest": str(rung.versions[-1]),
        "count": len(rung.versions),
        "versions": [str(version) for version in rung.versions],
        "prereleases": rung.prereleases,
        "uploaded_at": None if rung.uploaded_at is None else rung.uploaded_at.isoformat(),
        "single": _standing(rung.single),
        "universal": _standing(rung.universal),
    }


def _standing(standing: Standing | None) -> Json | None:
    if standing is None:
        return None
    return {
        "state": standing.state.value,
        "kind": standing.kind,
        "text": standing.text,
        "line": standing.line,
        "path": list(standing.path),
        "where": standing.where,
        "detail": standing.detail,
        "files": list(standing.files),
        "elsewhere": [_standing(other) for other in standing.elsewhere],
    }


def ladder_to_markdown(ladder: Ladder) -> str:
    """The ladder for an issue comment."""
    lines = [f"### {ladder.project}, every version ({ladder.target.label})", ""]
    for rung in ladder.rungs:
        run = f"{rung.versions[0]} … {rung.versions[-1]} ({len(rung.versions)})"
        name = run if len(rung.versions) > 1 else str(rung.versions[0])
        single, universal = (standing_in_words(each, mark="`", bold="**") for each in (rung.single, rung.universal))
        said = f"both modes: {single}" if single == universal else f"single-platform: {single}; universal: {universal}"
        lines.append(f"- {name}: {said}")
    return "\n".join(lines) + "\n"


def standing_in_words(standing: Standing | None, *, mark: str = "", bold: str = "") -> str:
    """All that is known of a version in one mode; names of files and markers between `mark`s."""
    if standing is None:
        return "not needed by this mode"
    said = f"{bold}taken{bold}" if standing.state is State.TAKEN else standing.text
    if standing.detail:
        said += f" ({standing.detail})"
    if standing.kind == "no-file" and standing.files:
        said += f", nearest {', '.join(f'{mark}{name}{mark}' for name in standing.files)}"
    if len(standing.path) > 1:
        said += f" ({' → '.join(standing.path)})"
    if standing.where:
        said += f" where {mark}{standing.where}{mark}"
    return "; ".join((said, *(standing_in_words(each, mark=mark, bold=bold) for each in standing.elsewhere)))


def answers_to_markdown(answers: Iterable[Answer]) -> str:
    """The answers for an issue comment, or a terminal."""
    return "\n".join(line for answer in answers for line in _answer_lines(answer)).strip() + "\n"


def _answer_lines(answer: Answer) -> Iterator[str]:
    yield f"\n### {answer.question} ({answer.mode}, {answer.target.label})\n"
    for step in answer.steps:
        newest = "none" if step.newest is None else f"newest {step.newest}"
        yield f"- {step.text}: {step.left} left, {newest}"
    if answer.steps:
        yield ""
    yield from answer.sentences
    if answer.moves:
        yield f"It moves: {'; '.join(answer.moves)}."


def explanation_to_markdown(explanation: Explanation) -> str:
    """The explanation for an issue comment."""
    return "\n".join(_markdown(explanation)).strip() + "\n"


def _markdown(explanation: Explanation) -> Iterator[str]:
    yield f"Checked with Whichwheel, which emulates uv {UV_VERSION}."
    for failure in explanation.failures:
        yield from _section(f"The {failure.mode} solve fails", failure.cause, failure.fixes)
        yield from _further(failure.further_causes)
    for divergence in explanation.divergences:
        if divergence.root and divergence.cause is not None:
            follows = [e.project for e in explanation.divergences if e.consequence_of == divergence.project]
            yield from _section(f"`{divergence.project}` differs", divergence.cause, divergence.fixes)
            yield from _further(divergence.further_causes)
            if follows:
                yield f"{len(follows)} follow from it: {', '.join(f'`{name}`' for name in follows)}."
    for finding in explanation.findings:
        yield from _section(f"`{finding.project}` is surprising", finding.cause, finding.fixes)
    if not (explanation.failures or explanation.divergences or explanation.findings):
        yield "Both modes agree, and nothing about the answer is surprising."


def _further(causes: tuple[Cause, ...]) -> Iterator[str]:
    for cause in causes:
        if cause.proof is Proof.PROVEN:
            yield f"\nAlso: {cause.summary} *({cause.cause_class.value}: proven by solving again)*"


def _section(title: str, cause: Cause, fixes: tuple[Fix, ...]) -> Iterator[str]:
    yield f"\n### {title}\n"
    state = {Proof.PROVEN: "proven by solving again", Proof.NOT_PROVEN: "not proven", Proof.UNDECIDED: "undecided"}
    yield f"{cause.summary} *({cause.cause_class.value}: {state[cause.proof]})*"
    for experiment in cause.experiments:
        if cause.proof is Proof.PROVEN:
            yield f"- {experiment.title}: {experiment.outcome}"
    for fix in fixes:
        yield f"\n{fix.title}: {fix.verdict}.\n\n```diff\n{fix.patch}```"
        if fix.moves:
            yield f"It also moves: {'; '.join(fix.moves[:8])}{' …' if len(fix.moves) > 8 else ''}."
