"""An explanation as Markdown, to be pasted into an issue."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.explain.explanation import Cause, Explanation, Fix, ModeFailure, Proof
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording.names import class_in_words, command
from resolver_core.policy import UV_VERSION


def explanation_to_markdown(explanation: Explanation) -> str:
    """The explanation for an issue comment."""
    return "\n".join(_markdown(explanation)).strip() + "\n"


def _markdown(explanation: Explanation) -> Iterator[str]:
    yield f"Checked with Whichwheel, which emulates uv {UV_VERSION}."
    if explanation.assumptions:
        yield "\nEverything below rests on what is assumed:\n"
        yield from (f"- {sentence}" for sentence in explanation.assumptions)
    for failure in explanation.failures:
        yield from _section(f"`{command(Start(failure.mode))}` has no solution", failure.cause, failure.fixes)
        yield from _further(failure.further_causes)
        if failure is not explanation.failures[0] and _helps(explanation.failures[0]) and not _helps(failure):
            yield "\nWhat helps stands above."
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
        yield "Both modes agree on everything, and nothing is worth a look."


def _helps(failure: ModeFailure) -> bool:
    return any(fix.is_offered and fix.agrees for fix in failure.fixes)


def _further(causes: tuple[Cause, ...]) -> Iterator[str]:
    for cause in causes:
        if cause.proof is Proof.PROVEN:
            yield f"\nAlso: {cause.summary} *({class_in_words(cause.cause_class.value)}: proven by solving again)*"


def _section(title: str, cause: Cause, fixes: tuple[Fix, ...]) -> Iterator[str]:
    yield f"\n### {title}\n"
    state = {Proof.PROVEN: "proven by solving again", Proof.NOT_PROVEN: "not proven", Proof.UNDECIDED: "undecided"}
    yield f"{cause.summary} *({class_in_words(cause.cause_class.value)}: {state[cause.proof]})*"
    if cause.details:
        yield f"\n<details><summary>More</summary>\n\n{' '.join(cause.details)}\n\n</details>\n"
    for experiment in cause.experiments:
        if cause.proof is Proof.PROVEN:
            yield f"- {experiment.title}: {experiment.outcome}"
    for fix in (fix for fix in fixes if fix.is_offered):
        yield f"\n{fix.title}: {fix.verdict}."
        if fix.command:
            yield f"\n```sh\n{fix.command}\n```"
        if fix.patch:
            yield f"\n```diff\n{fix.patch}```"
        if fix.moves:
            yield "\nEverything it moves:\n"
            yield from (f"- {move}" for move in fix.moves)
    in_vain = [f"{fix.title} ({fix.verdict})" for fix in fixes if not fix.is_offered]
    if in_vain:
        yield f"\n<details><summary>Tried too, and not offered</summary>\n\n{'; '.join(in_vain)}.\n\n</details>\n"
