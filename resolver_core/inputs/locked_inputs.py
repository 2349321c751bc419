"""What a `uv.lock` says it was made from: the inputs that uv compares with those of today (uv-resolution 6.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.inputs.cutoff import Cutoff, parse_cutoff
from resolver_core.inputs.dependency_lists import read_scope, read_supplied_metadata
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path
from resolver_core.inputs.problem import ConflictItem, ScopedExclude, SuppliedMetadata
from resolver_core.inputs.requirement import InvalidText, parse_marker, parse_name, parse_requires_python, parse_version
from resolver_core.inputs.stated_requirement import (
    StatedRequirement,
    read_conflict_item,
    read_source,
    read_stated_requirement,
    read_stated_requirements,
)

Requirements = frozenset[StatedRequirement]
NO_REQUIREMENTS: Requirements = frozenset()


@dataclass(frozen=True, slots=True)
class LockedOptions:
    """`[options]`: the settings, as texts; None where the lock says nothing, which means uv's default."""

    resolution_mode: str | None = None
    prerelease_mode: str | None = None
    prerelease_package: Mapping[NormalizedName, str] = field(default_factory=dict)
    fork_strategy: str | None = None
    exclude_newer: Cutoff | None = None
    exclude_newer_package: Mapping[NormalizedName, Cutoff | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatedOverride:
    """An override that holds for the dependencies of one package only."""

    package: NormalizedName
    version: Version | None
    dependencies: Requirements


@dataclass(frozen=True, slots=True)
class LockedManifest:
    """`[manifest]`: what was required beside the packages' own metadata."""

    members: frozenset[NormalizedName] = frozenset()
    default_groups: frozenset[str] | None = None  #: of a root that is no project; None where nothing is said
    requirements: Requirements = NO_REQUIREMENTS
    constraints: Requirements = NO_REQUIREMENTS
    overrides: Requirements = NO_REQUIREMENTS
    scoped_overrides: frozenset[StatedOverride] = frozenset()
    excludes: frozenset[NormalizedName] = frozenset()
    scoped_excludes: frozenset[ScopedExclude] = frozenset()
    build_constraints: Requirements = NO_REQUIREMENTS
    dependency_groups: Mapping[NormalizedName, Requirements] = field(default_factory=dict)
    dependency_metadata: tuple[SuppliedMetadata, ...] = ()


class LockedDependency(NamedTuple):
    """An edge of a lock: `version` and `source` are said only where several packages have the name."""

    name: NormalizedName
    version: Version | None
    source: str
    path: Path


@dataclass(frozen=True, slots=True)
class LockedPackageInputs:
    """One package with the metadata that it had; `dependencies` are those of its extras and groups, too.

    `version` is None for a project whose version is dynamic. `source` is its kind and where it is.
    """

    name: NormalizedName
    version: Version | None
    source: str
    dependencies: tuple[LockedDependency, ...] = ()
    requires_dist: Requirements = NO_REQUIREMENTS
    provides_extras: frozenset[NormalizedName] = frozenset()
    groups: Mapping[NormalizedName, Requirements] = field(default_factory=dict)
    default_groups: frozenset[str] | None = None  #: None where nothing is said
    group_python: Mapping[NormalizedName, SpecifierSet] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of its source: "registry", "editable", …."""
        return self.source.partition(" ")[0]

    @property
    def place(self) -> str:
        """Where it comes from: a URL or a folder."""
        return self.source.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class LockedInputs:
    """Everything together. `revision` is 0 where the lock states none."""

    revision: int = 0
    requires_python: SpecifierSet = field(default_factory=SpecifierSet)
    supported_markers: tuple[str, ...] = ()
    required_markers: tuple[str, ...] = ()
    conflicts: tuple[frozenset[ConflictItem], ...] = ()
    options: LockedOptions = LockedOptions()
    manifest: LockedManifest = LockedManifest()
    packages: tuple[LockedPackageInputs, ...] = ()


def read_locked_inputs(document: Document) -> LockedInputs:
    """Read them from a `uv.lock`; what is wrong is recorded in the document."""
    revision = document.get(("revision",))
    return LockedInputs(
        revision=revision if isinstance(revision, int) else 0,
        requires_python=document.read_string(("requires-python",), parse_requires_python) or SpecifierSet(),
        supported_markers=_markers(document, ("supported-markers",)),
        required_markers=_markers(document, ("required-markers",)),
        conflicts=tuple(_conflicts(document, ("conflicts",))),
        options=_options(document),
        manifest=_manifest(document),
        packages=tuple(_packages(document)),
    )


def _markers(document: Document, path: Path) -> tuple[str, ...]:
    return tuple(marker for _, marker in document.read_strings(path, parse_marker))


def _conflicts(document: Document, path: Path) -> Iterator[frozenset[ConflictItem]]:
    for place, _ in document.items(path, "a list of lists"):
        read = (read_conflict_item(document, item) for item, _ in document.items(place, "a list of tables"))
        yield frozenset(item for item in read if item is not None)


# -- options ----------------------------------------------------------------------------------------


def _options(document: Document) -> LockedOptions:
    path: Path = ("options",)
    modes = (*path, "prerelease-package")
    named = ((name, document.string((*modes, key))) for key, name in _names(document, modes))
    cutoffs = (*path, "exclude-newer-package")
    return LockedOptions(
        resolution_mode=document.string((*path, "resolution-mode")),
        prerelease_mode=document.string((*path, "prerelease-mode")),
        prerelease_package={name: mode for name, mode in named if mode is not None},
        fork_strategy=document.string((*path, "fork-strategy")),
        exclude_newer=_cutoff(document, (*path, "exclude-newer"), (*path, "exclude-newer-span")),
        exclude_newer_package={name: _of_package(document, (*cutoffs, key)) for key, name in _names(document, cutoffs)},
    )


def _of_package(document: Document, path: Path) -> Cutoff | None:
    """The cut-off of one project: a moment, a table with a span, or `false` for none."""
    if document.get(path) is False:
        return None
    if isinstance(document.get(path), dict):
        return _cutoff(document, (*path, "timestamp"), (*path, "span"))
    return _cutoff(document, path, (*path, "span"))


def _cutoff(document: Document, moment: Path, span: Path) -> Cutoff | None:
    instant = document.read_string(moment, _parse_moment)
    if instant is None:
        return None
    written = document.get(span)
    return Cutoff(instant, written if isinstance(written, str) else None)


def _parse_moment(text: str) -> datetime:
    try:
        return parse_cutoff(text, datetime.now(UTC))
    except InvalidText:
        return datetime.min.replace(tzinfo=UTC)  # of a span, uv writes a moment that means nothing


# -- the manifest -----------------------------------------------------------------------------------


def _manifest(document: Document) -> LockedManifest:
    path: Path = ("manifest",)
    excludes = (*path, "excludes")
    return LockedManifest(
        members=frozenset(name for _, name in document.read_strings((*path, "members"), parse_name)),
        default_groups=_default_groups(document, (*path, "default-groups")),
        requirements=read_stated_requirements(document, (*path, "requirements")),
        constraints=read_stated_requirements(document, (*path, "constraints")),
        overrides=frozenset(_plain_overrides(document, (*path, "overrides"))),
        scoped_overrides=frozenset(_scoped_overrides(document, (*path, "overrides"))),
        excludes=frozenset(_plain_excludes(document, excludes)),
        scoped_excludes=frozenset(_scoped_excludes(document, excludes)),
        build_constraints=read_stated_requirements(document, (*path, "build-constraints")),
        dependency_groups=_groups(document, (*path, "dependency-groups")),
        dependency_metadata=tuple(read_supplied_metadata(document, (*path, "dependency-metadata"))),
    )


def _plain_overrides(document: Document, path: Path) -> Iterator[StatedRequirement]:
    for item, _ in document.items(path, "a list of tables"):
        requirement = None if "package" in document.table(item) else read_stated_requirement(document, item)
        if requirement is not None:
            yield requirement


def _scoped_overrides(document: Document, path: Path) -> Iterator[StatedOverride]:
    for item, _ in document.items(path, "a list of tables"):
        scope = read_scope(document, item) if "package" in document.table(item) else None
        if scope is not None:
            yield StatedOverride(*scope, read_stated_requirements(document, (*item, "dependencies")))


def _plain_excludes(document: Document, path: Path) -> Iterator[NormalizedName]:
    for item, value in document.items(path):
        name = document.read(item, value, parse_name) if isinstance(value, str) else None
        if name is not None:
            yield name


def _scoped_excludes(document: Document, path: Path) -> Iterator[ScopedExclude]:
    for item, value in document.items(path):
        scope = read_scope(document, item) if isinstance(value, dict) else None
        if scope is not None:
            names = (name for _, name in document.read_strings((*item, "dependencies"), parse_name))
            yield ScopedExclude(*scope, tuple(names))


def _groups(document: Document, path: Path) -> dict[NormalizedName, Requirements]:
    return {name: read_stated_requirements(document, (*path, key)) for key, name in _names(document, path)}


def _names(document: Document, path: Path) -> list[tuple[str, NormalizedName]]:
    """The keys of a table that are names, as written and normalised."""
    read = ((key, document.read((*path, key), key, parse_name)) for key in document.table(path))
    return [(key, name) for key, name in read if name is not None]


# -- packages ---------------------------------------------------------------------------------------


def _packages(document: Document) -> Iterator[LockedPackageInputs]:
    for path, _ in document.items(("package",), "a list of tables"):
        document.table(path)
        name = document.read_string((*path, "name"), parse_name)
        if name is None:
            continue
        metadata = (*path, "metadata")
        yield LockedPackageInputs(
            name=name,
            version=document.read_string((*path, "version"), parse_version),
            source=_package_source(document, (*path, "source")),
            dependencies=tuple(_dependencies(document, path)),
            requires_dist=read_stated_requirements(document, (*metadata, "requires-dist")),
            provides_extras=frozenset(
                extra for _, extra in document.read_strings((*metadata, "provides-extras"), parse_name)
            ),
            groups=_groups(document, (*metadata, "requires-dev")),
            default_groups=_default_groups(document, (*path, "default-groups")),
            group_python=_group_python(document, (*path, "group-requires-python")),
        )


def _default_groups(document: Document, path: Path) -> frozenset[str] | None:
    """The names of the groups, or "all"."""
    value = document.get(path)
    if isinstance(value, list):
        return frozenset(str(name) for _, name in document.read_strings(path, parse_name))
    return frozenset([value]) if isinstance(value, str) else None


def _group_python(document: Document, path: Path) -> dict[NormalizedName, SpecifierSet]:
    read = ((name, document.read_string((*path, key), parse_requires_python)) for key, name in _names(document, path))
    return {name: python for name, python in read if python is not None}


def _package_source(document: Document, path: Path) -> str:
    document.table(path)
    registry = document.string((*path, "registry"))
    return read_source(document, path) if registry is None else f"registry {registry}"


def _dependencies(document: Document, path: Path) -> Iterator[LockedDependency]:
    lists: list[Path] = [(*path, "dependencies")]
    for table in ("optional-dependencies", "dev-dependencies"):
        lists += [(*path, table, key) for key in document.table((*path, table))]
    for place in lists:
        for item, _ in document.items(place, "a list of tables"):
            document.table(item)
            document.read_string((*item, "marker"), parse_marker)
            name = document.read_string((*item, "name"), parse_name)
            if name is not None:
                version = document.read_string((*item, "version"), parse_version)
                yield LockedDependency(name, version, _package_source(document, (*item, "source")), item)
