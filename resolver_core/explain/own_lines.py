"""What an edit keeps of the lines that a user wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.inputs.problem import Problem, RequirementLine


def own_names(problem: Problem) -> frozenset[NormalizedName]:
    """The projects that a text itself asks for."""
    lists = (lines for key, lines in _lists(problem) if key[0] in _ASKING)
    return frozenset(canonicalize_name(line.requirement.name) for lines in lists for line in lines)


def given_up(before: Problem, after: Problem) -> int:
    """How many lines of a text are gone, or ask for less, after an edit. Lines that ask for more are kept."""
    now = dict(_lists(after))
    return sum(not _is_kept(line, now.get(key, ())) for key, lines in _lists(before) for line in lines)


def asked_anew(before: Problem, after: Problem) -> frozenset[NormalizedName]:
    """The projects that the lines of a text ask for, or hold, otherwise after an edit than before it."""
    was = {(key, str(line.requirement)) for key, lines in _lists(before) for line in lines}
    now = ((key, line.requirement) for key, lines in _lists(after) for line in lines)
    return frozenset(canonicalize_name(asked.name) for key, asked in now if (key, str(asked)) not in was)


_ASKING = ("dependencies", "extra", "group")


def _lists(problem: Problem) -> Iterator[tuple[tuple[str, str], tuple[RequirementLine, ...]]]:
    yield ("dependencies", ""), problem.dependencies
    yield ("constraints", ""), problem.constraints
    yield ("overrides", ""), problem.overrides
    yield from ((("extra", name), lines) for name, lines in problem.optional_dependencies.items())
    yield from ((("group", name), lines) for name, lines in problem.dependency_groups.items())


def _is_kept(line: RequirementLine, lines: Iterable[RequirementLine]) -> bool:
    return any(_asks_as_much(line.requirement, other.requirement) for other in lines)


def _asks_as_much(own: Requirement, other: Requirement) -> bool:
    if canonicalize_name(own.name) != canonicalize_name(other.name) or own.url != other.url:
        return False
    return set(own.specifier) <= set(other.specifier) and own.extras <= other.extras
