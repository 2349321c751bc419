"""`overrides-constraints`: an override or a constraint reaches the modes differently, or adds and drops projects."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Surprising
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.changes import Change, Start
from resolver_core.explain.lab.experiments import outcome_of
from resolver_core.explain.lab.requirement_edits import without_requirements_on
from resolver_core.explain.lab.trials import Candidate, edited
from resolver_core.explain.wording.causes import overrides_constraints as words
from resolver_core.inputs.problem import Problem, RequirementLine

KINDS = ("constraint", "override")

BY_REACH = frozenset(
    {CauseClass.PLATFORM_RANGE, CauseClass.MARKER_FORKS, CauseClass.PYTHON_RANGE, CauseClass.BACKTRACKING}
)
"""Classes that only say how far a requirement reaches: the line that brings it says more."""


class OverridesConstraints(KnownCause):
    """Without the line the answer is another."""

    name = CauseClass.OVERRIDES_CONSTRAINTS

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """A line on the project."""
        project = diverging.project
        for kind in KINDS:
            lines = _lines_on(diverging.problem, kind, project)
            text = _without(diverging.problem, kind, project) if lines else None
            if text is not None:
                yield Hypothesis(
                    self.name,
                    diverging.agreement(Change(text=text), words.without(kind, project)),
                    words.in_divergence(kind, lines[0].text, project),
                    tuple(Evidence(kind, line.text) for line in lines),
                    is_finer=diverging.by_axes in BY_REACH,
                )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """A line on a project that the clash speaks of."""
        problem = failing.problem
        for kind in KINDS if failing.is_clash else ():
            names = dict.fromkeys(canonicalize_name(line.requirement.name) for line in _lines(problem, kind))
            for name in (name for name in names if name in failing.projects):
                for edit in edited(words.remove(kind, name), _without(problem, kind, name)):
                    yield Hypothesis(
                        self.name,
                        failing.answer(Change(text=edit.text), words.without(kind, name)),
                        words.in_failure(kind, name),
                        tuple(Evidence(kind, line.text) for line in _lines_on(problem, kind, name)),
                        (edit,),
                    )

    def in_answer(self, surprising: Surprising) -> Iterator[Hypothesis]:
        """An override that adds or removes a project at the target; that it changes a version is what it is for."""
        laboratory, problem = surprising.laboratory, surprising.problem
        for line in problem.overrides:
            project = canonicalize_name(line.requirement.name)
            for edit in edited(words.remove_override(project), _without(problem, "override", project)):
                change = Change(text=edit.text)
                without = laboratory.run(Start.SINGLE, change)
                is_there = project in surprising.pins
                if without.solved and is_there != (project in laboratory.pins(without)):
                    outcome = outcome_of(laboratory, Start.SINGLE, change, project).text
                    yield Hypothesis(
                        self.name,
                        surprising.otherwise(project, change, words.without_override(project)),
                        words.in_answer(line.text, project, is_there, outcome),
                        (Evidence("override", line.text),),
                        (edit,),
                        about=project,
                    )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """The lines on the project removed."""
        for kind in KINDS:
            text = without_requirements_on(diverging.problem.text, _keys(kind), diverging.project)
            yield from edited(words.remove(kind, diverging.project), text)


def _lines(problem: Problem, kind: str) -> tuple[RequirementLine, ...]:
    return problem.constraints if kind == "constraint" else problem.overrides


def _lines_on(problem: Problem, kind: str, project: NormalizedName) -> list[RequirementLine]:
    return [line for line in _lines(problem, kind) if canonicalize_name(line.requirement.name) == project]


def _without(problem: Problem, kind: str, project: NormalizedName) -> str | None:
    """The text without the lines on a project; None where it has none, or is no file of a project."""
    return without_requirements_on(problem.text, _keys(kind), project)


def _keys(kind: str) -> tuple[str, ...]:
    return ("tool", "uv", f"{kind}-dependencies")
