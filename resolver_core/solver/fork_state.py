"""The state of one fork: what splits when environments do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.split import Split
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.version_map import Candidate
from resolver_core.index.records import IndexLocation
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.forking import narrowed_python
from resolver_core.solver.incompatibility import PackageId
from resolver_core.solver.kernel import Kernel
from resolver_core.solver.priorities import ConflictCounts, Priorities

Chosen = dict[tuple[NormalizedName, Version], Candidate]


@dataclass
class ForkState:
    """One part of a solve, between its decisions. `id` is a dotted path of splits."""

    id: str
    scope: Scope
    python: PythonRange
    kernel: Kernel
    deciding: PackageId
    priorities: Priorities = field(default_factory=Priorities)
    counts: ConflictCounts = field(default_factory=ConflictCounts)
    urls: dict[NormalizedName, str] = field(default_factory=dict)
    pinned: dict[NormalizedName, IndexLocation] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=dict)
    lists: dict[tuple[PackageId, Version], list[Dependency]] = field(default_factory=dict)
    versions: dict[PackageId, Version] = field(default_factory=dict)  #: last decided; may be undone by now
    again: PackageId | None = None  #: choose this package first, without propagating
    fixed: Version | None = None  #: ... and take this version of it
    parent: str | None = None
    split_on: Split | None = None
    children: int = 0

    def split(self, scope: Scope, split_on: Split) -> ForkState:
        """An independent continuation in a part of the scope."""
        self.children += 1
        return replace(
            self,
            id=f"{self.id}.{self.children - 1}",
            parent=self.id,
            split_on=split_on,
            children=0,
            scope=scope,
            python=narrowed_python(self.python, scope),
            kernel=self.kernel.copy(),
            priorities=self.priorities.copy(),
            counts=self.counts.copy(),
            urls=dict(self.urls),
            pinned=dict(self.pinned),
            chosen=dict(self.chosen),
            lists=dict(self.lists),
            versions=dict(self.versions),
            again=None,
            fixed=None,
        )
