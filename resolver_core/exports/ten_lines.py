"""The answer in ten lines of Markdown: what differs, why, what to do, and under which circumstances."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resolver_core.answer.resolution import Outcome
from resolver_core.codec.explanation import (
    CauseEntry,
    DivergenceEntry,
    DivergenceSideEntry,
    ExplanationDocument,
    FindingEntry,
    FixEntry,
    ModeFailureEntry,
)
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording.names import class_in_words
from resolver_core.explain.wording.numbers import counted
from resolver_core.explain.wording.sentences import sentences
from resolver_core.exports.markdown import code, plain
from resolver_core.policy import UV_VERSION

PROOFS = {
    "proven": "proven by solving again",
    "not-proven": "not proven",
    "undecided": "the recorded data do not decide",
}
MOST_EDITED = 3
"""Lines of a fix that are shown in a line of the answer."""
MOST_ROWS = 200
"""Projects in the table."""

Told = ModeFailureEntry | DivergenceEntry | FindingEntry


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What belongs under an answer: the date as it was typed, what the real uv says, and where the whole answer is."""

    as_of: str = ""
    checked: str = ""
    url: str = ""


NO_CIRCUMSTANCES = Circumstances()


def ten_lines(explanation: ExplanationDocument, circumstances: Circumstances = NO_CIRCUMSTANCES) -> str:
    """At most ten lines, to be pasted into an issue; the table of all that differs is folded in the last one."""
    told = _first(explanation)
    blocks = _agreeing(explanation) if told is None else list(_telling(explanation, told))
    blocks.append(_circumstances(circumstances))
    differing = explanation["divergences"]
    if len(differing) > 1:
        blocks.append(_table(differing))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _first(explanation: ExplanationDocument) -> Told | None:
    """What the answer is about: a mode without an answer, else what differs first, else what surprises."""
    roots = [entry for entry in explanation["divergences"] if entry["cause"] is not None]
    told: list[Told] = [*explanation["failures"], *roots, *explanation["findings"]]
    return told[0] if told else None


def _agreeing(explanation: ExplanationDocument) -> list[str]:
    places = ", ".join(f"Python {each['python']} on {each['platform']}" for each in explanation["targets"])
    return [f"`uv sync` and `uv pip install` agree at {plain(places)}, and nothing is worth a look."]


def _telling(explanation: ExplanationDocument, told: Told) -> Iterator[str]:
    cause = told["cause"]
    assert cause is not None
    first, *reason = sentences(cause["summary"])
    if "project" not in told:
        first, reason = _without_answer(explanation, told), [first, *reason]
    others = [entry for entry in explanation["divergences"] if entry is not told]
    follows = [entry for entry in others if entry["consequence_of"] == told.get("project")]
    yield f"**{plain(first)}**{_others(len(others), len(follows))}"
    yield f"{plain(' '.join(reason))} *({_proof(cause)})*".strip()
    yield _fix(_whole(explanation) if _leaves_others(told["fixes"]) else told["fixes"]) or _fix(told["fixes"])


def _others(number: int, following: int) -> str:
    """How many other projects differ, and how many of them for the same reason."""
    if not number:
        return ""
    said = f" {counted(number, 'other project')} differ{'s' if number == 1 else ''}"
    if following == number:
        return f"{said} because of it."
    return f"{said}, {following} of them because of it." if following else f"{said}."


def _without_answer(explanation: ExplanationDocument, failure: ModeFailureEntry) -> str:
    """Which command has no answer, and whether the other one does."""
    target, failing = failure["target"], {each["mode"] for each in explanation["failures"]}
    where = "" if target is None else f" on Python {target['python']} on {target['platform']}"
    if len(failing) > 1:
        return f"Neither uv lock nor uv pip install{where} has a solution."
    ends = "finds no versions" if failure["kind"] == Outcome.UNSATISFIABLE.value else "cannot be finished"
    if failure["mode"] == Start.UNIVERSAL.value:
        return f"uv lock {ends}; uv pip install{where} finds a solution."
    return f"uv pip install{where} {ends}; uv lock finds a solution."


def _proof(cause: CauseEntry) -> str:
    name = "" if cause["class"] == "not-proven" else f"{class_in_words(cause['class'])}: "
    return f"{name}{PROOFS.get(cause['proof'], cause['proof'])}"


def _leaves_others(fixes: Sequence[FixEntry]) -> bool:
    """Whether the first fix that helps is not the whole answer."""
    return any(fix.get("still_differ") for fix in [fix for fix in fixes if fix["agrees"]][:1])


def _whole(explanation: ExplanationDocument) -> list[FixEntry]:
    """The fixes of any project after which nothing differs."""
    every = (fix for entry in explanation["divergences"] for fix in entry["fixes"])
    return [fix for fix in every if fix["agrees"] and not fix.get("still_differ")]


def _fix(fixes: Sequence[FixEntry]) -> str:
    """The first fix that helps, in one line."""
    fix = next((fix for fix in fixes if fix["agrees"]), None)
    if fix is None:
        return "No edit that was tried helps." if fixes else ""
    lines = [line for line in fix["patch"].splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    lines = [fix["command"]] if fix.get("command") else lines
    edit = f" ({', '.join(map(code, lines))})" if 0 < len(lines) <= MOST_EDITED else ""
    return f"What helps: {plain(fix['title'])}{edit}: {plain(fix['verdict'])}."


def _circumstances(circumstances: Circumstances) -> str:
    parts = [f"as of {plain(circumstances.as_of)}"] if circumstances.as_of else []
    parts += [f"as uv {UV_VERSION} resolves it"]
    parts += [plain(circumstances.checked)] if circumstances.checked else []
    parts += [f"<{circumstances.url}>"] if circumstances.url else []
    said = " · ".join(parts)
    return said[:1].upper() + said[1:]


def _table(divergences: Sequence[DivergenceEntry]) -> str:
    rows = "".join(
        f"<tr><td>{_cell(entry['project'])}</td><td>{_version(entry['universal'])}</td>"
        f"<td>{_version(entry['single'])}</td></tr>"
        for entry in divergences[:MOST_ROWS]
    )
    head = "<tr><th>project</th><th>uv sync</th><th>uv pip install</th></tr>"
    title = f"All {len(divergences)} that differ"
    return f"<details><summary>{title}</summary><table>{head}{rows}</table></details>"


def _version(side: DivergenceSideEntry | None) -> str:
    return "-" if side is None else _cell(side["version"])


def _cell(text: str) -> str:
    return html.escape(" ".join(text.split()))
