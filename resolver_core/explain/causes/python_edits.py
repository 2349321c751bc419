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
from resolver_core.targets.environment import Environment
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
    if not lock.solved or not single.solved:
        return False
    return project is None or project not in laboratory.differing(single, lock)


def another_python(laboratory: Laboratory) -> Iterator[Candidate]:
    """The nearest minor version of Python on the same platform with which there is an answer, newer ones last.

    The range of Pythons is widened to have it where it has not.
    """
    here = laboratory.target
    minor, whole = here.python_version.minor, range_of(requires_python_of(laboratory.problem, here))
    if here.best_effort or whole is None:
        return
    others = [*range(minor - 1, max(minor - 1 - MOST_OTHER_PYTHONS, 7), -1), minor + 1]
    for other in others:
        if laboratory.solves_left < SOLVES_KEPT:
            return
        there = target(f"3.{other}", here.platform_and_version)
        text = laboratory.problem.text
        if not whole.low <= other <= whole.last:
            wider = whole.since(other) if other < whole.low else whole.until(other)
            changed = with_requires_python(text, wider.text)
            if changed is None:
                return
            text = changed
        if _is_answered(laboratory, there, text):
            yield Candidate(words.use_python(f"3.{other}"), text, target=there)
            return


def _is_answered(laboratory: Laboratory, there: Environment, text: str) -> bool:
    try:
        return laboratory.elsewhere(there).run(Start.SINGLE, Change(text=text)).solved
    except (ProblemSyntaxError, OutOfBudget):
        return False
