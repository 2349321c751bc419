"""One part of a solve at its end, solved or not: which packages stand for a project, and who asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Failure
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.dependencies import Dependency
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.incompatibility import PackageId
from resolver_core.solver.packages import Package, Packages

Asked = tuple[Package, Version, Dependency]
"""Who requires a project: a package, its version, and the entry of its dependency list."""


@dataclass
class EndedPart:
    """A fork's state, by project. `failure` is what ended it, where data could not be had."""

    state: ForkState
    catalogue: Catalogue
    packages: Packages
    failure: Failure | None
    solved: bool

    def __post_init__(self) -> None:
        self.numbers: dict[NormalizedName, list[PackageId]] = {}  #: the packages of each project
        self.asked: dict[NormalizedName, list[Asked]] = {}  #: requirements of the answer; none where there is no answer
        decided, request = list(self.state.kernel.decided()), self.catalogue.request
        for number in decided if self.solved else self.state.kernel.open_packages() + decided:
            name = self.packages[number].name
            if name and name not in self.state.urls and not request.is_member(name):
                self.numbers.setdefault(name, []).append(number)
        for number in decided if self.solved else ():
            package, version = self.packages[number], self.state.versions[number]
            for entry in self.state.lists.get((number, version), ()):
                if entry.exactly is None and entry.package.name != package.name:
                    self.asked.setdefault(entry.package.name, []).append((package, version, entry))

    @property
    def names(self) -> list[NormalizedName]:
        """The projects that the part came to."""
        named = () if self.failure is None else self.failure.projects
        return list(dict.fromkeys((*self.numbers, *(name for name in map(NormalizedName, named)))))

    def taken(self, name: NormalizedName) -> Version | None:
        """The version of a project in the part's answer."""
        if not self.solved:
            return None
        return next(self.state.versions[number] for number in self.numbers[name])
