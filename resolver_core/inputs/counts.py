"""How many of everything a problem has, held against `limits`."""

from __future__ import annotations

from collections.abc import Iterator, Sized

from resolver_core.errors import Mistake
from resolver_core.inputs import limits
from resolver_core.inputs.problem import Problem, RequirementLine


def mistakes_in_counts(problem: Problem) -> Iterator[Mistake]:
    """A mistake for every count beyond its limit, with the line where the surplus begins if that is known.

    The projects beside the one that is asked about are counted, each for itself.
    """
    for project in (problem, *problem.members, *problem.path_sources):
        yield from _mistakes_in_counts_of(project)


def _mistakes_in_counts_of(problem: Problem) -> Iterator[Mistake]:
    lists = list(_lists(problem))
    for holder, lines in lists:
        if len(lines) > limits.REQUIREMENTS_PER_LIST:
            message = limits.too_many(holder, len(lines), "requirements", limits.REQUIREMENTS_PER_LIST)
            yield Mistake(message, lines[limits.REQUIREMENTS_PER_LIST].line)
    total = sum(len(lines) for _, lines in lists)
    if total > limits.REQUIREMENTS:
        yield Mistake(limits.too_many("The text", total, "requirements in all its lists", limits.REQUIREMENTS))
    for things, counted, limit in _others(problem):
        if len(counted) > limit:
            yield Mistake(limits.too_many("The text", len(counted), things, limit))
    for conflict in problem.conflicts:
        if len(conflict) > limits.CONFLICTS:
            yield Mistake(limits.too_many("A set of conflicts", len(conflict), "members", limits.CONFLICTS))


def _lists(problem: Problem) -> Iterator[tuple[str, tuple[RequirementLine, ...]]]:
    yield "The text", problem.dependencies
    yield "`constraint-dependencies`", problem.constraints
    yield "`override-dependencies`", problem.overrides
    yield from ((f"The extra `{name}`", lines) for name, lines in problem.optional_dependencies.items())
    yield from ((f"The group `{name}`", lines) for name, lines in problem.dependency_groups.items())


def _others(problem: Problem) -> Iterator[tuple[str, Sized, int]]:
    yield "extras", problem.optional_dependencies, limits.LISTS
    yield "groups", problem.dependency_groups, limits.LISTS
    yield "indexes", problem.indexes, limits.INDEXES
    yield "indexes for the pip interface", problem.pip_indexes, limits.INDEXES
    yield "sets of conflicts", problem.conflicts, limits.CONFLICTS
    yield "projects with sources", problem.sources, limits.REQUIREMENTS
    yield "scoped overrides", problem.scoped_overrides, limits.REQUIREMENTS_PER_LIST
    yield "scoped exclusions", problem.scoped_excludes, limits.REQUIREMENTS_PER_LIST
    yield "entries of `dependency-metadata`", problem.dependency_metadata, limits.REQUIREMENTS_PER_LIST
