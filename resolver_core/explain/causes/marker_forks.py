"""`marker-forks`: one project is required under several markers, and the lock splits there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from packaging.utils import NormalizedName, canonicalize_name

from resolver_core.explain.causes.cause import Diverging, Failing, KnownCause
from resolver_core.explain.causes.classes import CauseClass
from resolver_core.explain.causes.shared_edits import limited
from resolver_core.explain.lab.axis_search import SCOPE
from resolver_core.explain.lab.changes import Axis
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.trials import Candidate
from resolver_core.explain.wording.causes import marker_forks as words


class MarkerForks(KnownCause):
    """One parent has several markers on the name."""

    name = CauseClass.MARKER_FORKS

    def claims(self, axes: Set[Axis], result: Diverging | Failing) -> bool:
        """The environments of the lock, where one parent asks under several markers."""
        if not axes >= set(SCOPE) or not isinstance(result, Diverging):
            return False
        return _has_several_markers(result.laboratory, result.project)

    def counterfactuals(self, diverging: Diverging, projects: Sequence[NormalizedName]) -> Iterator[Candidate]:
        """The part of the lock in which the target lies, alone."""
        yield from limited(diverging.problem, diverging.target)

    def reason(self, diverging: Diverging) -> str:
        """Parts of the lock against one."""
        return words.reason(diverging.project)


def _has_several_markers(laboratory: Laboratory, project: NormalizedName) -> bool:
    lists = [[line.requirement for line in laboratory.problem.dependencies]]
    lists += [list(pin.metadata.requires_dist) for pin in laboratory.universal.pins if pin.metadata is not None]
    return any(
        len({str(each.marker or "") for each in requirements if canonicalize_name(each.name) == project}) > 1
        for requirements in lists
    )
