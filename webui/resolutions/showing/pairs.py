"""Two permalinks side by side: what changed in the text, and which projects came out otherwise."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from resolver_core import Aspect, Held, first_difference, held_versions
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Submission
from webui.resolutions.showing import formats
from webui.resolutions.showing.facts import options
from webui.resolutions.showing.patches import PatchLine

SIDES = ((Label.SINGLE, "●"), (Label.UNIVERSAL, "◆"))
CONTEXT_LINES = 3


_WORDS = {Aspect.VERSION: "version", Aspect.SOURCE: "index", Aspect.METADATA_FILE: "metadata file"}


@dataclass(frozen=True, slots=True)
class Change:
    """A project that came out otherwise. `word` is what changed first."""

    project: str
    before: tuple[Held, ...]
    after: tuple[Held, ...]
    word: str


@dataclass(frozen=True, slots=True)
class SideChanges:
    """The changes of one kind of answer; `trouble` where there are no two sets of versions."""

    kind: str
    glyph: str
    word: str
    changes: tuple[Change, ...]
    same: int
    trouble: str


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option that was asked otherwise; "" where it was left to the text."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Pair:
    """Everything that `/c/<a>..<b>` shows."""

    before: Submission
    after: Submission

    @property
    def is_running(self) -> bool:
        """Whether either answer still changes."""
        return self.before.is_running or self.after.is_running

    @cached_property
    def text_lines(self) -> list[PatchLine]:
        """The changed text as a unified diff, then the other files that changed; nothing where all is the same."""
        return [*_patch(self.before.text, self.after.text), *_patches(self.before.files, self.after.files)]

    @cached_property
    def lock_lines(self) -> list[PatchLine]:
        """The same for the pasted locks."""
        return list(_patch(self.before.lock, self.after.lock))

    @cached_property
    def options(self) -> list[OptionChange]:
        """The options that differ."""
        left, right = (_facts(one) for one in (self.before, self.after))
        names = dict.fromkeys([*left, *right])
        return [
            OptionChange(name, left.get(name, ""), right.get(name, ""))
            for name in names
            if left.get(name) != right.get(name)
        ]

    @cached_property
    def sides(self) -> list[SideChanges]:
        """The changes of the main target's answer and of the universal one."""
        return [_side(self.before, self.after, label, glyph) for label, glyph in SIDES]

    @property
    def headline(self) -> str:
        """How much came out otherwise."""
        if self.is_running:
            return "One of the two answers is not there yet."
        parts = [
            f"{side.glyph} {formats.count(len(side.changes), 'project')}" for side in self.sides if not side.trouble
        ]
        if not parts:
            return "There are no two answers to compare."
        changed = any(side.changes for side in self.sides)
        return f"Changed: {', '.join(parts)}." if changed else "Both answers came out the same."


def _facts(submission: Submission) -> dict[str, str]:
    return {fact.name: fact.value for fact in options(submission.asked)}


def _patches(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[PatchLine]:
    """The changes of files, each below its path."""
    for path in sorted({*before, *after}):
        changed = list(_patch(before.get(path, ""), after.get(path, "")))
        if changed:
            yield PatchLine(path, "place")
            yield from changed


def _patch(before: str, after: str) -> Iterator[PatchLine]:
    kinds = {"+": "added", "-": "removed", "@": "place"}
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=CONTEXT_LINES)
    for number, line in enumerate(lines):
        if number > 1:  # the first two name the files
            yield PatchLine(line, kinds.get(line[:1], ""))


def _side(before: Submission, after: Submission, label: Label, glyph: str) -> SideChanges:
    solves = before.solve(label), after.solve(label)
    documents = [solve.document for solve in solves if solve.document and solve.outcome == "solved"]
    if len(documents) < 2:
        ends = " / ".join(solve.outcome or solve.get_state_display() for solve in solves)
        return SideChanges(label.value, glyph, label.label, (), 0, ends)
    left, right = (held_versions(document) for document in documents)
    names = sorted(left.keys() | right.keys())
    found = [Change(name, left.get(name, ()), right.get(name, ()), "") for name in names]
    changes = tuple(
        Change(one.project, one.before, one.after, word) for one in found if (word := _word(one.before, one.after))
    )
    return SideChanges(label.value, glyph, label.label, changes, len(found) - len(changes), "")


def _word(before: tuple[Held, ...], after: tuple[Held, ...]) -> str:
    """What changed, "" for nothing."""
    if not before or not after:
        return "removed" if before else "added"
    different = first_difference(before, after, _WORDS)
    return "" if different is None else _WORDS[different]
