"""A ladder as Markdown, to be pasted into an issue."""

from __future__ import annotations

from resolver_core.explain.explanation import Ladder
from resolver_core.explain.wording.standings import standing_in_words


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
