"""Which edits of the text are tried as fixes of what.

Which edits there are is each cause's own business; here are those that may help whatever the cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Row
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis
from resolver_core.explain.causes.extras_edits import untangled
from resolver_core.explain.causes.python_edits import another_python, widest_python
from resolver_core.explain.causes.shared_edits import bounded, limited, settled, stated_for_unread
from resolver_core.explain.explanation import Fix
from resolver_core.explain.fix_order import in_order
from resolver_core.explain.fix_trial import Tried, tried
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.panel.weight import Harm
from resolver_core.targets.environment import Environment

MOST_TRIED = 8
"""Edits that are tried for one divergence."""
ENOUGH = 2
"""Edits that make a divergence agree and break nothing, and are looked for."""
MOST_OF_FAILURE = 6
"""Edits that are tried for a mode without an answer."""


def edits_for(diverging: Diverging, own: Iterable[Candidate]) -> Iterator[Candidate]:
    """The edits of the cause itself, then those that may help whatever the cause; each text once."""
    return _once(diverging.problem.text, own, _for_any(diverging))


def _once(text: str, *sources: Iterable[Candidate]) -> Iterator[Candidate]:
    """Each edit once, and none that changes nothing."""
    seen: set[tuple[str, str, Environment | None]] = {(text, "", None)}
    for candidate in chain.from_iterable(sources):
        what = (candidate.text, candidate.command, candidate.target)
        if what not in seen:
            seen.add(what)
            yield candidate


def _for_any(diverging: Diverging) -> Iterator[Candidate]:
    single, universal = diverging.row.single, diverging.row.universal
    problem, target = diverging.problem, diverging.target
    yield from settled(diverging)
    if single is not None and universal is None:
        yield from bounded(problem.text, single, "==")
    yield from widest_python(diverging.laboratory, diverging.project)
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
    """The edits of the proven causes, the metadata of a file that cannot be had, and what helps whatever the cause."""
    project = next(iter(failing.projects), NormalizedName(""))
    widest = widest_python(failing.laboratory, None) if _is_clash_of_lock(failing) else ()
    sources = (_unread_stated(failing, project), widest, edits, _for_any_failure(failing))
    candidates = _once(failing.problem.text, *sources)
    found = _each_tried(failing.laboratory, candidates, project, of_failure=True)
    return in_order(islice(found, MOST_OF_FAILURE))


def _is_clash_of_lock(failing: Failing) -> bool:
    return failing.is_clash and failing.mode is Start.UNIVERSAL


def _for_any_failure(failing: Failing) -> Iterator[Candidate]:
    if _is_clash_of_lock(failing):
        yield from untangled(failing.problem, failing.laboratory.selection)
    if failing.is_clash and not failing.laboratory.single.solved:
        yield from another_python(failing.laboratory)


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
    laboratory: Laboratory,
    candidates: Iterable[Candidate],
    project: NormalizedName,
    *,
    stops: bool = True,
    of_failure: bool = False,
) -> Iterator[Tried]:
    """One after the other; where `stops`, the end of the budget ends them quietly."""
    for candidate in candidates:
        try:
            one = tried(laboratory, candidate, project, of_failure=of_failure)
        except OutOfBudget:
            if stops:
                return
            raise
        if one is not None:
            yield one
