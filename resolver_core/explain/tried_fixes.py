"""Which edits of the text are tried as fixes of what.

Which edits there are is each cause's own business; here are those that may help whatever the cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Row
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis
from resolver_core.explain.causes.shared_edits import bounded, limited, narrowed, stated_for_unread
from resolver_core.explain.explanation import Fix
from resolver_core.explain.fix_order import in_order
from resolver_core.explain.fix_trial import Tried, tried
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.panel.weight import Harm

MOST_TRIED = 8
"""Edits that are tried for one divergence."""
ENOUGH = 2
"""Edits that make a divergence agree and break nothing, and are looked for."""
MOST_OF_FAILURE = 4
"""Edits that are tried for a mode without an answer."""


def edits_for(diverging: Diverging, own: Iterable[Candidate]) -> Iterator[Candidate]:
    """The edits of the cause itself, then those that may help whatever the cause; each text once."""
    seen = {diverging.problem.text}
    for edits in (own, _for_any(diverging)):
        for candidate in edits:
            if candidate.text not in seen:
                seen.add(candidate.text)
                yield candidate


def _for_any(diverging: Diverging) -> Iterator[Candidate]:
    single, universal = diverging.row.single, diverging.row.universal
    problem, target = diverging.problem, diverging.target
    if single is not None and universal is not None and single.version != universal.version:
        low, high = sorted((single, universal), key=lambda pin: pin.version)
        yield from bounded(problem.text, high, ">=")
        yield from bounded(problem.text, low, "<=")
    if single is not None and universal is None:
        yield from bounded(problem.text, single, "==")
    yield from narrowed(problem, target)
    yield from limited(problem, target)


def fixes_of_divergence(laboratory: Laboratory, edits: Iterable[Candidate], row: Row) -> tuple[Fix, ...]:
    """Fixes for a divergence: tried until enough of them work or the budget ends."""
    found: list[Tried] = []
    for one in _each_tried(laboratory, islice(edits, MOST_TRIED), row.project):
        found.append(one)
        if sum(other.fix.agrees and other.fix.harm is Harm.NONE for other in found) >= ENOUGH:
            break
    return in_order(found)


def fixes_of_failure(failing: Failing, edits: Iterable[Candidate]) -> tuple[Fix, ...]:
    """The edits of the proven causes, and the metadata of a file that cannot be had, stated by hand."""
    text, project = failing.problem.text, next(iter(failing.projects), NormalizedName(""))
    candidates = dict.fromkeys([*_unread_stated(failing, project), *edits])
    useful = (candidate for candidate in candidates if candidate.text != text)
    return in_order(islice(_each_tried(failing.laboratory, useful, project), MOST_OF_FAILURE))


def _unread_stated(failing: Failing, project: NormalizedName) -> tuple[Candidate, ...]:
    failure, laboratory = failing.resolution.failure, failing.laboratory
    own = laboratory.pins(laboratory.single).get(project) if laboratory.single.solved else None
    if failure is None or not failure.filename or own is None or own.metadata is None:
        return ()
    return stated_for_unread(laboratory, [own.metadata])


def fixes_of_finding(laboratory: Laboratory, hypothesis: Hypothesis, project: NormalizedName) -> tuple[Fix, ...]:
    """All edits of a hypothesis. Raises OutOfBudget where it needs one."""
    return in_order(_each_tried(laboratory, hypothesis.edits, project, stops=not hypothesis.needs_fix))


def _each_tried(
    laboratory: Laboratory, candidates: Iterable[Candidate], project: NormalizedName, *, stops: bool = True
) -> Iterator[Tried]:
    """One after the other; where `stops`, the end of the budget ends them quietly."""
    for candidate in candidates:
        try:
            one = tried(laboratory, candidate, project)
        except OutOfBudget:
            if stops:
                return
            raise
        if one is not None:
            yield one
