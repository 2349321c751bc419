"""Where experiments are run: solves under changed policies or texts, each once, within a budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from packaging.requirements import Requirement
from packaging.utils import NormalizedName

from resolver_core.answer.comparison import Difference, compare
from resolver_core.answer.resolution import Pin, Resolution
from resolver_core.answer.version_fates import Considered
from resolver_core.explain.lab.altered_index import AlteredIndex
from resolver_core.explain.lab.changes import Alteration, Change, Start
from resolver_core.explain.lab.policies import changed_policy, policy_key, with_settings
from resolver_core.explain.lab.trials import Result, version_of
from resolver_core.explain.wording.outcomes import failed
from resolver_core.index.base import Index
from resolver_core.index.kept.recording import RecordingIndex
from resolver_core.inputs.parse import parse_changed
from resolver_core.inputs.problem import InputKind, Problem, RequirementLine
from resolver_core.pip.as_pip import resolve_as_pip
from resolver_core.policy import Options, Policy, Selection, requires_python_of
from resolver_core.solver.solve import resolve
from resolver_core.targets.environment import Environment
from resolver_core.targets.named import with_system_version


class OutOfBudget(Exception):
    """No solve is left."""


@dataclass
class Ledger:
    """What was solved, and how often. Laboratories of several targets may share one."""

    solves: int = 0
    ran_out: bool = False  #: whether something was left undone for want of solves
    solved: dict[tuple[object, ...], Resolution] = field(default_factory=dict)
    considered: dict[tuple[object, ...], list[Considered]] = field(default_factory=dict)  #: by target and preset


@dataclass
class Laboratory:
    """Solves for one pasted text, target and selection. All solves read the same recorded index data."""

    problem: Problem
    target: Environment
    options: Options
    selection: Selection
    index: Index
    budget: int = 60
    other_targets: tuple[Environment, ...] = ()  #: where a fix is looked at too
    ledger: Ledger = field(default_factory=lambda: Ledger())

    def __post_init__(self) -> None:
        if not isinstance(self.index, RecordingIndex):
            self.index = RecordingIndex(self.index)
        self.single_policy = self.single_policy_of(self.problem)

    @cached_property
    def universal_policy(self) -> Policy:
        """The preset for all environments, without a lock that changes nothing: it would hold versions in experiments.

        What is tried on the text keeps it: there it counts as for whoever has it. Raises OutOfBudget.
        """
        preset = self.universal_policy_of(self.problem)
        without = replace(preset, lock=None)
        if preset.lock is None or _chosen(self._preset(without)) != _chosen(self._preset(preset)):
            return preset
        return without

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
        if asked is self.problem and not alterations and policy in (self.single_policy, self.universal_policy):
            return self._preset(policy)
        index = self._altered(alterations)

        def solved() -> Resolution:
            return resolve(asked, policy, index, check=False, all_obstacles=False)

        return self._once((asked.digest, key, policy_key(policy), alterations), solved)

    def _preset(self, policy: Policy) -> Resolution:
        """The answer of a preset to the text as it is; what it made of every version is kept."""
        kept = self.ledger.considered.setdefault((self.target, policy_key(policy)), [])

        def solved() -> Resolution:
            return resolve(
                self.problem, policy, self.index, on_considered=kept.append, check=False, all_obstacles=False
            )

        return self._once((self.problem.digest, None, policy_key(policy), ()), solved)

    def considered(self, start: Start) -> list[Considered]:
        """What the solve of a preset made of every version; nothing where it was not run."""
        policy = self.universal_policy if start is Start.UNIVERSAL else self.single_policy
        return self.ledger.considered.get((self.target, policy_key(policy)), [])

    @property
    def file_name(self) -> str:
        """What the text is called in patches: by its path, where other files are beside it."""
        files = self.problem.files
        if files is not None and len(files.texts) > 1:
            return files.input
        return self.problem.kind.value if self.problem.kind in _FILES else InputKind.PYPROJECT.value

    def parsed(self, text: str) -> Problem:
        """The problem with another text in place of its own; a list of requirements stays one.

        Raises ProblemSyntaxError.
        """
        filename = self.file_name if self.problem.kind is InputKind.REQUIREMENTS else None
        return parse_changed(self.problem, text, filename=filename)

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
                self.ledger.ran_out = True
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

        Raises OutOfBudget, ProblemSyntaxError (of a changed text), InvalidTarget, and what `resolve` raises.
        """
        if change.system_version:
            aged = self.elsewhere(with_system_version(self.target, change.system_version))
            return aged.run(start, replace(change, system_version=""))
        problem = self.problem
        if change.text is not None:
            problem = self.parsed(change.text)
        problem = problem.with_lines(tuple(map(_line, change.requirements)), tuple(map(_line, change.constraints)))
        if start is Start.AS_PIP:
            return self._as_pip(problem, change)
        policy, other = self.single_policy_of(problem), self.universal_policy_of(problem)
        if change.text is None:
            other = replace(other, lock=self.universal_policy.lock)
        if start is Start.UNIVERSAL:
            policy, other = other, policy
        key = (change.requirements, change.constraints) if change.requirements or change.constraints else None
        return self.solve(changed_policy(start, policy, other, change), problem, key, alterations=change.index)

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
            ),
        )

    def _altered(self, alterations: tuple[Alteration, ...]) -> Index:
        return AlteredIndex(self.index, alterations) if alterations else self.index

    def elsewhere(self, target: Environment) -> Laboratory:
        """A laboratory for another target that reads the same data and spends the same budget."""
        return replace(self, target=target, other_targets=())

    def asking(self, extras: tuple[NormalizedName, ...]) -> Laboratory:
        """A laboratory in which some extras are asked for, too, with the same data and budget."""
        if not extras:
            return self
        return replace(self, selection=replace(self.selection, extras=(*self.selection.extras, *extras)))

    def result(self, resolution: Resolution, project: NormalizedName) -> Result:
        """What a project came out as, at the target and selection."""
        if resolution.failure is not None:
            return Result(failed(resolution.failure), None, undecided=True)
        if not resolution.solved:
            return Result("unsatisfiable", None)
        pin = self.pins(resolution).get(project)
        return Result(version_of(pin), pin)

    def pins(self, resolution: Resolution) -> dict[NormalizedName, Pin]:
        """What an answer installs at the target and selection."""
        if not resolution.solved:
            return {}
        return resolution.at(self.target, self.selection.extras, self.selection.groups)

    def differing(self, single: Resolution, universal: Resolution) -> list[NormalizedName]:
        """The projects that differ between two answers at the target and selection."""
        rows = compare(single, universal, self.target, self.selection.extras, self.selection.groups).rows
        return [row.project for row in rows if row.difference is not Difference.NONE]

    def agree(self, single: Resolution, universal: Resolution, project: NormalizedName | None) -> bool:
        """Whether both are answers and have the same of a project (None: whatever they have)."""
        if not (single.solved and universal.solved):
            return False
        return project is None or project not in self.differing(single, universal)


_FILES = (InputKind.PYPROJECT, InputKind.REQUIREMENTS)


def _line(text: str) -> RequirementLine:
    return RequirementLine(Requirement(text), text, is_supposed=True)


def _chosen(resolution: Resolution) -> tuple[object, ...]:
    """What an answer chose, from where, and for which parts."""
    pins = sorted((pin.project, pin.version, pin.key.source) for pin in resolution.pins if not pin.is_root)
    return resolution.outcome, pins, resolution.fork_markers
