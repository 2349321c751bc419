"""`platform-range`: the lock has to hold on every platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from packaging.utils import NormalizedName

from resolver_core.explain.causes.cause import Diverging, Failing, Hypothesis, KnownCause, Phase
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import limited
from resolver_core.explain.explanation import Evidence
from resolver_core.explain.lab.axis_search import SCOPE
from resolver_core.explain.lab.changes import Axis, Change, Start
from resolver_core.explain.lab.scope_edits import platform_marker
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.wording.causes import platform_range as words


class PlatformRange(KnownCause):
    """What applies elsewhere counts in the lock."""

    name = CauseClass.PLATFORM_RANGE
    phase_in_failures = Phase.LOOSER

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The environments of the lock and how markers are read in them: the two go together."""
        return axes >= set(SCOPE)

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> tuple[Candidate, ...]:
        """The lock for the target's platform alone."""
        return limited(diverging.problem, diverging.target)

    def reason(self, diverging: Diverging) -> str:
        """One platform against all."""
        return words.REASON

    def in_failure(self, failing: Failing) -> Iterator[Hypothesis]:
        """A lock for the target's platform alone."""
        if failing.resolution.conflict is None or failing.mode is not Start.UNIVERSAL:
            return
        marker = platform_marker(failing.target)
        for edit in limited(failing.problem, failing.target):
            yield Hypothesis(
                self.name,
                failing.answer(Change(text=edit.text), words.alone(marker)),
                words.in_failure(marker),
                (Evidence("environment", marker),),
                (edit,),
            )
