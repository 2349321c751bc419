"""Two parts with the same questions, and how their answers differ."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden.canonical import canonical
from tests.golden.collected import Part
from tests.golden.renaming import NOTHING, Renaming


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that is not the same; None on the side that does not have it."""

    name: str
    before: str | None
    after: str | None
    is_blank: bool = False  #: whether nothing but blanks between the words of a page differ

    def __str__(self) -> str:
        return "\n".join((f"{self.name}: {self.summary}", *self.diff()))

    @property
    def summary(self) -> str:
        """What kind of difference it is."""
        if self.before is None:
            return "there is no such answer before"
        if self.after is None:
            return "there is no such answer any more"
        return "only the blanks between words differ" if self.is_blank else "differs"

    def diff(self) -> list[str]:
        """The lines of a unified diff; none where one side lacks the answer."""
        if self.before is None or self.after is None:
            return []
        return unified_diff(self.before, self.after)


def differences(before: Part, after: Part, renaming: Renaming = NOTHING) -> Iterator[Difference]:
    """Every answer that differs, in the order of asking. `renaming` is done to the side before."""
    for name in dict.fromkeys((*before.answers, *after.answers)):
        old = canonical(before, name, renaming) if name in before.answers else None
        new = canonical(after, name) if name in after.answers else None
        if old != new:
            yield Difference(name, old, new, _is_blank(before, after, name, renaming))


def _is_blank(before: Part, after: Part, name: str, renaming: Renaming) -> bool:
    if name not in before.answers or name not in after.answers:
        return False
    old, new = canonical(before, name, renaming, with_blanks=False), canonical(after, name, with_blanks=False)
    return old == new


def unified_diff(before: str, after: str) -> list[str]:
    """The lines of a unified diff of two texts, made by git: it is quick with long ones."""
    with TemporaryDirectory(prefix="golden-diff-") as folder:
        for name, text in (("before", before), ("after", after)):
            Path(folder, name).write_text(text, "utf-8")
        command = ["git", "diff", "--no-index", "--no-color", "--no-ext-diff", "--unified=3", "before", "after"]
        done = subprocess.run(command, cwd=folder, capture_output=True)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return [line for line in lines if not line.startswith(("diff --git", "index "))]
