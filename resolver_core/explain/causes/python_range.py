"""`python-range`: the lock has to hold for every Python in `requires-python`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from packaging.utils import NormalizedName

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.python_edits import widest_python
from resolver_core.explain.causes.shared_edits import narrowed
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.axis_search import RANGE
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.scope_edits import minor_of, narrowed_python
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.wording.causes import python_range as words
from resolver_core.inputs.problem import Problem


class PythonRange(KnownCause):
    """The install holds for one Python."""

    name = CauseClass.PYTHON_RANGE
    phase_in_failures = Phase.LOOSER

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """What the answer has to hold for: the range of Pythons alone, or markers in it that may be about Python."""
        return not axes.isdisjoint(RANGE)

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> tuple[Candidate, ...]:
        """requires-python narrowed to the target's minor version."""
        return narrowed(diverging.problem, diverging.target)

    def reason(self, diverging: Diverging) -> str:
        """One Python against many."""
        return words.REASON

    def in_divergence(self, diverging: Diverging) -> Iterator[Hypothesis]:
        """requires-python narrowed to the target's minor version; it says nothing where extras pull apart."""
        problem, target = diverging.problem, diverging.target
        text = narrowed_python(problem, target)
        if text is not None and diverging.by_axes is not CauseClass.EXTRAS_GROUPS_CONFLICTS:
            minor = minor_of(target)
            yield Hypothesis(
                self.name,
                diverging.agreement(Change(text=text), words.narrowed(minor)),
                words.in_divergence(diverging.project, problem.requires_python, minor),
                _evidence(problem),
                is_finer=False,
            )

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """A lock for the target's minor version alone."""
        problem, target = failing.problem, failing.target
        text = narrowed_python(problem, target)
        if text is not None and failing.resolution.conflict is not None and failing.mode is Start.UNIVERSAL:
            minor = minor_of(target)
            yield Hypothesis(
                self.name,
                failing.answer(Change(text=text), words.narrowed(minor)),
                words.in_failure(problem.requires_python, minor),
                _evidence(problem),
                narrowed(problem, target),
            )

    def edits(self, diverging: Diverging) -> Iterator[Candidate]:
        """requires-python cut as little as works."""
        return widest_python(diverging.laboratory, diverging.project)


def _evidence(problem: Problem) -> tuple[Evidence, ...]:
    return (Evidence("requires-python", str(problem.requires_python)),)
