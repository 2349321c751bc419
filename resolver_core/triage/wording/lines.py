"""A verdict as plain lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.triage.labels import DEFAULT_VOCABULARY, Vocabulary, labels_of
from resolver_core.triage.verdict import Verdict
from resolver_core.triage.wording.verdicts import (
    OWNERS,
    advice_words,
    changed_since,
    headline,
    notes,
    open_words,
    part_words,
    question,
    text_for_publisher,
    thread_words,
)

MOST_CAUSES = 3
"""Causes that are told."""


def verdict_lines(verdict: Verdict, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> Iterator[str]:
    """Everything that a verdict says, the verdict itself first."""
    yield headline(verdict)
    if verdict.trouble is not None:
        yield f"  line {verdict.trouble.line}: {verdict.trouble.quote}"
    yield from (f"  asked: {question(one)}" for one in verdict.needed)
    yield from (f"  part: {part_words(one)}" for one in verdict.parts)
    yield from _held(verdict)
    for cause in verdict.causes[:MOST_CAUSES]:
        yield f"  cause: {cause.cause_class} ({cause.proof}): {cause.summary}"
        yield from (f"    changed: {text}" for text in cause.experiments)
        if cause.fix_title:
            yield f"    fix: {cause.fix_title}: {cause.fix_verdict}"
        yield from (f"      {line}" for line in cause.fix_lines)
    yield from (f"  tried: {advice_words(one)}" for one in verdict.advice)
    if still_open := open_words(verdict):
        yield f"  open: {still_open}"
    if verdict.owner is not None:
        page = f" ({verdict.owner.documentation})" if verdict.owner.documentation else ""
        yield f"  where it lies: {OWNERS[verdict.owner.kind]}{page}"
    for name, text in (
        ("to send", text_for_publisher(verdict)),
        ("since then", changed_since(verdict)),
        ("known", thread_words(verdict)),
        ("fingerprint", "" if verdict.fingerprint is None else verdict.fingerprint.text),
        ("labels", ", ".join(labels_of(verdict, vocabulary))),
    ):
        if text:
            yield f"  {name}: {text}"
    yield from (f"  note: {note}" for note in notes(verdict))


def _held(verdict: Verdict) -> Iterator[str]:
    for end in verdict.held.ends:
        theirs, ours = (("fails" if failed else "succeeds") for failed in (end.failed, end.ours_failed))
        yield f"  {_mark(end.holds)} {end.command}: {theirs} there, {ours} here"
    for one in verdict.held.versions:
        ours = ", ".join(one.ours) or "absent"
        yield f"  {_mark(one.holds)} {one.project} {', '.join(one.observed)} there, {ours} here ({one.command})"
    for file in verdict.held.files:
        yield f"  {_mark(file.holds)} {file.observed} there, {file.ours or 'no file'} here"


def _mark(holds: bool) -> str:
    return "=" if holds else "!"
