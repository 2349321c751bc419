"""Edits of the text: applied, solved again in both modes, and shown with a verdict.

Which edits there are is each cause's own business; here are those that may help whatever the cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Row
from resolver_core.answer.resolution import FailureKind, Pin, Resolution
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis
from resolver_core.explain.causes.shared_edits import bounded, limited, narrowed, stated
from resolver_core.explain.explanation import Fix
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.moves import moves
from resolver_core.explain.lab.patches import unified_diff
from resolver_core.explain.lab.trials import ABSENT, Candidate
from resolver_core.explain.wording import fixes as words
from resolver_core.explain.wording.names import move

MOST_TRIED = 6
"""Edits that are tried for one divergence."""
ENOUGH = 2
"""Edits that make a divergence agree and are looked for."""
MOST_FAILED = 2
"""Edits that did not help and are shown: they answer "why not simply …"."""
MOST_OF_FAILURE = 3
"""Edits that are tried for a mode without an answer."""
MOST_OTHER_TARGETS = 3
"""Other targets at which a fix is looked at."""
SOLVES_KEPT = 20
"""Solves that are kept for causes and fixes rather than spent on what a fix does elsewhere."""


# -- which edits --------------------------------------------------------------------------------------


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
    """Fixes for a divergence: tried until enough of them work or the budget ends; those that work first."""
    found: list[Fix] = []
    for fix in _each_tried(laboratory, islice(edits, MOST_TRIED), row.project):
        found.append(fix)
        if sum(fix.agrees for fix in found) >= ENOUGH:
            break
    return (*(fix for fix in found if fix.agrees), *[fix for fix in found if not fix.agrees][:MOST_FAILED])


def fixes_of_failure(failing: Failing, edits: Iterable[Candidate]) -> tuple[Fix, ...]:
    """The edits of the proven causes, and the metadata of a file that cannot be had, stated by hand."""
    text, project = failing.problem.text, next(iter(failing.projects), NormalizedName(""))
    candidates = dict.fromkeys([*_unread_stated(failing, project), *edits])
    useful = (candidate for candidate in candidates if candidate.text != text)
    found = islice(_each_tried(failing.laboratory, useful, project), MOST_OF_FAILURE)
    return tuple(sorted(found, key=lambda fix: not fix.agrees))


def _unread_stated(failing: Failing, project: NormalizedName) -> tuple[Candidate, ...]:
    failure, laboratory = failing.resolution.failure, failing.laboratory
    own = laboratory.pins(laboratory.single).get(project) if laboratory.single.solved else None
    if failure is None or not failure.filename or own is None or own.metadata is None:
        return ()
    return stated([own.metadata], failing.problem.text)


def fixes_of_finding(laboratory: Laboratory, hypothesis: Hypothesis, project: NormalizedName) -> tuple[Fix, ...]:
    """All edits of a hypothesis, those that agree first. Raises OutOfBudget where it needs one."""
    found = list(_each_tried(laboratory, hypothesis.edits, project, stops=not hypothesis.needs_fix))
    return tuple(sorted(found, key=lambda fix: not fix.agrees))


def _each_tried(
    laboratory: Laboratory, candidates: Iterable[Candidate], project: NormalizedName, *, stops: bool = True
) -> Iterator[Fix]:
    """One after the other; where `stops`, the end of the budget ends them quietly."""
    for candidate in candidates:
        try:
            fix = tried(laboratory, candidate, project)
        except OutOfBudget:
            if stops:
                return
            raise
        if fix is not None:
            yield fix


# -- one of them --------------------------------------------------------------------------------------


def tried(laboratory: Laboratory, candidate: Candidate, project: NormalizedName) -> Fix | None:
    """The candidate with its verdict; None where the edited text is no longer a problem. Raises OutOfBudget."""
    try:
        single, universal = laboratory.both(Change(text=candidate.text))
    except ProblemSyntaxError:
        return None
    verdict, agrees = _verdict(laboratory, single, universal, project)
    moved = [*_moves(laboratory, single, universal, project)]
    if agrees:
        moved += _moves_elsewhere(laboratory, candidate)
    return Fix(
        title=candidate.title,
        patch=unified_diff(laboratory.problem.text, candidate.text, laboratory.file_name),
        text=candidate.text,
        verdict=verdict,
        agrees=agrees,
        moves=tuple(moved),
    )


def _verdict(
    laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName
) -> tuple[str, bool]:
    for mode, resolution in ((Start.SINGLE, single), (Start.UNIVERSAL, universal)):
        if resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED:
            return words.undecided(resolution.failure.filename), False
        if not resolution.solved:
            before = laboratory.single if mode is Start.SINGLE else laboratory.universal
            return words.unsolvable(mode, before.solved), False
    differing = laboratory.differing(single, universal)
    if not differing:
        return words.AGREE, True
    differing.sort(key=lambda name: name != project)
    if project not in differing:
        return words.others_differ(project, differing), True
    return words.still_differ(differing), False


def _moves(laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName) -> Iterator[str]:
    """What else the edit changes: at the target when installed, and anywhere in the lock."""
    if not (single.solved and universal.solved):
        return
    for line in _installed(laboratory.pins(laboratory.single), laboratory.pins(single), project):
        yield words.installed(line)
    old_lock, new_lock = _locked(laboratory.universal), _locked(universal)
    for name in sorted(old_lock.keys() | new_lock.keys(), key=lambda name: (name != project, name)):
        was, now = old_lock.get(name, ABSENT), new_lock.get(name, ABSENT)
        if was != now:
            yield words.locked(move(name, was, now))


def _moves_elsewhere(laboratory: Laboratory, candidate: Candidate) -> Iterator[str]:
    """What the edit changes where it is installed at the other targets, as far as solves are left for that."""
    for target in laboratory.other_targets[:MOST_OTHER_TARGETS]:
        there = laboratory.elsewhere(target)
        if there.solves_left < SOLVES_KEPT:
            return
        before, after = there.single, there.run(Start.SINGLE, Change(text=candidate.text))
        if before.solved and not after.solved:
            yield words.not_installable(target)
        elif before.solved:
            for line in _installed(there.pins(before), there.pins(after)):
                yield words.installed(line, target)


def _installed(
    before: Mapping[NormalizedName, Pin], after: Mapping[NormalizedName, Pin], without: NormalizedName | None = None
) -> Iterator[str]:
    for moved in moves(before, after):
        if moved.project != without:
            yield move(moved.project, moved.before, moved.after)


def _locked(resolution: Resolution) -> dict[NormalizedName, str]:
    found: dict[NormalizedName, list[Pin]] = {}
    for pin in resolution.pins:
        if not pin.is_root:
            found.setdefault(pin.project, []).append(pin)
    return {name: words.versions([pin.version for pin in pins]) for name, pins in found.items()}
