"""Where experiments are run: solves under changed policies or texts, each once, within a budget."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.environment import Environment
from resolver_core.errors import ProblemSyntaxError
from resolver_core.explain.model import Axis
from resolver_core.index.base import Index
from resolver_core.index.recording import RecordingIndex
from resolver_core.inputs.parse import parse_problem
from resolver_core.inputs.problem import Problem, RequirementLine, SuppliedMetadata
from resolver_core.policy import Options, Policy, Selection, requires_python_of
from resolver_core.resolution import FailureKind, Pin, Resolution
from resolver_core.solver.solve import resolve


class OutOfBudget(Exception):
    """No solve is left."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one project came out as in an experiment. `pin` is None where it is absent or nothing was solved."""

    text: str  #: the version, "absent", "unsatisfiable", or "failed: …"
    pin: Pin | None
    undecided: bool = False


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
    solves: int = 0
    _solved: dict[tuple[object, ...], Resolution] = field(default_factory=dict)

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

    def solve(self, policy: Policy, problem: Problem | None = None, key: object = None) -> Resolution:
        """One solve; the same question is solved once. `key` tells changed problems of equal text apart.

        Raises OutOfBudget, and what `resolve` raises.
        """
        asked = self.problem if problem is None else problem
        question = (asked.digest, key, _policy_key(policy))
        found = self._solved.get(question)
        if found is None:
            if self.solves >= self.budget:
                raise OutOfBudget
            self.solves += 1
            found = resolve(asked, policy, self.index, should_stop=self.should_stop, check=False)
            self._solved[question] = found
        return found

    @property
    def single(self) -> Resolution:
        """The answer for the target."""
        return self.solve(self.single_policy)

    @property
    def universal(self) -> Resolution:
        """The answer for all environments."""
        return self.solve(self.universal_policy)

    def with_axes(self, start: str, axes: tuple[Axis, ...]) -> Policy:
        """One preset with some axes set to the other preset's values."""
        policy, other = self.single_policy, self.universal_policy
        if start == "universal":
            policy, other = other, policy
        changes = {_FIELD[axis]: getattr(other, _FIELD[axis]) for axis in axes}
        return policy.with_axes(f"{start}+{'+'.join(axes)}", **changes)

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

    def edited(self, text: str) -> Problem | None:
        """The problem of a changed text; None where the text is no longer valid."""
        try:
            return parse_problem(text)
        except ProblemSyntaxError:
            return None


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


def unified_diff(before: str, after: str, name: str) -> str:
    """An edit as a patch of the pasted text."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}", n=2
    )
    return "".join(lines)
