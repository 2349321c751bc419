"""One edit: applied, solved again in both modes, looked at on the panel, and put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName

from resolver_core.answer.resolution import FailureKind, Resolution
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.explanation import Fix
from resolver_core.explain.fix_elsewhere import elsewhere
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.patches import unified_diff
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.own_lines import asked_anew, given_up, own_names
from resolver_core.explain.panel.places import minors
from resolver_core.explain.panel.shifts import Effect
from resolver_core.explain.panel.view import Asked, Looks, View, view
from resolver_core.explain.panel.weight import Weight, weight
from resolver_core.explain.pick_facts import excluding
from resolver_core.explain.wording import fixes as words
from resolver_core.explain.wording.elsewhere import places_without
from resolver_core.explain.wording.panel import lines, one_line
from resolver_core.inputs.problem import Problem
from resolver_core.targets.environment import Environment

MOST_OTHER_TARGETS = 3
"""Other targets that were asked about, at which a fix is solved too."""
SOLVES_KEPT = 20
"""Solves that are kept for causes and fixes rather than spent on the other targets."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A fix with what it is put in order by."""

    fix: Fix
    weight: Weight
    lines_lost: int  #: of the user's own
    size: int  #: of the edit, in lines
    installed: Looks | None = None  #: everywhere after the edit, where there was no lock before it


@dataclass(frozen=True, slots=True)
class _Standing:
    """How both modes stand at the target after an edit."""

    said: str
    agrees: bool
    still_differ: tuple[NormalizedName, ...] = ()


def tried(
    laboratory: Laboratory, candidate: Candidate, project: NormalizedName, *, of_failure: bool = False
) -> Tried | None:
    """The candidate with its verdict; None where the edited text is no longer a problem. Raises OutOfBudget.

    `of_failure`: there was no answer, so that one in both modes is a help even where they differ in the project.
    """
    before = laboratory if candidate.target is None else laboratory.elsewhere(candidate.target)
    there = before.asking(candidate.extras)
    change = Change(text=candidate.text)
    try:
        single = there.run(Start.SINGLE, change)
        universal = there.run(Start.UNIVERSAL, candidate.of_lock or change)
        problem = there.problem if candidate.text == there.problem.text else there.parsed(candidate.text)
    except ProblemSyntaxError:
        return None
    standing = _standing(there, single, universal, project)
    if standing.said == words.AGREE and _agreed(before):
        standing = replace(standing, said=words.AGREE_AS_BEFORE)
    if of_failure and standing.still_differ and not standing.agrees:
        standing = _Standing(words.answered(standing.still_differ), True, standing.still_differ)
    seen = _seen(before, there, candidate, problem, single, universal, everywhere=standing.agrees)
    if standing.agrees and not (seen.after or {})[there.target].is_covered:
        standing = _Standing(words.NOT_COVERED, agrees=False)
    elif standing.agrees and (refused := _refused(there, problem, single, universal)):
        standing = _Standing(refused, agrees=False)
    elif standing.agrees:
        standing = replace(standing, said=_placed(before, there, candidate, standing, seen, universal))
    return _told(there, candidate, standing, seen, universal, problem)


def _placed(
    before: Laboratory, there: Laboratory, candidate: Candidate, standing: _Standing, seen: View, universal: Resolution
) -> str:
    """How both modes stand, with the target where it is not so, or not known to be, at each that was asked about."""
    if candidate.target is not None:
        at = candidate.target
        return words.said_at(standing.said, at) if standing.still_differ else words.agree_at(at)
    others = tuple(elsewhere(there, seen, candidate.text, universal, standing.still_differ))
    if all(one.is_well for one in others):
        return standing.said
    return "; ".join((words.said_at(standing.said, before.target), *places_without(others)))


def _told(
    laboratory: Laboratory,
    candidate: Candidate,
    standing: _Standing,
    seen: View,
    universal: Resolution,
    problem: Problem,
) -> Tried:
    pythons = [SpecifierSet(lock.requires_python, prereleases=True) for lock in (laboratory.universal, universal)]
    weighed = weight(seen, pythons[0], pythons[1], own_names(laboratory.problem))
    lost = sorted(minors(pythons[0]) - minors(pythons[1]))
    agreement = standing.said
    if lost and not any(shift.effect is Effect.NOT_COVERED for shift in seen.shifts):
        agreement = f"{agreement}; {words.without_pythons(lost)}"
    patch = unified_diff(laboratory.problem.text, candidate.text, laboratory.file_name)
    word = "here" if candidate.target is None else "there"
    changed = [line for line in patch.splitlines()[2:] if line[:1] in ("-", "+")]
    fix = Fix(
        title=candidate.title,
        patch=patch,
        text=candidate.text,
        verdict=one_line(agreement, seen.shifts, seen.places, laboratory.target, word)
        if standing.agrees
        else standing.said,
        agrees=standing.agrees,
        moves=lines(seen.shifts, seen.places),
        shifts=seen.shifts,
        still_differ=standing.still_differ,
        harm=weighed.harm,
        command=candidate.command,
        places=seen.places,
        target=candidate.target,
        extras=candidate.extras,
    )
    removed = sum(line.startswith("-") for line in changed)
    given = given_up(laboratory.problem, problem) + max(0, 2 * removed - len(changed))
    return Tried(fix, weighed, given, len(changed), None if seen.before is not None else seen.after)


def _standing(laboratory: Laboratory, single: Resolution, universal: Resolution, project: NormalizedName) -> _Standing:
    for mode, resolution in ((Start.SINGLE, single), (Start.UNIVERSAL, universal)):
        if resolution.failure is not None and resolution.failure.kind is FailureKind.NOT_RECORDED:
            return _Standing(words.undecided(resolution.failure.filename), agrees=False)
        if not resolution.solved:
            before = laboratory.single if mode is Start.SINGLE else laboratory.universal
            return _Standing(words.unsolvable(mode, before.solved), agrees=False)
    differing = sorted(laboratory.differing(single, universal), key=lambda name: name != project)
    if not differing:
        return _Standing(words.AGREE, agrees=True)
    if project not in differing:
        return _Standing(words.others_differ(project, differing), True, tuple(differing))
    return _Standing(words.still_differ(differing), False, tuple(differing))


def _refused(laboratory: Laboratory, problem: Problem, single: Resolution, universal: Resolution) -> str:
    """Which version that the edit asks for or holds says itself that it is not for the target's Python; "" for none."""
    asked = asked_anew(laboratory.problem, problem)
    for name, pin in (*laboratory.pins(single).items(), *laboratory.pins(universal).items()):
        said = excluding(pin, laboratory.target)
        if name in asked and said is not None:
            return words.excludes_target(name, str(pin.version), str(said))
    return ""


def _agreed(laboratory: Laboratory) -> bool:
    """Whether nothing differed before."""
    single, universal = laboratory.single, laboratory.universal
    return single.solved and universal.solved and not laboratory.differing(single, universal)


def _seen(
    laboratory: Laboratory,
    with_extras: Laboratory,
    candidate: Candidate,
    problem: Problem,
    single: Resolution,
    universal: Resolution,
    *,
    everywhere: bool,
) -> View:
    """Both answers on the panel, with those of the other targets where `everywhere` and as far as solves are left."""
    before, after = {laboratory.target: laboratory.single}, {laboratory.target: single}
    for target in laboratory.other_targets[:MOST_OTHER_TARGETS] if everywhere else ():
        there = laboratory.elsewhere(target)
        if there.solves_left < SOLVES_KEPT:
            break
        before[target] = there.single
        after[target] = with_extras.elsewhere(target).run(Start.SINGLE, Change(text=candidate.text))
    return view(
        _asked(laboratory, laboratory.problem, laboratory.universal, before),
        _asked(with_extras, problem, universal, after),
        (laboratory.target, *laboratory.other_targets),
    )


def _asked(
    laboratory: Laboratory, problem: Problem, lock: Resolution, singles: Mapping[Environment, Resolution]
) -> Asked:
    return Asked(problem, laboratory.universal_policy_of(problem).settings, lock, laboratory.selection, singles)
