"""What the indexes offer, as the solver needs it: the versions of each project, and how they are walked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.caution import Caution, NoUploadTimes
from resolver_core.answer.resolution import PageRecord
from resolver_core.candidates.prereleases import Prereleases, allowed_prereleases
from resolver_core.candidates.python_range import PythonRange
from resolver_core.candidates.releases import Releases
from resolver_core.candidates.representative import FileRule
from resolver_core.candidates.selection import SelectionRule
from resolver_core.candidates.version_map import FileRules, VersionMap
from resolver_core.candidates.yanked import allowed_yanks
from resolver_core.index.base import Index
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import Distribution, IndexLocation, ProjectPage, SkippedFile
from resolver_core.inputs.problem import ResolutionMode
from resolver_core.policy import MarkerReading, MetadataFile, Policy, UsableFile
from resolver_core.solver.failures import page_failure
from resolver_core.solver.fork_scope import Scope
from resolver_core.solver.packages import Packages
from resolver_core.solver.request import Request
from resolver_core.solver.requirements import LoweredRequirement, by_name
from resolver_core.solver.unavailable import SolveFailed, UnknownProject
from resolver_core.targets.wheel_tags import TagRanks, rank_of

MapKey = tuple[NormalizedName, str]  # a project, and the URL of the index it is pinned to or ""


@dataclass
class Catalogue:
    """The versions of the projects that one solve came to, each page read once. Raises SolveFailed as uv would end."""

    index: Index
    request: Request
    policy: Policy
    python: PythonRange
    packages: Packages
    pages: dict[tuple[NormalizedName, str], PageRecord] = field(default_factory=dict)
    version_counts: dict[tuple[NormalizedName, str], int] = field(default_factory=dict)
    skipped: dict[NormalizedName, list[SkippedFile]] = field(default_factory=dict)
    cautions: dict[Caution, None] = field(default_factory=dict)
    _maps: dict[MapKey, list[VersionMap] | UnknownProject] = field(default_factory=dict)
    _known: dict[MapKey, Sequence[Version]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pinned = [item for item in self.request.user_level if self._applies_somewhere(item)]
        user_level = [(item.name, item.specifier) for item in pinned]
        locked = () if self.policy.lock is None else ((p.name, p.version) for p in self.policy.lock.packages)
        self._allowed_yanks = allowed_yanks(user_level, locked)
        self._user_level = by_name(self.request.user_level)
        self._tags = None if self.policy.target is None else rank_of(self.policy.target.tags)

    def _applies_somewhere(self, item: LoweredRequirement) -> bool:
        """Whether a requirement of the user counts at all: on one target a false marker makes it vanish."""
        if self.policy.marker_reading is MarkerReading.SYMBOLIC or self.policy.target is None:
            return True
        return item.marker.without_extras().evaluate(self.policy.target.markers)

    def usable_tags(self, project: NormalizedName) -> TagRanks | None:
        """The tags that the files of a project's versions have to fit; None where every platform counts."""
        return self._tags if self.policy.file_rule_for(project) is UsableFile.ON_TARGET else None

    # -- pages --------------------------------------------------------------------------------------

    def was_asked(self, name: NormalizedName, pinned: IndexLocation | None) -> bool:
        """Whether the project's versions are known already."""
        return (name, _pin_url(pinned)) in self._maps

    def version_maps(self, name: NormalizedName, pinned: IndexLocation | None) -> list[VersionMap] | UnknownProject:
        """The project's versions on each index that the search reached, in order."""
        key = (name, _pin_url(pinned))
        found = self._maps.get(key)
        if found is None:
            found = self._maps[key] = self._read_maps(name, pinned)
        return found

    def _read_maps(self, name: NormalizedName, pinned: IndexLocation | None) -> list[VersionMap] | UnknownProject:
        search = self.request.routing.search(self.index, name, pinned)
        if search.fatal is not None:
            raise SolveFailed(page_failure(search.fatal))
        flat = None if pinned is not None else self._find_links(name)
        pages = list(search.pages)
        if not pages and flat is None:
            asked = tuple(without_credentials(location.url) for location in self.request.routing.locations(pinned))
            return UnknownProject(name, search.problems, asked)
        if not pages:
            location = self.request.routing.find_links[0]
            pages = [(location, ProjectPage(name, location.url, ()))]
        self.skipped.setdefault(name, []).extend(file for _, page in search.pages for file in page.skipped)
        for location, page in search.pages:
            shown = without_credentials(location.url)
            self.pages[name, location.url] = PageRecord(name, shown, page.read_at, page.from_cache)
        maps = [self._map(location, page, flat) for location, page in pages]
        self.version_counts.update({(name, each.location.url): len(each.versions) for each in maps})
        return maps

    def _find_links(self, name: NormalizedName) -> Releases | None:
        found: list[Distribution] = []
        for location in self.request.routing.find_links:
            page = self.index.page(location, name)
            if isinstance(page, ProjectPage):
                found += page.distributions
        return Releases.of(ProjectPage(name, "", tuple(found)), flat=True) if found else None

    def _warn_of_missing_times(self, location: IndexLocation, page: ProjectPage) -> None:
        if location.flat or self._cutoff(page.project, location) is None:
            return
        if any(file.uploaded_at is None for file in page.distributions):
            self.cautions[NoUploadTimes(page.project, without_credentials(location.url))] = None

    def _map(self, location: IndexLocation, page: ProjectPage, flat: Releases | None) -> VersionMap:
        self._warn_of_missing_times(location, page)
        return VersionMap(
            location=location,
            releases=Releases.of(page),  # `format = "flat"` keeps the order of names, unlike find-links
            flat=flat,
            rules=self._file_rules(page.project, location, allow_yanked=False),
            rules_for_yanked=self._file_rules(page.project, location, allow_yanked=True),
            allowed_yanks=self._allowed_yanks,
            axis=self.packages.axis(page.project),
        )

    def _file_rules(self, name: NormalizedName, location: IndexLocation, *, allow_yanked: bool) -> FileRules:
        settings = self.policy.settings

        def rule(tags: TagRanks | None) -> FileRule:
            return FileRule(
                tags=tags,
                python=self.python,
                no_binary=settings.forbids_wheels(name),
                no_build=settings.forbids_building(name),
                cutoff=self._cutoff(name, location),
                allow_yanked=allow_yanked,
                flat=location.flat,
            )

        of_target = rule(self._tags)
        in_scope = rule(None)
        usable = of_target if self.policy.file_rule_for(name) is UsableFile.ON_TARGET else in_scope
        metadata = of_target if self.policy.metadata_rule_for(name) is MetadataFile.OF_TARGET else in_scope
        return FileRules(usable, metadata)

    def _cutoff(self, name: NormalizedName, location: IndexLocation) -> datetime | None:
        """The project's own cut-off before the index's own before the general one (measured)."""
        settings = self.policy.settings
        if name in settings.exclude_newer_package:
            return settings.exclude_newer_package[name]
        if location.no_cutoff or location.cutoff is not None:
            return location.cutoff
        return settings.exclude_newer

    def neighbours(
        self, name: NormalizedName, pinned: IndexLocation | None, version: Version
    ) -> tuple[Version | None, Version | None]:
        """The listed versions just below and just above one (None: there is none)."""
        known = self._known_versions(name, pinned)
        low, high = 0, len(known)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if known[middle] < version else (low, middle)
        above = low + 1 if low < len(known) and known[low] == version else low
        return (known[low - 1] if low else None), (known[above] if above < len(known) else None)

    def _known_versions(self, name: NormalizedName, pinned: IndexLocation | None) -> Sequence[Version]:
        key = (name, _pin_url(pinned))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _listed(self.version_maps(name, pinned))
        return known

    # -- selection ----------------------------------------------------------------------------------

    def selection_rule(self, name: NormalizedName, scope: Scope) -> SelectionRule:
        """How versions of a project are walked under the policy in a scope."""
        strategy = self.policy.index_strategy
        return SelectionRule(strategy, self.prereleases(name, scope), self.oldest_first(name, scope))

    def prereleases(self, name: NormalizedName, scope: Scope) -> Prereleases:
        """Which pre-releases of a project are allowed."""
        asked_by = (item.specifier for item in self._user_level.get(name, ()) if scope.reaches(item.marker))
        return allowed_prereleases(self.policy, name, asked_by)

    def oldest_first(self, name: NormalizedName, scope: Scope) -> bool:
        """Whether old versions of a project are preferred: all, or where a requirement of the user reaches."""
        if self.policy.resolution is not ResolutionMode.LOWEST_DIRECT:
            return self.policy.resolution is ResolutionMode.LOWEST
        return any(scope.reaches(item.marker) for item in self.request.direct.get(name, ()))


def _listed(maps: list[VersionMap] | UnknownProject) -> Sequence[Version]:
    """The versions of all indexes, oldest first."""
    if isinstance(maps, UnknownProject):
        return ()
    return maps[0].versions if len(maps) == 1 else sorted({version for entry in maps for version in entry.versions})


def _pin_url(pinned: IndexLocation | None) -> str:
    return "" if pinned is None else pinned.url
