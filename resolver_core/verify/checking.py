"""The check itself: walk what is asked for, compare with what the answer installs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from packaging.markers import Marker
from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Pin, PinKey, Resolution
from resolver_core.index.base import Index
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import CoreMetadata, MetadataRead, MetadataSource
from resolver_core.inputs.problem import Problem
from resolver_core.policy import Environments, Policy, UsableFile
from resolver_core.targets.environment import Environment
from resolver_core.verify.demands import Demand, Demands
from resolver_core.verify.evaluation import holds, lower_bounds_admit, text_holds
from resolver_core.verify.installed import Choice, active_extras, installed_pins


class Breach(StrEnum):
    """In what an answer is wrong."""

    MISSING = "missing"  #: something that is required is not installed
    VERSION = "version"  #: ... or in a version that the requirement does not admit
    CONSTRAINT = "constraint"  #: ... or that a constraint forbids
    SOURCE = "source"  #: from another index or URL than its source says
    REQUIRES_PYTHON = "requires-python"  #: for newer Pythons than this one
    SEVERAL_VERSIONS = "several-versions"  #: one project, installed twice
    NOT_NEEDED = "not-needed"  #: installed, and nothing requires it
    PIN_MARKER = "pin-marker"  #: a pin's marker and the edges disagree
    METADATA = "metadata"  #: the index does not give the metadata that the pin names
    FILE = "file"  #: the target cannot install the file


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong at one environment, for one choice of extras and groups."""

    breach: Breach
    project: str
    environment: Environment = field(repr=False)
    choice: Choice
    text: str

    def __str__(self) -> str:
        return f"{self.environment.label}, {self.choice}: {self.breach.value}: {self.project}: {self.text}"


def verify(
    resolution: Resolution,
    problem: Problem,
    policy: Policy,
    index: Index,
    environments: Iterable[Environment],
    choices: Iterable[Choice] | None = None,
) -> tuple[Violation, ...]:
    """Everything that is wrong with a solved answer at the environments in scope; nothing if it is valid.

    Environments out of scope (`in_scope`) are passed over. `choices` are those of `choices_of` unless given.
    uv's own defects count as violations: an answer that equals uv's may have some.
    """
    chosen = tuple(choices_of(problem, policy) if choices is None else choices)
    read: dict[PinKey, CoreMetadata | None] = {}
    return tuple(
        violation
        for environment in environments
        if in_scope(environment, problem, policy)
        for choice in chosen
        for violation in _Check(resolution, problem, policy, index, environment, choice, read).violations()
    )


def in_scope(environment: Environment, problem: Problem, policy: Policy) -> bool:
    """Whether a policy's answer has to hold at an environment."""
    if policy.environments is Environments.TARGET:
        return environment == policy.target
    declared = [Marker(text) for text in problem.environments]
    return policy.python.contains(environment.python_version, prereleases=True) and (
        not declared or any(holds(marker, environment) for marker in declared)
    )


def choices_of(problem: Problem, policy: Policy) -> Iterator[Choice]:
    """What can be asked of an answer: for a lock nothing, each extra, each group, and all where none conflict."""
    if not policy.roots.everything:
        yield Choice(policy.roots.extras, policy.roots.groups)
        return
    extras, groups = tuple(problem.optional_dependencies), tuple(problem.dependency_groups)
    if problem.name is None:
        yield Choice(extras, groups)
        return
    found = [Choice(), *(Choice((extra,)) for extra in extras), *(Choice((), (group,)) for group in groups)]
    yield from found if problem.conflicts else dict.fromkeys([*found, Choice(extras, groups)])


Part = tuple[NormalizedName | None, NormalizedName | None, NormalizedName | None]
"""What is walked: a project (None: the user's text), with one extra, or one group, or neither."""


@dataclass
class _Check:
    resolution: Resolution
    problem: Problem
    policy: Policy
    index: Index
    environment: Environment
    choice: Choice
    read: dict[PinKey, CoreMetadata | None]
    found: list[Violation] = field(default_factory=list)

    def violations(self) -> list[Violation]:
        self.demands = Demands(self.problem, self.policy, self.environment)
        self.root = next((pin for pin in self.resolution.pins if pin.is_root), None)
        self.active = active_extras(self.resolution, self.choice)
        self.installed = self._by_project()
        needed = self._walk()
        for name in self.installed.keys() - needed:
            self._breach(Breach.NOT_NEEDED, name, "nothing here requires it")
        for pin in self.installed.values():
            self._check_pin(pin)
        self._check_markers()
        return self.found

    def _breach(self, breach: Breach, project: str, text: str) -> None:
        self.found.append(Violation(breach, project, self.environment, self.choice, text))

    def _by_project(self) -> dict[NormalizedName, Pin]:
        """What the answer installs, the project itself aside."""
        found: dict[NormalizedName, Pin] = {}
        for pin in installed_pins(self.resolution, self.environment, self.choice, self.active):
            if pin.project in found:
                self._breach(Breach.SEVERAL_VERSIONS, pin.project, f"{found[pin.project].version} and {pin.version}")
            found[pin.project] = pin
        return found

    # -- what is asked for -----------------------------------------------------------------------------

    def _walk(self) -> set[NormalizedName]:
        """Check every requirement that applies; the projects that are needed."""
        waiting: list[Part] = [(None, None, None)]
        waiting += [(None, extra, None) for extra in self.choice.extras]
        waiting += [(None, None, group) for group in self.choice.groups]
        seen = set(waiting)
        while waiting:
            part = waiting.pop()
            for demand, constraints in self._demands_of(part):
                for asked in self._checked(part, demand, constraints):
                    if asked not in seen:
                        seen.add(asked)
                        waiting.append(asked)
        return {name for name, _, _ in seen if name is not None}

    def _demands_of(self, part: Part) -> Iterator[tuple[Demand, list[Demand]]]:
        name, extra, group = part
        if name is None:
            return self.demands.of_user(extra, group)
        metadata = self._metadata(self.installed[name])
        if metadata is None or (extra is not None and extra not in metadata.provides_extra):
            return iter(())  # asking for an extra that a version lacks is only worth a warning
        return self.demands.of_version(name, self.installed[name].version, metadata, extra)

    def _checked(self, part: Part, demand: Demand, constraints: list[Demand]) -> Iterator[Part]:
        """Compare one requirement with the installed version; the parts it asks for."""
        if demand.name == self.problem.name and (part[0] is None or self.root is not None):
            yield from ((None, extra, None) for extra in demand.extras)
            return
        pin = self.installed.get(demand.name)
        who = self._who(part)
        if pin is None:
            self._breach(Breach.MISSING, demand.name, f"{who} requires {demand.text}")
            return
        if not demand.specifier.contains(pin.version, prereleases=True):
            self._breach(Breach.VERSION, demand.name, f"{who} requires {demand.text}, installed is {pin.version}")
        for constraint in constraints:
            if not constraint.specifier.contains(pin.version, prereleases=True):
                self._breach(Breach.CONSTRAINT, demand.name, f"{constraint.text}, installed is {pin.version}")
        for asked in (demand, *constraints):
            self._check_source(pin, asked)
        yield (demand.name, None, None)
        yield from ((demand.name, extra, None) for extra in demand.extras)

    def _who(self, part: Part) -> str:
        name, extra, group = part
        shown = "the project" if name is None else f"{name} {self.installed[name].version}"
        return shown + (f"[{extra}]" if extra else f":{group}" if group else "")

    def _check_source(self, pin: Pin, demand: Demand) -> None:
        for wanted, had in ((demand.url, pin.key.source), (demand.index_url, pin.index_url)):
            if wanted is not None and had != without_credentials(wanted):
                self._breach(Breach.SOURCE, pin.project, f"{demand.text} is to come from {wanted}, not {had}")

    # -- one pin ----------------------------------------------------------------------------------------

    def _metadata(self, pin: Pin) -> CoreMetadata | None:
        """The metadata of a pin, read from the index again."""
        if pin.key not in self.read:
            self.read[pin.key] = self._read(pin)
        return self.read[pin.key]

    def _read(self, pin: Pin) -> CoreMetadata | None:
        provenance = pin.provenance
        if provenance is not None and provenance.source is MetadataSource.SUPPLIED:
            return self._supplied(pin)
        if provenance is None or provenance.distribution is None:
            self._breach(Breach.METADATA, pin.project, "no file supplied its metadata")
            return None
        answer = self.index.metadata(provenance.distribution)
        if not isinstance(answer, MetadataRead) or answer.metadata.version != pin.version:
            self._breach(Breach.METADATA, pin.project, f"{provenance.filename} does not say what the pin says")
            return None
        return answer.metadata

    def _supplied(self, pin: Pin) -> CoreMetadata | None:
        entries = [entry for entry in self.problem.dependency_metadata if entry.name == pin.project]
        exact = [entry for entry in entries if entry.version == pin.version]
        for entry in exact or [entry for entry in entries if entry.version is None]:
            return CoreMetadata(
                pin.project, pin.version, entry.requires_dist, entry.requires_python, entry.provides_extra
            )
        self._breach(Breach.METADATA, pin.project, "the text supplies no metadata for it")
        return None

    def _check_pin(self, pin: Pin) -> None:
        metadata, python = self._metadata(pin), self.environment.python_version
        file = None if pin.provenance is None else pin.provenance.distribution
        for specifiers in (metadata and metadata.requires_python, file and file.requires_python):
            if not lower_bounds_admit(specifiers or None, python):
                self._breach(Breach.REQUIRES_PYTHON, pin.project, f"{pin.version} is for Python {specifiers}")
        if pin.index_url is not None and pin.index_url not in self.demands.indexes_of(pin.project):
            self._breach(Breach.SOURCE, pin.project, f"{pin.index_url} is not an index for it")
        if self.policy.file_rule_for(pin.project) is UsableFile.ON_TARGET and self.environment == self.policy.target:
            self._check_file(pin)

    def _check_file(self, pin: Pin) -> None:
        file = pin.install_file
        if file is None:
            self._breach(Breach.FILE, pin.project, f"{pin.version} has no file to install")
        elif file.version != pin.version or (file.is_wheel and file.tags.isdisjoint(self.environment.tags)):
            self._breach(Breach.FILE, pin.project, f"{file.filename} cannot be installed here")

    def _check_markers(self) -> None:
        """With everything asked for, a pin's own marker says where it is installed."""
        everything = Choice(tuple(self.problem.optional_dependencies), tuple(self.problem.dependency_groups))
        if self.problem.conflicts or (self.policy.roots.everything and self.choice != everything):
            return
        for pin in self.resolution.pins:
            here = text_holds(pin.marker, self.environment, self.active)
            if not pin.is_root and here != (pin in self.installed.values()):
                self._breach(Breach.PIN_MARKER, pin.project, f"{pin.version} has the marker {pin.marker!r}")
