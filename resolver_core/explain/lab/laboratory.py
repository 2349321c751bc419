"""Where experiments are run: solves under changed policies or texts, each once, within a budget."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.answer.resolution import FailureKind, Pin, Resolution
from resolver_core.answer.version_fates import Considered
from resolver_core.explain.lab.altered_index import AlteredIndex
from resolver_core.explain.lab.changes import Alteration, Axis, Change, SettingChange, Start
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.parse import parse_changed
from resolver_core.inputs.problem import (
    IndexStrategy,
    InputKind,
    PrereleaseMode,
    Problem,
    RequirementLine,
    Settings,
    SuppliedMetadata,
)
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import Options, Policy, Selection, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment


class OutOfBudget(Exception):
    """No solve is left."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one project came out as in an experiment. `pin` is None where it is absent or nothing was solved."""

    text: str  #: the version, "absent", "unsatisfiable", or "failed: …"
    pin: Pin | None
    undecided: bool = False


@dataclass
class Ledger:
    """What was solved, and how often. Laboratories of several targets may share one."""

    solves: int = 0
    solved: dict[tuple[object, ...], Resolution] = field(default_factory=dict)
    considered: dict[tuple[Environment, str], list[Considered]] = field(default_factory=dict)  #: by the two presets


@dataclass
class Laboratory:
    """Solves for one pasted text, target and selection. All solves read the same recorded index data."""

    problem: Problem
    target: Environment
    options: Options
    selection: Selection
    index: Index
    budget: int = 60
    should_stop: Callable[[], bool] | None = None
    other_targets: tuple[Environment, ...] = ()  #: where a fix is looked at too
    ledger: Ledger = field(default_factory=lambda: Ledger())

    def __post_init__(self) -> None:
        if not isinstance(self.index, RecordingIndex):
            self.index = RecordingIndex(self.index)
        self.single_policy = self.single_policy_of(self.problem)
        self.universal_policy = self.universal_policy_of(self.problem)

    def single_policy_of(self, problem: Problem) -> Policy:
        """The preset for the target and selection."""
        return Policy.single_platform(problem, self.target, self.options, self.selection)

    def universal_policy_of(self, problem: Problem) -> Policy:
        """The preset for all environments; it carries the target, so that axes can be set back to it."""
        return Policy.universal(problem, requires_python_of(problem, self.target), self.options, self.target)

    def solve(
        self,
        policy: Policy,
        problem: Problem | None = None,
        key: object = None,
        alterations: tuple[Alteration, ...] = (),
    ) -> Resolution:
        """One solve; the same question is solved once. `key` tells changed problems of equal text apart.

        Raises OutOfBudget, and what `resolve` raises.
        """
        asked = self.problem if problem is None else problem
        question = (asked.digest, key, _policy_key(policy), alterations)
        preset = policy in (self.single_policy, self.universal_policy) and asked is self.problem and not alterations

        def solved() -> Resolution:
            kept = self.ledger.considered.setdefault((self.target, policy.label), []).append if preset else None
            index = self._altered(alterations)
            return resolve(asked, policy, index, on_considered=kept, should_stop=self.should_stop, check=False)

        return self._once(question, solved)

    def considered(self, start: Start) -> list[Considered]:
        """What the solve of a preset made of every version; nothing where it was not run."""
        return self.ledger.considered.get((self.target, start.value), [])

    @property
    def file_name(self) -> str:
        """What the pasted text is called in patches."""
        return self.problem.kind.value if self.problem.kind in _FILES else InputKind.PYPROJECT.value

    @property
    def _parsed_as(self) -> str | None:
        """The name under which a changed text is read: a list of requirements stays one."""
        return self.file_name if self.problem.kind is InputKind.REQUIREMENTS else None

    @property
    def solves(self) -> int:
        """How many were spent."""
        return self.ledger.solves

    @property
    def solves_left(self) -> int:
        """How many may still be spent."""
        return self.budget - self.ledger.solves

    def _once(self, question: tuple[object, ...], solve: Callable[[], Resolution]) -> Resolution:
        known = (self.target, question)
        found = self.ledger.solved.get(known)
        if found is None:
            if self.ledger.solves >= self.budget:
                raise OutOfBudget
            self.ledger.solves += 1
            found = self.ledger.solved[known] = solve()
        return found

    @property
    def single(self) -> Resolution:
        """The answer for the target."""
        return self.solve(self.single_policy)

    @property
    def universal(self) -> Resolution:
        """The answer for all environments."""
        return self.solve(self.universal_policy)

    def run(self, start: Start, change: Change) -> Resolution:
        """The answer under a preset with one thing changed. A text that is no problem is unsatisfiable by itself.

        Raises OutOfBudget, ProblemSyntaxError (of a changed text), and what `resolve` raises.
        """
        problem = self.problem
        if change.text is not None:
            problem = parse_changed(problem, change.text, filename=self._parsed_as)
        problem = problem.with_lines(tuple(map(_line, change.requirements)), tuple(map(_line, change.constraints)))
        if start is Start.AS_PIP:
            return self._as_pip(problem, change)
        policy, other = self.single_policy_of(problem), self.universal_policy_of(problem)
        if start is Start.UNIVERSAL:
            policy, other = other, policy
        values: dict[str, object] = {_FIELD[axis]: getattr(other, _FIELD[axis]) for axis in change.axes}
        if change.settings:
            values["settings"] = with_settings(policy.settings, change.settings)
        label = f"{start}+{'+'.join(change.axes)}" if change.axes else start.value
        key = (change.requirements, change.constraints) if change.requirements or change.constraints else None
        return self.solve(policy.with_axes(label, **values), problem, key, alterations=change.index)

    def both(self, change: Change) -> tuple[Resolution, Resolution]:
        """The answers of both presets with the same thing changed. Raises what `run` raises."""
        return self.run(Start.SINGLE, change), self.run(Start.UNIVERSAL, change)

    def _as_pip(self, problem: Problem, change: Change) -> Resolution:
        settings = with_settings(self.options.settings, change.settings)
        question = (problem.digest, Start.AS_PIP, repr(settings), change.requirements, change.constraints, change.index)
        return self._once(
            question,
            lambda: resolve_as_pip(
                problem,
                self.target,
                replace(self.options, settings=settings),
                self.selection,
                self._altered(change.index),
                should_stop=self.should_stop,
            ),
        )

    def _altered(self, alterations: tuple[Alteration, ...]) -> Index:
        return AlteredIndex(self.index, alterations) if alterations else self.index

    def elsewhere(self, target: Environment) -> Laboratory:
        """A laboratory for another target that reads the same data and spends the same budget."""
        return replace(self, target=target, other_targets=())

    def result(self, resolution: Resolution, project: NormalizedName) -> Result:
        """What a project came out as, at the target and selection."""
        if resolution.failure is not None:
            undecided = resolution.failure.kind is FailureKind.NOT_RECORDED
            return Result(f"failed: {resolution.failure.message}", None, undecided)
        if not resolution.solved:
            return Result("unsatisfiable", None)
        pin = self.pins(resolution).get(project)
        return Result("absent" if pin is None else str(pin.version), pin)

    def pins(self, resolution: Resolution) -> dict[NormalizedName, Pin]:
        """What an answer installs at the target and selection."""
        if not resolution.solved:
            return {}
        return resolution.at(self.target, self.selection.extras, self.selection.groups)

    def pinned_to(self, pin: Pin) -> Problem:
        """The problem with a project held to another answer's version and metadata."""
        text = f"{pin.project}==={pin.version}" if pin.version.local else f"{pin.project}=={pin.version}"
        line = RequirementLine(Requirement(text), text)
        supplied = self.problem.dependency_metadata
        if pin.metadata is not None:
            metadata = pin.metadata
            entry = SuppliedMetadata(
                pin.project, pin.version, metadata.requires_dist, metadata.requires_python, metadata.provides_extra
            )
            supplied = (entry, *supplied)
        constraints = (*self.problem.constraints, line)
        return replace(self.problem, constraints=constraints, dependency_metadata=supplied)


_FILES = (InputKind.PYPROJECT, InputKind.REQUIREMENTS)

_FIELD = {
    Axis.PYTHON: "python",
    Axis.ENVIRONMENTS: "environments",
    Axis.FILE_RULE: "file_rule",
    Axis.METADATA_RULE: "metadata_rule",
    Axis.ROOTS: "roots",
    Axis.INDEX_ROUTING: "index_routing",
    Axis.REQUIREMENT_ORDER: "requirement_order",
    Axis.MARKER_READING: "marker_reading",
    Axis.PREFERENCES: "lock",
}


def _policy_key(policy: Policy) -> tuple[object, ...]:
    return (
        str(policy.python),
        policy.environments,
        policy.file_rule,
        policy.metadata_rule,
        policy.roots,
        policy.index_routing,
        policy.requirement_order,
        policy.marker_reading,
        policy.lock is not None,
        repr(policy.settings),
        policy.indexes,
    )


def _line(text: str) -> RequirementLine:
    return RequirementLine(Requirement(text), text)


def with_settings(settings: Settings, changes: tuple[SettingChange, ...]) -> Settings:
    """The settings with some at other values. Raises ValueError for a name or value that is none of them."""
    for change in changes:
        settings = replace(settings, **_changed(settings, change))
    return settings


def _changed(settings: Settings, change: SettingChange) -> dict[str, Any]:
    project = change.project
    match change.name:
        case "prerelease" if project is None:
            return {"prerelease": PrereleaseMode(change.value)}
        case "prerelease":
            return {"prerelease_package": {**settings.prerelease_package, project: PrereleaseMode(change.value)}}
        case "exclude-newer" if project is None:
            return {"exclude_newer": None, "exclude_newer_package": {}}
        case "exclude-newer":
            return {"exclude_newer_package": {**settings.exclude_newer_package, project: None}}
        case "index-strategy":
            return {"index_strategy": IndexStrategy(change.value)}
    raise ValueError(f"no such setting: {change.name}")


def unified_diff(before: str, after: str, name: str) -> str:
    """An edit as a patch of the pasted text."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}", n=2
    )
    return "".join(lines)
