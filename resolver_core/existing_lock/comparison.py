"""What the rules compare: the inputs that a lock records, and those of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.lock_verdict import StaleLock, StaleReason
from resolver_core.candidates.python_range import PythonRange
from resolver_core.index.base import Index
from resolver_core.index.network.guard import without_credentials
from resolver_core.inputs.locked_inputs import LockedInputs, LockedPackageInputs, Requirements
from resolver_core.inputs.problem import LocalKind, Lock, Problem, Settings
from resolver_core.inputs.stated_requirement import INDEX, StatedRequirement, stated_source
from resolver_core.markers import MarkerSet
from resolver_core.policy import Policy
from resolver_core.solver.request import Lists, Request
from resolver_core.solver.requirements import LoweredRequirement


@dataclass(frozen=True)
class Comparison:
    """One lock and one question. `lists` are today's constraints and overrides with their sources."""

    lock: Lock
    locked: LockedInputs
    problem: Problem
    policy: Policy
    request: Request
    lists: Lists
    index: Index

    @cached_property
    def python(self) -> PythonRange:
        """The Pythons that the lock is for."""
        return PythonRange.of(self.locked.requires_python)

    @property
    def settings(self) -> Settings:
        """The settings that uv would be given today."""
        return self.policy.settings

    @cached_property
    def packages(self) -> dict[NormalizedName, list[LockedPackageInputs]]:
        """The lock's packages by name."""
        found: dict[NormalizedName, list[LockedPackageInputs]] = {}
        for package in self.locked.packages:
            found.setdefault(package.name, []).append(package)
        return found

    @cached_property
    def projects(self) -> dict[NormalizedName, Problem]:
        """The projects of the workspace by name."""
        each = (self.problem, *self.problem.members)
        return {project.name: project for project in each if project.name is not None}

    @property
    def nameless(self) -> Problem | None:
        """The root of the workspace where it is no project."""
        return next((each for each in (self.problem, *self.problem.members) if each.name is None), None)

    def only(self, name: NormalizedName) -> LockedPackageInputs | None:
        """The package of a name that the lock holds once."""
        found = self.packages.get(name, [])
        return found[0] if len(found) == 1 else None

    def shortened(self, marker: MarkerSet) -> MarkerSet:
        """A marker without what the lock's requires-python says already."""
        upper = None if self.python.upper_inclusive else self.python.upper
        return marker.simplify_python(self.python.lower if self.python.lower_inclusive else None, upper)

    def normalised(self, requirements: Iterable[StatedRequirement]) -> Requirements:
        """Requirements with their markers shortened, as they are compared."""
        return frozenset(item.under(self.shortened(item.marker)) for item in requirements)

    def of_today(self, requirements: Iterable[LoweredRequirement]) -> Requirements:
        """Requirements of today, as they are compared."""
        return self.normalised(map(stated, requirements))

    def concerns(self, name: NormalizedName) -> bool:
        """Whether the lock has a package of a name: what is new about others is passed over."""
        return name in self.packages

    def difference(
        self,
        kind: StaleLock,
        locked: Requirements,
        asked: Requirements,
        project: NormalizedName | None = None,
        version: Version | None = None,
    ) -> StaleReason | None:
        """The reason that two sets of requirements give; None where they are the same."""
        locked, asked = self.normalised(locked), self.normalised(asked)
        if locked == asked:
            return None
        return StaleReason(kind, _texts(locked - asked), _texts(asked - locked), project, version)


def _texts(requirements: Requirements) -> tuple[str, ...]:
    return tuple(sorted(map(str, requirements)))


def names_apart(
    kind: StaleLock,
    locked: frozenset[NormalizedName],
    asked: frozenset[NormalizedName],
    project: NormalizedName | None = None,
) -> StaleReason | None:
    """The reason that two sets of names give; None where they are the same."""
    if locked == asked:
        return None
    return StaleReason(kind, tuple(sorted(locked - asked)), tuple(sorted(asked - locked)), project)


def stated(item: LoweredRequirement) -> StatedRequirement:
    """A requirement of today as a lock would record it."""
    return StatedRequirement(
        name=item.name,
        extras=frozenset(item.extras),
        groups=frozenset(item.groups),
        specifier=item.specifier,
        marker=item.marker,
        source=_source_of(item),
        item=item.pin_item,
    )


def _source_of(item: LoweredRequirement) -> str:
    if item.index is not None:
        return stated_source(INDEX, without_credentials(item.index.written_url))
    return "" if item.url is None else _direct(item.url)


def _direct(url: str) -> str:
    kind, separator, place = url.partition(":")
    if separator and kind in {local.value for local in LocalKind}:
        return stated_source(kind, place)
    if url.startswith("git+"):
        return stated_source("git", _git(url.removeprefix("git+")))
    if urlsplit(url).scheme in ("http", "https"):
        return stated_source("url", without_credentials(url))
    return stated_source("path", url)


def _git(url: str) -> str:
    """A repository as a lock writes it: the reference in the query."""
    address, _, fragment = url.partition("#")
    head, at, reference = address.rpartition("@")
    if not at or "/" in reference or "://" not in head:
        head, reference = address, ""
    query = [f"rev={reference}"] if reference else []
    query += [part for part in fragment.split("&") if part.startswith("subdirectory=")]
    return f"{head}?{'&'.join(sorted(query, reverse=True))}" if query else head
