"""What has to be installed at one environment, read off the user's text and off metadata (uv-resolution 1.3, 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import CoreMetadata
from resolver_core.inputs.problem import Problem, RequirementLine, Source, SourceKind
from resolver_core.policy import IndexRouting, Policy
from resolver_core.targets.environment import Environment
from resolver_core.verify.evaluation import extras_rested_on, holds


@dataclass(frozen=True, slots=True)
class Demand:
    """One requirement with its source applied. `index_url` or `url` are set where a source names them."""

    name: NormalizedName
    extras: frozenset[NormalizedName]
    specifier: SpecifierSet
    marker: Marker | None
    text: str
    url: str | None = None
    index_url: str | None = None

    @classmethod
    def of(cls, requirement: Requirement) -> Demand:
        """A requirement without a source."""
        return cls(
            canonicalize_name(requirement.name),
            frozenset(map(canonicalize_name, requirement.extras)),
            requirement.specifier,
            requirement.marker,
            str(requirement),
            requirement.url,
        )


@dataclass(frozen=True, slots=True)
class Demands:
    """Everything that is asked for at one environment. `parent` None is a request without a project."""

    problem: Problem
    policy: Policy
    environment: Environment

    def of_user(
        self, extra: NormalizedName | None = None, group: NormalizedName | None = None
    ) -> Iterator[tuple[Demand, list[Demand]]]:
        """What the user's text asks for: the dependencies, or one extra, or one group."""
        declared = [demand for line in self._lines(extra, group) for demand in self._lowered(line, extra, group)]
        parent = self.problem.name if self.policy.roots.everything else None
        yield from self._applied(declared, parent, self.problem.version, "")

    def of_version(
        self, name: NormalizedName, version: Version, metadata: CoreMetadata, extra: NormalizedName | None
    ) -> Iterator[tuple[Demand, list[Demand]]]:
        """What a version's metadata ask for with one extra on, or none; each with its constraints."""
        yield from self._applied(map(Demand.of, metadata.requires_dist), name, version, extra or "")

    def indexes_of(self, name: NormalizedName) -> set[str]:
        """The addresses of all indexes a project may come from."""
        open_to_all = [index for index in self.policy.indexes if not index.explicit]
        named = [self._index_url(source) for source in self._sources(name) if source.kind is SourceKind.INDEX]
        urls = {index.url for index in open_to_all} | {self.policy.default_index.rstrip("/")}
        return {*map(without_credentials, urls), *named}

    # -- the user's text ------------------------------------------------------------------------------

    def _lines(self, extra: NormalizedName | None, group: NormalizedName | None) -> Iterable[RequirementLine]:
        if group is not None:
            python = self.problem.group_requires_python.get(group, SpecifierSet())
            here = python.contains(self.environment.python_version, prereleases=True)
            return self.problem.dependency_groups.get(group, ()) if here else ()
        if extra is not None:
            return self.problem.optional_dependencies.get(extra, ())
        return self.problem.dependencies

    def _lowered(
        self, line: RequirementLine, extra: NormalizedName | None = None, group: NormalizedName | None = None
    ) -> Iterator[Demand]:
        """The requirement with the sources that apply here; without any if none does."""
        plain = Demand.of(line.requirement)
        entries = [
            source
            for source in self._sources(plain.name)
            if source.extra in (None, extra) and source.group in (None, group)
            if source.marker is None or holds(Marker(source.marker), self.environment)
        ]
        if plain.url is not None or not entries:
            yield plain
            return
        for source in entries:
            if source.kind is SourceKind.INDEX:
                yield replace(plain, index_url=self._index_url(source))
            else:
                yield replace(plain, url=source.value, specifier=SpecifierSet())

    def _sources(self, name: NormalizedName) -> tuple[Source, ...]:
        return () if self.policy.settings.no_sources else self.problem.sources.get(name, ())

    def _index_url(self, source: Source) -> str:
        return without_credentials(next(index.url for index in self.policy.indexes if index.name == source.value))

    # -- overrides, excludes, constraints ---------------------------------------------------------------

    def _applied(
        self, declared: Iterable[Demand], parent: NormalizedName | None, version: Version | None, extra: str
    ) -> Iterator[tuple[Demand, list[Demand]]]:
        for demand in self._overridden(list(declared), parent, version, extra):
            if holds(demand.marker, self.environment, extra) and not self._is_excluded(demand, parent, version):
                yield demand, list(self._constraints(demand.name))

    def _overridden(
        self, declared: list[Demand], parent: NormalizedName | None, version: Version | None, extra: str
    ) -> Iterator[Demand]:
        scoped = self._scoped_overrides(parent, version)
        everywhere = [demand for line in self.problem.overrides for demand in self._setting(line)]
        for demand in declared:
            replacements = [other for other in scoped or () if other.name == demand.name]
            replacements = replacements or [other for other in everywhere if other.name == demand.name]
            if not replacements:
                yield demand
            elif not (needed := extras_rested_on(demand.marker)) or extra in needed:
                yield from replacements
        if not extra:
            yield from (other for other in scoped if other.name not in {demand.name for demand in declared})

    def _scoped_overrides(self, parent: NormalizedName | None, version: Version | None) -> list[Demand]:
        entries = [entry for entry in self.problem.scoped_overrides if entry.package == parent]
        exact = [entry for entry in entries if entry.version is not None and entry.version == version]
        chosen = exact or [entry for entry in entries if entry.version is None]
        return [Demand.of(requirement) for entry in chosen for requirement in entry.dependencies]

    def _is_excluded(self, demand: Demand, parent: NormalizedName | None, version: Version | None) -> bool:
        return demand.name in self.problem.excludes or any(
            entry.package == parent and entry.version in (None, version) and demand.name in entry.dependencies
            for entry in self.problem.scoped_excludes
        )

    def _constraints(self, name: NormalizedName) -> Iterator[Demand]:
        for line in self.problem.constraints:
            for demand in self._setting(line):
                if demand.name == name and (demand.specifier or demand.url) and holds(demand.marker, self.environment):
                    yield demand

    def _setting(self, line: RequirementLine) -> Iterator[Demand]:
        """A constraint or an override: its sources count in a lock only (section 1.4)."""
        if self.policy.index_routing is IndexRouting.DECLARED:
            yield from self._lowered(line)
        else:
            yield Demand.of(line.requirement)
