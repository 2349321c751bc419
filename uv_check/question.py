"""What uv is asked: the very question that our own answers belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from resolver_core import Environment, IndexLocation, Options, Policy, Problem, Selection, requires_python_of

NOTHING_SELECTED = Selection()


class Mode(StrEnum):
    """The two resolutions of uv that are checked."""

    LOCK = "lock"  #: `uv lock`: the universal answer
    COMPILE = "compile"  #: `uv pip compile`: the answer for one target


@dataclass(frozen=True)
class Question:
    """A problem with everything that a command line adds to it, for one target."""

    problem: Problem
    options: Options
    target: Environment
    selection: Selection = NOTHING_SELECTED

    def policy(self, mode: Mode) -> Policy:
        """The policy under which the core answers in a mode."""
        if mode is Mode.LOCK:
            return Policy.universal(self.problem, requires_python_of(self.problem, self.target), self.options)
        return Policy.single_platform(self.problem, self.target, self.options, self.selection)

    def problems(self) -> Iterator[Problem]:
        """The problem and those in the folders beside it."""
        waiting, seen = [self.problem], set[int]()
        while waiting:
            problem = waiting.pop()
            if id(problem) not in seen:
                seen.add(id(problem))
                yield problem
                waiting += [*problem.members, *problem.path_sources]

    def locations(self) -> Iterator[IndexLocation]:
        """Every index that the text or the options name, the default one included."""
        yield from self.options.indexes
        for problem in self.problems():
            yield from problem.indexes
            yield from problem.pip_indexes
        yield IndexLocation(self.options.default_index.rstrip("/"), default=True)
