"""Which files pip would consider for a project, best first (uv-resolution section 11, measured on pip 26.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from packaging.specifiers import SpecifierSet
from packaging.utils import BuildTag, NormalizedName
from packaging.version import Version

from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.answer.resolution import PageRecord
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.index.base import Index
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import Distribution, IndexLocation, PageProblem, PageProblemKind, ProjectPage
from resolver_core.index.routing import Routing
from resolver_core.inputs.problem import PrereleaseMode
from resolver_core.policy import Policy
from resolver_core.solver.unavailable import SolveFailed
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagRanks

_PRERELEASES = {PrereleaseMode.ALLOW: True, PrereleaseMode.DISALLOW: False}


@dataclass
class PipFiles:
    """The files of all indexes together. Raises SolveFailed where a recorded index lacks a page."""

    index: Index
    policy: Policy
    target: Environment
    on_page: Callable[[PageRecord, int], None]
    pages: list[PageRecord] = field(default_factory=list)
    problems: list[PageProblem] = field(default_factory=list)
    _listed: dict[NormalizedName, list[Distribution]] = field(default_factory=dict)
    _usable: dict[NormalizedName, list[Distribution]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        routing = Routing.of(self.policy.indexes, self.policy.default_index, self.policy.index_strategy)
        default_first = sorted(routing.implicit, key=lambda location: not location.default)
        self._locations = (*routing.find_links, *default_first)
        self._ranks = TagRanks(self.target.tags)
        self._python = self.target.python_version

    def listed(self, project: NormalizedName) -> list[Distribution]:
        """Every file of a project, on any index, whether it can be used or not."""
        found = self._listed.get(project)
        if found is None:
            found = self._listed[project] = [file for place in self._locations for file in self._page(place, project)]
        return found

    def prefetch(self, project: NormalizedName) -> None:
        """Begin to read the pages of a project."""
        if project not in self._listed:
            for location in self._locations:
                self.index.prefetch_pages(location, [project])

    def candidates(self, project: NormalizedName, specifier: SpecifierSet) -> Iterator[Distribution]:
        """The files whose version a range admits, best first.

        The whole range decides on pre-releases: those it names, or any where it has no final release.
        Yanked files count only where the range pins a version and nothing else satisfies it.
        """
        allowed = _PRERELEASES.get(self.policy.prerelease)
        usable = self._worst_first(project)
        applicable = list(specifier.filter(usable, prereleases=allowed, key=lambda file: file.version))
        take_yanked = _pins_a_version(specifier) and all(file.is_yanked for file in applicable)
        return (file for file in reversed(applicable) if take_yanked or not file.is_yanked)

    def _worst_first(self, project: NormalizedName) -> list[Distribution]:
        """The files that the target can use; of equals pip takes the one listed last."""
        found = self._usable.get(project)
        if found is None:
            usable = [file for file in self.listed(project) if self._is_usable(file)]
            found = self._usable[project] = sorted(usable, key=self._rank)
        return found

    def _page(self, location: IndexLocation, project: NormalizedName) -> tuple[Distribution, ...]:
        answer = self.index.page(location, project)
        if isinstance(answer, ProjectPage):
            record = PageRecord(project, without_credentials(location.url), answer.read_at, answer.from_cache)
            self.pages.append(record)
            self.on_page(record, len({file.version for file in answer.distributions}))
            return answer.distributions
        if answer.kind is PageProblemKind.NOT_RECORDED:
            index = without_credentials(location.url)
            missing = Failure(
                FailureKind.NOT_RECORDED, Obstacle.PIP_PAGE, url=answer.url, projects=(project,), sources=(index,)
            )
            raise SolveFailed(missing)
        self.problems.append(answer)  # pip goes on without the page, whatever the trouble
        return ()

    def _is_usable(self, file: Distribution) -> bool:
        """Whether the target could install the file; Requires-Python counts with all its bounds."""
        settings = self.policy.settings
        if is_excluded(file, settings.exclude_newer_package.get(file.project, settings.exclude_newer)):
            return False
        if file.requires_python is not None and not file.requires_python.contains(self._python, prereleases=True):
            return False
        if not file.is_wheel:
            return not (settings.no_build or file.project in (settings.no_build_package or ()))
        if settings.no_binary or file.project in (settings.no_binary_package or ()):
            return False
        return any(self._ranks.rank(tag) is not None for tag in file.tags)

    def _rank(self, file: Distribution) -> tuple[bool, Version, int, BuildTag]:
        """Greater is better."""
        best = max((rank for tag in file.tags if (rank := self._ranks.rank(tag)) is not None), default=0)
        return not file.is_yanked, file.version, best, file.build_tag


def _pins_a_version(specifier: SpecifierSet) -> bool:
    return any(
        clause.operator == "===" or (clause.operator == "==" and not clause.version.endswith(".*"))
        for clause in specifier
    )
