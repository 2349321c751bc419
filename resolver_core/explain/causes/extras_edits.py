"""Edits for extras that include others which exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.lab.part_edits import without_parts
from resolver_core.explain.lab.setting_edits import with_conflicts
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording import fixes as words
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Selection

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


def _included(problem: Problem, extra: NormalizedName) -> tuple[NormalizedName, ...]:
    """The extras of the project itself that one of its extras asks for."""
    lines = problem.optional_dependencies[extra]
    own = (line.requirement for line in lines if canonicalize_name(line.requirement.name) == problem.name)
    return tuple(dict.fromkeys(canonicalize_name(name) for requirement in own for name in sorted(requirement.extras)))
