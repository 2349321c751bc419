"""A ladder as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from resolver_core.cli.table import table
from resolver_core.cli.text_report import SINGLE, UNIVERSAL, plain
from resolver_core.explain.explanation import Ladder, Rung
from resolver_core.explain.wording.standings import standing_in_words


def ladder_lines(ladder: Ladder) -> Iterator[str]:
    """The lines of a ladder; text from outside is stripped of control characters."""
    return map(plain, _lines(ladder))


def _lines(ladder: Ladder) -> Iterator[str]:
    yield f"{ladder.project}, every version at {ladder.target.label}:"
    yield from table(("version", "uploaded", "", ""), [_row(rung) for rung in ladder.rungs])


def _row(rung: Rung) -> tuple[tuple[str, ...], ...]:
    words = [(mode, standing_in_words(each)) for mode, each in ((SINGLE, rung.single), (UNIVERSAL, rung.universal))]
    if words[0][1] == words[1][1]:
        words = [("both", words[0][1])]
    versions = (f"{rung.versions[0]} …", str(rung.versions[-1])) if len(rung.versions) > 1 else (str(rung.versions[0]),)
    uploaded = "-" if rung.uploaded_at is None else f"{rung.uploaded_at:%Y-%m-%d}"
    count = (uploaded, f"{len(rung.versions)} versions") if len(rung.versions) > 1 else (uploaded,)
    return versions, count, tuple(mode for mode, _ in words), tuple(text for _, text in words)
