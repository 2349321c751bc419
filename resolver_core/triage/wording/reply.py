"""The drafted reply, in Markdown: verdict, cause with its proof, fix, what to try, permalink. Short and kind."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.exports.markdown import code, plain
from resolver_core.triage.needed_facts import INDEX
from resolver_core.triage.owners import OwnerKind
from resolver_core.triage.standing import Standing
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
    thread_words,
)

PERMALINK = "{permalink}"
"""Stands in a draft where the address of the result belongs."""
DOCUMENTATION = "uv's documentation"
MOST_ROWS = 5
"""Differences that a reply names."""


def reply(verdict: Verdict, permalink: str = PERMALINK) -> str:
    """The drafted reply; `permalink` is where the result can be opened."""
    blocks = [
        f"Thank you for the report! {plain(headline(verdict))}",
        *_differing(verdict),
        *_parts(verdict),
        *_asking(verdict),
    ]
    if verdict.standing is not Standing.NOT_ABOUT_RESOLUTION:
        blocks += [*_why(verdict), *_what_to_do(verdict), *_open(verdict)]
    else:
        blocks += _elsewhere(verdict)
    blocks += [plain(text) for text in (changed_since(verdict), thread_words(verdict)) if text]
    rests = " ".join(notes(verdict)) if verdict.trouble is None else ""
    blocks += [f"*{plain(rests)}*"] if rests else []
    blocks += [f"The whole answer, to look at and to repeat: {permalink}"] if verdict.trouble is None else []
    return "\n\n".join(blocks) + "\n"


def _parts(verdict: Verdict) -> Iterator[str]:
    beside = [one for one in verdict.parts if one.trouble is not None]
    if beside:
        told = "\n".join(f"- {plain(part_words(one))}" for one in beside)
        yield f"The report also tells of something else:\n\n{told}"


def _differing(verdict: Verdict) -> Iterator[str]:
    rows = [one for one in verdict.held.versions if not one.holds]
    if rows and verdict.standing in (Standing.PARTLY, Standing.NOT_REPRODUCED):
        told = [
            f"{code(one.project)} {plain(', '.join(one.observed))} in the report, "
            f"{plain(', '.join(one.ours)) or 'absent'} here"
            for one in rows[:MOST_ROWS]
        ]
        more = f", and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else ""
        yield f"What differs: {'; '.join(told)}{more}."


def _asking(verdict: Verdict) -> Iterator[str]:
    if verdict.needed:
        yield "Could you tell us:\n\n" + "\n".join(f"- {plain(question(one))}" for one in verdict.needed)


def _why(verdict: Verdict) -> Iterator[str]:
    cause = verdict.cause
    if cause is None or verdict.standing is Standing.NEEDS_INFORMATION:
        return
    proof = "shown by solving again with only that changed" if cause.is_proven else "not proven"
    owner = "" if verdict.owner is None else f" {_owner(verdict.owner.kind)}"
    page = verdict.owner.documentation if verdict.owner is not None else ""
    see = f" See {code(page)} in {DOCUMENTATION}." if page else ""
    yield f"**Why.** {plain(cause.summary)} *({proof})*{owner}{see}"


def _owner(kind: OwnerKind) -> str:
    if kind is OwnerKind.UV_AS_DOCUMENTED:
        return f"{_sentence(OWNERS[kind])}."
    return f"The cause lies in {OWNERS[kind]}."


def _open(verdict: Verdict) -> Iterator[str]:
    text = open_words(verdict)
    if text and not any(one.field == INDEX for one in verdict.needed):  # else it is asked for already
        yield f"**Open.** {plain(text)}"


def _what_to_do(verdict: Verdict) -> Iterator[str]:
    cause = verdict.cause
    if cause is None or verdict.standing is Standing.NEEDS_INFORMATION:
        return
    if cause.fix_title:
        told = ": ".join(plain(one) for one in (_sentence(cause.fix_title), cause.fix_verdict) if one)
        yield f"**What helps.** {told}.{_edit(cause.fix_lines)}"
    if verdict.advice:
        advised = "\n".join(f"- {plain(advice_words(one))}" for one in verdict.advice)
        yield f"**Usual advice, tried on this project.**\n\n{advised}"
    in_vain = [plain(f"{title} ({came})" if came else title) for title, came in cause.in_vain[:2] if title]
    if in_vain:
        yield f"Tried, and it does not help: {'; '.join(in_vain)}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _edit(lines: tuple[str, ...]) -> str:
    is_edit = any(line[:1] in ("+", "-") for line in lines)
    return f"\n\n```{'diff' if is_edit else 'console'}\n" + "\n".join(lines) + "\n```" if lines else ""


def _elsewhere(verdict: Verdict) -> Iterator[str]:
    if verdict.trouble is not None:
        quote = code(verdict.trouble.quote)
        where = f"Line {verdict.trouble.line} of the report shows it"
        yield f"{where}: {quote}. It does not depend on which versions are chosen."
