"""What is asked: a pasted text as values. Every requirement remembers its text and its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.errors import Mistake
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.lock_format import LockFormat
from resolver_core.inputs.positions import Path, Place
from resolver_core.inputs.project_files import ROOT, ProjectFiles


class ResolutionMode(StrEnum):
    """uv's `resolution` setting."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    LOWEST_DIRECT = "lowest-direct"


class PrereleaseMode(StrEnum):
    """uv's `prerelease` setting (`if-necessary-or-explicit` is read as `if-necessary`, as uv 0.13 does)."""

    DISALLOW = "disallow"
    ALLOW = "allow"
    IF_NECESSARY = "if-necessary"
    EXPLICIT = "explicit"


class ForkStrategy(StrEnum):
    """uv's `fork-strategy` setting."""

    FEWEST = "fewest"
    REQUIRES_PYTHON = "requires-python"


class IndexStrategy(StrEnum):
    """uv's `index-strategy` setting."""

    FIRST_INDEX = "first-index"
    UNSAFE_FIRST_MATCH = "unsafe-first-match"
    UNSAFE_BEST_MATCH = "unsafe-best-match"


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """A requirement as the user wrote it. `groups` is for requests of groups only."""

    requirement: Requirement
    text: str
    line: int | None = None  #: 1-based in the pasted text
    is_supposed: bool = False  #: an experiment's own: nobody wrote it


class SourceKind(StrEnum):
    """The kinds of `tool.uv.sources` entries."""

    INDEX = "index"
    URL = "url"
    GIT = "git"
    PATH = "path"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of `tool.uv.sources.NAME`. `value` is the index name, the URL or the path as written.

    `editable` and `package` are None where the entry does not say.
    """

    kind: SourceKind
    value: str
    marker: str | None = None  #: marker text
    extra: NormalizedName | None = None
    group: NormalizedName | None = None
    line: int | None = None
    editable: bool | None = None
    package: bool | None = None


class LocalKind(StrEnum):
    """How uv.lock names a project whose sources lie beside the question."""

    VIRTUAL = "virtual"  #: never built: only its requirements count
    EDITABLE = "editable"
    DIRECTORY = "directory"


ABSENT_MEMBER = "workspace"
"""In the place of a `LocalKind`, with the name of the project: a member of the workspace whose file is not there."""


@dataclass(frozen=True, slots=True)
class PipRequest:
    """What `[tool.uv.pip]` asks for: extras and groups beside those of the command line, and the target.

    `python` and `platform` are None where nothing is said. `without_dependencies` is `no-deps`.
    """

    extras: tuple[NormalizedName, ...] = ()
    groups: tuple[NormalizedName, ...] = ()
    all_extras: bool = False
    no_extras: tuple[NormalizedName, ...] = ()
    python: str | None = None
    platform: str | None = None
    universal: bool = False
    without_dependencies: bool = False


@dataclass(frozen=True, slots=True)
class ConflictItem:
    """One member of a `tool.uv.conflicts` set: an extra or a group of a package (both None: the project)."""

    package: NormalizedName
    extra: NormalizedName | None = None
    group: NormalizedName | None = None


@dataclass(frozen=True, slots=True)
class ScopedOverride:
    """An override that holds for the dependencies of one package only."""

    package: NormalizedName
    version: Version | None
    dependencies: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class ScopedExclude:
    """A dependency excluded for one parent only."""

    package: NormalizedName
    version: Version | None
    dependencies: tuple[NormalizedName, ...]


@dataclass(frozen=True, slots=True)
class SuppliedMetadata:
    """One `tool.uv.dependency-metadata` entry; `version` None holds for every version."""

    name: NormalizedName
    version: Version | None
    requires_dist: tuple[Requirement, ...]
    requires_python: SpecifierSet | None = None
    provides_extra: tuple[NormalizedName, ...] = ()
    line: int | None = field(default=None, compare=False)  #: 1-based in its file


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings both modes share (`[tool.uv]`, `[tool.uv.pip]`, the command line).

    None means "not set". `exclude_newer_package` maps a project to its own cut-off, or to None where
    the cut-off is switched off for it. A cut-off excludes files uploaded at or after it; `no_cutoff` in one layer
    takes back that of a layer below.
    """

    resolution: ResolutionMode | None = None
    prerelease: PrereleaseMode | None = None
    prerelease_package: Mapping[NormalizedName, PrereleaseMode] = field(default_factory=dict, hash=False)
    fork_strategy: ForkStrategy | None = None
    index_strategy: IndexStrategy | None = None
    exclude_newer: datetime | None = None  #: aware
    exclude_newer_package: Mapping[NormalizedName, datetime | None] = field(default_factory=dict, hash=False)
    no_build: bool | None = None
    no_build_package: frozenset[NormalizedName] | None = None
    no_binary: bool | None = None
    no_binary_package: frozenset[NormalizedName] | None = None
    no_sources: bool | None = None
    no_sources_package: frozenset[NormalizedName] | None = None
    no_index: bool | None = None
    no_cutoff: bool | None = None  #: `exclude-newer = false`
    upgrade: bool | None = None  #: an existing lock counts for nothing
    upgrade_package: frozenset[NormalizedName] | None = None
    cutoff_span: str | None = None  #: how `exclude_newer` is written where it is a span before now
    cutoff_span_package: Mapping[NormalizedName, str] = field(default_factory=dict, hash=False)

    def over(self, below: Settings) -> Settings:
        """These settings where they say something, else those of the layer below; mappings are laid over each other."""
        values: dict[str, object] = {}
        for item in fields(self):
            value, under = getattr(self, item.name), getattr(below, item.name)
            if isinstance(value, dict):
                values[item.name] = {**under, **value}
            else:
                values[item.name] = under if value is None else value
        if self.no_cutoff:
            values["exclude_newer"] = None
        if self.no_cutoff or self.exclude_newer is not None:
            values["cutoff_span"] = self.cutoff_span
        return Settings(**values)  # type: ignore[arg-type]

    def beside(self, below: Settings) -> Settings:
        """The same, but what both say about kinds of files adds up: neither takes back what the other forbids.

        So do the tables and lists of requirements that the pip interface reads (measured).
        """
        pairs = {name: (getattr(self, name), getattr(below, name)) for name in _KINDS_OF_FILES}
        added = {name: a | b for name, (a, b) in pairs.items() if a is not None and b is not None}
        return replace(self.over(below), **added)

    def forbids_wheels(self, name: NormalizedName) -> bool:
        """Whether no wheel of a project counts; one that is named in `no-build-package` is no part of "all"."""
        if self.no_binary and not self.no_build:
            return name not in (self.no_build_package or ())
        return bool(self.no_binary) or name in (self.no_binary_package or ())

    def forbids_building(self, name: NormalizedName) -> bool:
        """Whether no source distribution of a project counts; the same the other way round."""
        if self.no_build and not self.no_binary:
            return name not in (self.no_binary_package or ())
        return bool(self.no_build) or name in (self.no_build_package or ())


_KINDS_OF_FILES = frozenset(("no_build", "no_build_package", "no_binary", "no_binary_package"))


@dataclass(frozen=True, slots=True)
class DependencyLists:
    """What is said about everybody's dependencies: the fields of `Problem` of the same names."""

    constraints: tuple[RequirementLine, ...] = ()
    overrides: tuple[RequirementLine, ...] = ()
    scoped_overrides: tuple[ScopedOverride, ...] = ()
    excludes: frozenset[NormalizedName] = frozenset()
    scoped_excludes: tuple[ScopedExclude, ...] = ()


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """One package of a pasted `uv.lock`, as far as it is a preference."""

    name: NormalizedName
    version: Version
    index_url: str | None
    fork_markers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A pasted lock: for uv's own preferences and the forks to start with.

    A lock of another tool only tells what that tool chose. `document` is the parsed TOML, `places` where its items
    stand in `text`.
    """

    packages: tuple[LockedPackage, ...]
    fork_markers: tuple[str, ...] = ()
    document: Mapping[str, object] = field(default_factory=dict, hash=False, compare=False, repr=False)
    format: LockFormat = LockFormat.UV
    text: str = field(default="", repr=False)
    places: Mapping[Path, Place] = field(default_factory=dict, hash=False, compare=False, repr=False)


class InputKind(StrEnum):
    """What kind of text was pasted."""

    PYPROJECT = "pyproject.toml"
    REQUIREMENTS = "requirements.txt"
    SCRIPT = "PEP 723 script"
    POETRY = "Poetry"
    PDM = "PDM"


@dataclass(frozen=True)
class Problem:
    """A pasted project, ready to be solved under any policy.

    Names are normalised (PEP 503); extras and groups keep their order of declaration. Groups are
    expanded (`include-group`); `group_requires_python` comes from `tool.uv.dependency-groups`.
    `settings` is `[tool.uv]`, `pip_settings` is `[tool.uv.pip]`, which only the pip interface reads.

    A project of a workspace knows the `members` beside it (the root of a workspace that is no project itself has
    no name), and the `path_sources` that can be reached. They are problems of their own, with a `folder`; path
    sources are written from the root of the files in all of them.
    """

    kind: InputKind
    text: str = field(repr=False)
    name: NormalizedName | None = None  #: None: a list of requirements without a project
    version: Version | None = None
    requires_python: SpecifierSet | None = None
    requires_python_line: int | None = None
    dependencies: tuple[RequirementLine, ...] = ()
    optional_dependencies: Mapping[NormalizedName, tuple[RequirementLine, ...]] = field(default_factory=dict)
    dependency_groups: Mapping[NormalizedName, tuple[RequirementLine, ...]] = field(default_factory=dict)
    group_includes: Mapping[NormalizedName, frozenset[NormalizedName]] = field(default_factory=dict)
    group_requires_python: Mapping[NormalizedName, SpecifierSet] = field(default_factory=dict)
    default_groups: tuple[NormalizedName, ...] = ("dev",)  # type: ignore[assignment]
    stated_default_groups: tuple[str, ...] | None = None  #: as written, ("all",) for all; None where nothing is
    constraints: tuple[RequirementLine, ...] = ()
    build_constraints: tuple[RequirementLine, ...] = ()  #: for builds alone, but recorded in a lock
    overrides: tuple[RequirementLine, ...] = ()
    scoped_overrides: tuple[ScopedOverride, ...] = ()
    excludes: frozenset[NormalizedName] = frozenset()
    scoped_excludes: tuple[ScopedExclude, ...] = ()
    sources: Mapping[NormalizedName, tuple[Source, ...]] = field(default_factory=dict)
    indexes: tuple[IndexLocation, ...] = ()
    pip_indexes: tuple[IndexLocation, ...] = ()  #: what the pip interface asks instead of `indexes`
    environments: tuple[str, ...] = ()  #: marker texts
    required_environments: tuple[str, ...] = ()  #: marker texts
    conflicts: tuple[tuple[ConflictItem, ...], ...] = ()
    dependency_metadata: tuple[SuppliedMetadata, ...] = ()
    settings: Settings = Settings()
    pip_settings: Settings = Settings()
    notes: tuple[str, ...] = ()  #: what was translated or ignored, in words
    pip_request: PipRequest = PipRequest()
    minimum_glibc: tuple[int, int] | None = None  #: a lock's wheels must not need a newer one
    minimum_musl: tuple[int, int] | None = None
    pip_lists: DependencyLists | None = None  #: what the pip interface takes instead; None: the same
    lock_refusals: tuple[Mistake, ...] = ()  #: why `uv lock` does not take the input
    pip_refusals: tuple[Mistake, ...] = ()  #: why `uv pip` does not
    folder: str = ROOT  #: of the project below the root of its files
    local_kind: LocalKind = LocalKind.VIRTUAL
    is_package: bool | None = None  #: `tool.uv.package`
    workspace: Mapping[NormalizedName, str] = field(default_factory=dict)  #: the folder of each member, by name
    members: tuple[Problem, ...] = ()  #: the other members of the workspace
    path_sources: tuple[Problem, ...] = ()  #: projects in other folders
    files: ProjectFiles | None = field(default=None, repr=False)  #: None: made by hand

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the files: the same paste is the same problem."""
        return sha256(self.text.encode()).hexdigest() if self.files is None else self.files.digest

    def with_lists(self, lists: DependencyLists | None) -> Problem:
        """The problem with other lists about dependencies; None leaves them as they are."""
        if lists is None:
            return self
        return replace(self, **{item.name: getattr(lists, item.name) for item in fields(lists)})

    def with_lines(
        self, dependencies: tuple[RequirementLine, ...], constraints: tuple[RequirementLine, ...]
    ) -> Problem:
        """The problem with more requirements and constraints, in both modes."""
        lists = self.pip_lists
        return replace(
            self,
            dependencies=(*self.dependencies, *dependencies),
            constraints=(*self.constraints, *constraints),
            pip_lists=None if lists is None else replace(lists, constraints=(*lists.constraints, *constraints)),
        )

    @property
    def source(self) -> str:
        """How a requirement names this project as a source: "editable:packages/q"."""
        return f"{self.local_kind}:{self.folder}"
