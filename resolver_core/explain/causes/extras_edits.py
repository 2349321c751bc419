"""Edits for extras that include others which exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.causes.cause import Diverging
from resolver_core.explain.lab.laboratory import Laboratory, OutOfBudget
from resolver_core.explain.lab.part_edits import without_parts
from resolver_core.explain.lab.setting_edits import with_conflicts
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording import fixes as words
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Selection

MOST_EXTRAS = 4
"""Extras that are asked for, one after the other."""
MOST_PAIRS = 6
"""Pairs of included extras that are declared as conflicting."""


def untangled(problem: Problem, selection: Selection) -> Iterator[Candidate]:
    """Drop an extra that only puts others together, and declare that two of those exclude each other.

    An extra that is asked for stays.
    """
    for extra in problem.optional_dependencies:
        included = _included(problem, extra)
        if len(included) > 1 and extra not in selection.extras:
            text = without_parts(problem.text, [("extra", extra)])
            yield from edited(words.drop_extra(extra), text)
            for pair in tuple(combinations(included, 2))[:MOST_PAIRS] if text is not None else ():
                declared = with_conflicts(text or "", [("extra", name) for name in pair])
                yield from edited(words.drop_extra_and_declare(extra, *pair), declared)


def pulling_on(problem: Problem, project: NormalizedName) -> tuple[NormalizedName, ...]:
    """The extras that name a project; all of them where none does."""
    extras = problem.optional_dependencies
    naming = tuple(
        extra
        for extra, lines in extras.items()
        if any(canonicalize_name(line.requirement.name) == project for line in lines)
    )
    return (naming or tuple(extras))[:MOST_EXTRAS]


def asked_for_too(diverging: Diverging) -> Iterator[Candidate]:
    """`uv sync` with an extra more: those with which both modes have the same of the project."""
    laboratory, problem = diverging.laboratory, diverging.problem
    for extra in pulling_on(problem, diverging.project):
        if extra in laboratory.selection.extras:
            continue
        there = laboratory.asking((extra,))
        if _agrees(there, diverging.project):
            command = words.sync_command(there.selection.extras, there.selection.groups)
            yield Candidate(words.ask_for_extra(extra), problem.text, command, extras=(extra,))


def _agrees(laboratory: Laboratory, project: NormalizedName) -> bool:
    try:
        return laboratory.agree(laboratory.single, laboratory.universal, project)
    except OutOfBudget:
        return False


def _included(problem: Problem, extra: NormalizedName) -> tuple[NormalizedName, ...]:
    """The extras of the project itself that one of its extras asks for."""
    lines = problem.optional_dependencies[extra]
    own = (line.requirement for line in lines if canonicalize_name(line.requirement.name) == problem.name)
    return tuple(dict.fromkeys(canonicalize_name(name) for requirement in own for name in sorted(requirement.extras)))
