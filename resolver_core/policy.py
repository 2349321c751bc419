"""The axes along which uv's two resolutions differ, and the two presets.

`uv pip install` and `uv lock` run one solver under two policies. Every combination of axis values is
a legal policy that can be solved; that is what lets an explanation change one thing at a time
(docs/architecture.md). No module but this one asks which preset a policy came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from packaging.specifiers import Specifier, SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.errors import Mistake
from resolver_core.index.records import IndexLocation
from resolver_core.inputs.lock_format import LockFormat
from resolver_core.inputs.problem import (
    DependencyLists,
    ForkStrategy,
    IndexStrategy,
    Lock,
    PrereleaseMode,
    Problem,
    ResolutionMode,
    Settings,
)
from resolver_core.inputs.uv_version import EMULATED_UV
from resolver_core.targets.environment import Environment

NO_SETTINGS = Settings()

UV_VERSION = EMULATED_UV
"""The one version of uv whose behaviour is emulated."""


class Environments(StrEnum):
    """Axis `environments`: which environments the answer has to hold in."""

    TARGET = "target"  #: the target alone
    PROJECT = "project"  #: all, or the union of `tool.uv.environments`


class UsableFile(StrEnum):
    """Axis `file_rule`: when a version counts as having a usable file."""

    ON_TARGET = "on-target"  #: a wheel the target's tags accept, or an sdist
    IN_SCOPE = "in-scope"  #: a wheel that some environment in scope could use, or an sdist


class MetadataFile(StrEnum):
    """Axis `metadata_rule`: which file's metadata stand for a version."""

    OF_TARGET = "of-target"  #: the file the target would install
    REPRESENTATIVE = "representative"  #: uv's choice without a target (uv-resolution section 3.2)


class IndexRouting(StrEnum):
    """Axis `index_routing`: which requirements pin a project to an index."""

    REQUESTED = "requested"  #: those that apply to the request; constraints are not lowered
    DECLARED = "declared"  #: every one the project declares, constraints and overrides included


class RequirementOrder(StrEnum):
    """Axis `requirement_order`: the order in which a dependency list reaches the solver."""

    DECLARED = "declared"
    BY_NAME = "by-name"


class MarkerReading(StrEnum):
    """Axis `marker_reading`: what a marker does to its requirement."""

    EVALUATED = "evaluated"  #: a false marker's requirement vanishes
    SYMBOLIC = "symbolic"  #: it stays, can fork the resolution, and can sink a version


@dataclass(frozen=True, slots=True)
class Selection:
    """Extras and groups that are asked for; `everything` asks for all that the project declares.

    `base` is False where only groups are wanted (`uv sync --only-group`).
    """

    extras: tuple[NormalizedName, ...] = ()
    groups: tuple[NormalizedName, ...] = ()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """What a command line adds to a problem. `indexes` come before those of the file.

    `default_index` is used where the file marks no index as default. `settings` win over the file's.
    """

    default_index: str
    indexes: tuple[IndexLocation, ...] = ()
    settings: Settings = NO_SETTINGS
    lock: Lock | None = None
    assume: bool = False  #: go on where uv would build or fetch, with what can be known without
    as_of: bool = False  #: the cut-off of `settings` is when the question is asked, not a setting of the project's


@dataclass(frozen=True)
class Policy:
    """One point in the space of resolutions: a value for every axis, and the shared settings.

    `target` is the environment that target-bound values refer to; a universal policy may carry one,
    so that single axes can be set back to it. `python` is the Python requirement: `>=` the exact
    version for one platform, the project's requires-python for a lock (only lower bounds are compared
    with what projects require, uv-resolution section 4.6).
    """

    label: str
    python: SpecifierSet
    environments: Environments
    file_rule: UsableFile
    metadata_rule: MetadataFile
    roots: Selection
    index_routing: IndexRouting
    requirement_order: RequirementOrder
    marker_reading: MarkerReading
    target: Environment | None = None
    lock: Lock | None = field(default=None, repr=False)
    default_index: str = ""
    indexes: tuple[IndexLocation, ...] = ()
    settings: Settings = NO_SETTINGS
    assume: bool = False  #: an obstacle becomes a stated assumption (`Resolution.assumptions`) rather than a failure
    lists: DependencyLists | None = None  #: about everybody's dependencies; None: those of the problem
    with_dependencies: bool = True  #: False: what the roots require is all (`no-deps`)
    refusals: tuple[Mistake, ...] = ()  #: why uv does not take the input in this mode
    as_of: bool = False  #: `exclude_newer` is when the question is asked, not a setting of the project's
    file_rule_of: Mapping[NormalizedName, UsableFile] = field(default_factory=dict)  #: where a project has its own
    metadata_rule_of: Mapping[NormalizedName, MetadataFile] = field(default_factory=dict)

    def file_rule_for(self, project: NormalizedName) -> UsableFile:
        """The file rule of one project: of no preset, but an experiment changes it for some alone."""
        return self.file_rule_of.get(project, self.file_rule)

    def metadata_rule_for(self, project: NormalizedName) -> MetadataFile:
        """The metadata rule of one project."""
        return self.metadata_rule_of.get(project, self.metadata_rule)

    @classmethod
    def single_platform(
        cls, problem: Problem, target: Environment, options: Options, selection: Selection = Selection()
    ) -> Policy:
        """What `uv pip install -r pyproject.toml` does on `target` in a clean environment.

        The project's requires-python is not read (uv-resolution sections 1.1 and 1.5).
        """
        return cls(
            label="single",
            python=SpecifierSet(f">={target.python_version.base_version}"),
            environments=Environments.TARGET,
            file_rule=UsableFile.ON_TARGET,
            metadata_rule=MetadataFile.OF_TARGET,
            roots=requested(problem, selection),
            index_routing=IndexRouting.REQUESTED,
            requirement_order=RequirementOrder.DECLARED,
            marker_reading=MarkerReading.EVALUATED,
            target=target,
            default_index=options.default_index,
            indexes=options.indexes + problem.pip_indexes,
            settings=options.settings.over(problem.pip_settings).beside(problem.settings),
            lists=problem.pip_lists,
            with_dependencies=not problem.pip_request.without_dependencies,
            refusals=_standing(problem.pip_refusals, options),
            assume=options.assume,
        )

    @classmethod
    def universal(
        cls, problem: Problem, requires_python: SpecifierSet, options: Options, target: Environment | None = None
    ) -> Policy:
        """What `uv lock` does: every extra and group, every environment in `requires_python`."""
        settings = options.settings.over(problem.settings)
        return cls(
            label="universal",
            python=requires_python,
            environments=Environments.PROJECT,
            file_rule=UsableFile.IN_SCOPE,
            metadata_rule=MetadataFile.REPRESENTATIVE,
            roots=Selection(everything=True),
            index_routing=IndexRouting.DECLARED,
            requirement_order=RequirementOrder.BY_NAME,
            marker_reading=MarkerReading.SYMBOLIC,
            target=target,
            lock=options.lock if options.lock is not None and options.lock.format is LockFormat.UV else None,
            default_index=options.default_index,
            indexes=options.indexes + problem.indexes,
            settings=settings,
            refusals=_standing(problem.lock_refusals, options),
            assume=options.assume,
            as_of=options.as_of,
        )

    def with_axes(self, label: str, **axes: object) -> Policy:
        """The same policy with some axes at other values (field names as keywords)."""
        return replace(self, label=label, **axes)  # type: ignore[arg-type]

    @property
    def is_of_a_lock(self) -> bool:
        """Whether every axis is as `uv lock` has it: then a lock that is valid still is the answer."""
        return (
            self.environments is Environments.PROJECT
            and self.file_rule is UsableFile.IN_SCOPE
            and self.metadata_rule is MetadataFile.REPRESENTATIVE
            and self.roots.everything
            and self.index_routing is IndexRouting.DECLARED
            and self.requirement_order is RequirementOrder.BY_NAME
            and self.marker_reading is MarkerReading.SYMBOLIC
            and not (self.file_rule_of or self.metadata_rule_of)
        )

    @property
    def resolution(self) -> ResolutionMode:
        """uv's `resolution`, with its default."""
        return self.settings.resolution or ResolutionMode.HIGHEST

    @property
    def prerelease(self) -> PrereleaseMode:
        """uv's `prerelease`, with its default."""
        return self.settings.prerelease or PrereleaseMode.IF_NECESSARY

    @property
    def fork_strategy(self) -> ForkStrategy:
        """uv's `fork-strategy`, with its default."""
        return self.settings.fork_strategy or ForkStrategy.REQUIRES_PYTHON

    @property
    def index_strategy(self) -> IndexStrategy:
        """uv's `index-strategy`, with its default."""
        return self.settings.index_strategy or IndexStrategy.FIRST_INDEX

    @property
    def lowest_python_first(self) -> bool:
        """Whether, of forks, the one with the lowest Pythons is solved first (uv-resolution section 6.2)."""
        return self.fork_strategy is ForkStrategy.FEWEST or self.resolution is ResolutionMode.LOWEST

    @property
    def axes(self) -> dict[str, str]:
        """The axis values and the shared settings as text, as an answer shows them."""
        extras = ", ".join((*self.roots.extras, *(f":{group}" for group in self.roots.groups)))
        return {
            "python": str(self.python),
            "environments": self.environments.value,
            "file_rule": self.file_rule.value,
            "metadata_rule": self.metadata_rule.value,
            "roots": "everything" if self.roots.everything else extras or "dependencies",
            "index_routing": self.index_routing.value,
            "requirement_order": self.requirement_order.value,
            "marker_reading": self.marker_reading.value,
            "preferences": "lock" if self.lock is not None else "none",
            "resolution": self.resolution.value,
            "prerelease": self.prerelease.value,
            "fork_strategy": self.fork_strategy.value,
            "index_strategy": self.index_strategy.value,
            "exclude_newer": "" if self.settings.exclude_newer is None else self.settings.exclude_newer.isoformat(),
        }


def requested(problem: Problem, selection: Selection) -> Selection:
    """A selection with what `[tool.uv.pip]` asks for beside the command line, and without what it takes back."""
    request = problem.pip_request
    extras = (*selection.extras, *request.extras)
    if request.all_extras:
        extras = tuple(problem.optional_dependencies)
    kept = dict.fromkeys(extra for extra in extras if extra not in request.no_extras)
    return replace(selection, extras=tuple(kept), groups=tuple(dict.fromkeys((*selection.groups, *request.groups))))


def _standing(refusals: tuple[Mistake, ...], options: Options) -> tuple[Mistake, ...]:
    """What refuses the input still, where a project that is not there may be assumed."""
    return tuple(refusal for refusal in refusals if not (options.assume and refusal.of_absence))


def requires_python_of(problem: Problem, target: Environment) -> SpecifierSet:
    """The Python versions a lock of the problem is for: those of all members, else `>=` the target's minor version.

    uv falls back to the interpreter it chose, with a warning (uv-resolution section 1.1).
    """
    asked = [each.requires_python for each in (problem, *problem.members) if each.requires_python is not None]
    if asked:
        return intersected(asked)
    return SpecifierSet(f">={'.'.join(map(str, target.python_version.release[:2]))}")


def intersected(ranges: Sequence[SpecifierSet]) -> SpecifierSet:
    """The Pythons that all ranges have, with the narrowest ends only."""
    if len(set(ranges)) == 1:
        return ranges[0]
    clauses = dict.fromkeys(clause for specifiers in ranges for clause in specifiers)
    lows = [clause for clause in clauses if clause.operator == ">="]
    highs = [clause for clause in clauses if clause.operator == "<"]
    others = [clause for clause in clauses if clause not in lows and clause not in highs]
    ends = [max(lows, key=_version_of)] if lows else []
    ends += [min(highs, key=_version_of)] if highs else []
    return SpecifierSet(",".join(map(str, (*ends, *others))))


def _version_of(clause: Specifier) -> Version:
    return Version(clause.version)
