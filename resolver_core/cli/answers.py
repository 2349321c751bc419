"""Asks the solver what a command line asks, in both modes and at every target."""

from __future__ import annotations

import os
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from resolver_core.answer.comparison import Comparison, compare
from resolver_core.answer.resolution import Outcome, Resolution
from resolver_core.cli.arguments import default_cache
from resolver_core.cli.question import Question
from resolver_core.codec import CommandLineDocument, command_line_to_json
from resolver_core.index.base import Index
from resolver_core.index.kept.store import DiskStore, MemoryStore
from resolver_core.index.network.credentials import OperatorCredentials
from resolver_core.index.network.default import default_index_url
from resolver_core.index.network.guard import LOOPBACK_NETWORKS, without_userinfo
from resolver_core.index.network.opening import open_index
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.solver.solve import resolve

_EXIT_STATUS = {Outcome.SOLVED: 0, Outcome.UNSATISFIABLE: 1, Outcome.FAILED: 2}


@dataclass(frozen=True)
class Answers:
    """What was asked for: the lock's resolution (None: not asked for), one per target, and what differs."""

    universal: Resolution | None
    single: tuple[Resolution, ...]
    comparisons: tuple[Comparison, ...]  #: one per target where both modes were asked for
    as_pip: tuple[Resolution, ...] = ()  #: one per target, where asked for
    locked: Resolution | None = None  #: what the lock of another tool holds

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """All of them, the lock's first."""
        return self.single if self.universal is None else (self.universal, *self.single)

    @property
    def exit_status(self) -> int:
        """0: all solved; 1: some requirements clash; 2: some data could not be had."""
        return max(_EXIT_STATUS[resolution.outcome] for resolution in self.resolutions)

    def to_json(self) -> CommandLineDocument:
        """The document of docs/documents.md, section "Command line"."""
        return command_line_to_json(self.universal, self.single, self.comparisons, self.as_pip, self.locked)


def with_pip(question: Question, answers: Answers, index: Index) -> Answers:
    """The same answers and, for every target, what pip would install there."""
    problem, options, selection = question.problem, question.options, question.selection
    solved = (resolve_as_pip(problem, target, options, selection, index) for target in question.targets)
    return replace(answers, as_pip=tuple(solved))


def answer(question: Question, mode: str, index: Index) -> Answers:
    """Solve in the modes asked for ("single", "universal" or "both")."""
    problem, extras, groups = question.problem, question.selection.extras, question.selection.groups
    universal = resolve(problem, question.universal(), index) if mode != "single" else None
    targets = question.targets if mode != "universal" else ()
    single = tuple(resolve(problem, question.single(target), index) for target in targets)
    if universal is None:
        return Answers(None, single, (), locked=question.locked)
    compared = (compare(one, universal, at, extras, groups) for one, at in zip(single, targets, strict=True))
    return Answers(universal, single, tuple(compared), locked=question.locked)


@contextmanager
def opened_index(arguments: Namespace, question: Question) -> Iterator[Index]:
    """The index that the options describe. The default index is the user's own and may stand anywhere.

    User and password of the index that the settings of uv or pip name are bound to it, and to what stands beside its
    `/simple`; others are bound as their file says.
    """
    with opened_at(arguments, question.options.default_index) as index:
        yield index


def asked_index(arguments: Namespace) -> str:
    """The default index where no project names one: the option's, else that of uv's and pip's settings."""
    return arguments.index_url or without_userinfo(default_index_url())


@contextmanager
def opened_at(arguments: Namespace, default_index: str) -> Iterator[Index]:
    """The same of a default index that is asked about without a question."""
    own = default_index if arguments.index_url else default_index_url()
    credentials = OperatorCredentials.of_environment(os.environ)
    with (
        closing(_store(arguments)) as store,
        open_index(
            store=store,
            allow_networks=(*LOOPBACK_NETWORKS, *arguments.allow_network),
            own_index=default_index,
            refresh=arguments.refresh,
            credentials=credentials if arguments.index_url else credentials.with_index(own, root=True),
        ) as index,
    ):
        yield index


class _NothingKept(MemoryStore):
    def close(self) -> None:
        """Nothing to close."""


def _store(arguments: Namespace) -> DiskStore | _NothingKept:
    if arguments.no_cache:
        return _NothingKept()
    folder = arguments.cache_dir or default_cache()
    try:
        return DiskStore(folder)
    except (OSError, sqlite3.Error) as error:
        print(f"warning: nothing is cached, {folder} cannot be used: {error}", file=sys.stderr)
        return _NothingKept()
