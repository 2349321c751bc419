"""Edits of the range of Pythons that change it as little as works, and another Python in place of the target's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packaging.utils import NormalizedName

from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.python_ranges import Range, range_of, with_requires_python
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording import fixes as words
from resolver_core.policy import requires_python_of
from resolver_core.targets.named import target

MOST_OTHER_PYTHONS = 3
"""Other minor versions of Python that are tried in place of the target's."""
SOLVES_KEPT = 12
"""Solves that a search for the widest range leaves for others."""


def widest_python(laboratory: Laboratory, project: NormalizedName | None) -> Iterator[Candidate]:
    """The widest range of Pythons with the target's in it with which both modes agree on a project (None: solve).

    One end is cut as little as works; both to the target's minor version where neither end alone will do.
    """
    asked = requires_python_of(laboratory.problem, laboratory.target)
    minor = laboratory.target.python_version.minor
    whole = range_of(asked)
    if whole is None or laboratory.problem.requires_python is None or not whole.low <= minor <= whole.last:
        return
    widest = _cut(laboratory, project, whole, [whole.since(low) for low in range(minor, whole.low, -1)])
    widest = widest or _cut(laboratory, project, whole, [whole.until(last) for last in range(minor, whole.last)])
    narrow = None if widest else whole.since(minor).until(minor)
    for chosen in filter(None, (widest, narrow)):
        text = with_requires_python(laboratory.problem.text, chosen.text)
        if chosen != whole:
            yield from edited(words.narrow_to(chosen.text), text)


def _cut(laboratory: Laboratory, project: NormalizedName | None, whole: Range, ranges: Iterable[Range]) -> Range | None:
    """The last of ever wider ranges that works, if the first does."""
    found: Range | None = None
    for one in ranges:
        if one == whole or laboratory.solves_left < SOLVES_KEPT or not _works(laboratory, one, project):
            break
        found = one
    return found


def _works(laboratory: Laboratory, pythons: Range, project: NormalizedName | None) -> bool:
    """Whether the lock has an answer with a range, and the target's own agrees with it on the project."""
    text = with_requires_python(laboratory.problem.text, pythons.text)
    if text is None:
        return False
    try:
        lock = laboratory.run(Start.UNIVERSAL, Change(text=text))
        single = laboratory.run(Start.SINGLE, Change(text=text)) if lock.solved else lock
    except (ProblemSyntaxError, OutOfBudget):
        return False
    return laboratory.agree(single, lock, project)


def another_python(laboratory: Laboratory) -> Iterator[Candidate]:
    """The nearest minor version of Python on the same platform with which both modes agree, newer ones last.

    The range of Pythons is widened to have it where it has not, or ends with it where it has to.
    """
    here = laboratory.target
    minor, whole = here.python_version.minor, range_of(requires_python_of(laboratory.problem, here))
    if here.best_effort or whole is None:
        return
    for other in (*range(minor - 1, max(minor - 1 - MOST_OTHER_PYTHONS, 7), -1), minor + 1):
        there = laboratory.elsewhere(target(f"3.{other}", here.platform_and_version))
        chosen = _best(there, whole, _with(whole, other))
        if chosen is not None:
            pythons, text = chosen
            ends = pythons.text if pythons.last < whole.last else ""
            yield Candidate(words.use_python(f"3.{other}", ends), text, target=there.target)
            return


def _best(there: Laboratory, whole: Range, ranges: Iterable[Range]) -> tuple[Range, str] | None:
    """The first range with which both modes agree there, else the last with which both have an answer."""
    answered: tuple[Range, str] | None = None
    for pythons in ranges:
        text: str | None = there.problem.text
        if pythons != whole:
            text = with_requires_python(there.problem.text, pythons.text)
        differing = None if text is None or there.solves_left < SOLVES_KEPT else _differing(there, text)
        if text is not None and differing == 0:
            return pythons, text
        if text is not None and differing is not None:
            answered = (pythons, text)
    return answered


def _with(whole: Range, minor: int) -> tuple[Range, ...]:
    """The range with a minor version in it, then such that this is its last."""
    wide = whole.since(minor) if minor < whole.low else whole.until(minor) if minor > whole.last else whole
    return (wide, wide.until(minor))


def _differing(there: Laboratory, text: str) -> int | None:
    """In how many projects both modes differ for a text; None where one has no answer."""
    try:
        single = there.run(Start.SINGLE, Change(text=text))
        lock = there.run(Start.UNIVERSAL, Change(text=text)) if single.solved else single
    except (ProblemSyntaxError, OutOfBudget):
        return None
    return len(there.differing(single, lock)) if single.solved and lock.solved else None
