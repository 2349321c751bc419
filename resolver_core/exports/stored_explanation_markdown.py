"""Everything that a stored explanation says, as Markdown: as explanation_markdown.py says it of a fresh one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resolver_core.codec.explanation import CauseEntry, ExplanationDocument, FixEntry
from resolver_core.explain.wording.names import class_in_words
from resolver_core.exports.markdown import code, fenced
from resolver_core.policy import UV_VERSION

_PROOFS = {"proven": "proven by solving again", "not-proven": "not proven", "undecided": "undecided"}
_COMMANDS = {"single": "uv pip install", "universal": "uv lock"}


def stored_explanation_to_markdown(explanation: ExplanationDocument) -> str:
    """The explanation of all targets."""
    return "\n".join(_markdown(explanation)).strip() + "\n"


def _markdown(explanation: ExplanationDocument) -> Iterator[str]:
    yield f"Checked with Whichwheel, which emulates uv {UV_VERSION}."
    if not (explanation["failures"] or explanation["divergences"] or explanation["findings"]):
        yield "Both modes agree on everything, and nothing is worth a look."
    for failure in explanation["failures"]:
        title = f"{code(_COMMANDS.get(failure['mode'], failure['mode']))} has no solution"
        yield from _section(title, [failure["cause"], *failure.get("further_causes", ())], failure["fixes"])
    for divergence in explanation["divergences"]:
        if divergence["cause"] is not None:
            causes = [divergence["cause"], *divergence.get("further_causes", ())]
            yield from _section(f"{code(divergence['project'])} differs", causes, divergence["fixes"])
    for finding in explanation["findings"]:
        yield from _section(f"{code(finding['project'])} is surprising", [finding["cause"]], finding["fixes"])


def _section(title: str, causes: Sequence[CauseEntry | None], fixes: Sequence[FixEntry]) -> Iterator[str]:
    yield f"\n### {title}\n"
    for cause in causes:
        if cause is not None:
            proof = _PROOFS.get(cause["proof"], cause["proof"])
            yield f"{cause['summary']} *({class_in_words(cause['class'])}: {proof})*"
            yield from (f"\n{sentence}" for sentence in cause.get("details", ()))
            yield from (f"- {one['title']}: {one['outcome']}" for one in cause["experiments"])
            yield ""
    for fix in fixes:
        yield f"{fix['title']}: {fix['verdict']}."
        yield from (f"\n{fenced(lines.splitlines())}" for lines in (fix.get("command", ""), fix["patch"]) if lines)
        yield from (f"- {move}" for move in fix["moves"])
