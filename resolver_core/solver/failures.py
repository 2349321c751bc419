"""Data that an index did not give, as the failure that ends a solve."""

from __future__ import annotations

from packaging.utils import NormalizedName

from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.errors import Mistake
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import MetadataProblem, MetadataProblemKind, PageProblem, PageProblemKind
from resolver_core.solver.unavailable import SolveFailed

_KINDS = {
    MetadataProblemKind.NEEDS_BUILD: FailureKind.BUILD,
    MetadataProblemKind.NAME_MISMATCH: FailureKind.INVALID,
    MetadataProblemKind.NOT_RECORDED: FailureKind.NOT_RECORDED,
}


def page_failure(problem: PageProblem) -> Failure:
    """A project page that could not be read."""
    return Failure(
        FailureKind.NOT_RECORDED if problem.kind is PageProblemKind.NOT_RECORDED else FailureKind.FETCH,
        Obstacle.PAGE,
        url=problem.url,
        status_code=problem.status_code,
        projects=(problem.project,),
        detail=problem.detail or problem.kind.value,
        sources=(problem.index_url,),
    )


def metadata_failure(problem: MetadataProblem) -> Failure:
    """Metadata that could not be read, or only by building."""
    file = problem.distribution
    kind = _KINDS.get(problem.kind, FailureKind.FETCH)
    return Failure(
        kind,
        Obstacle.BUILD if kind is FailureKind.BUILD else Obstacle.METADATA,
        url=problem.url,
        filename=file.filename,
        status_code=problem.status_code,
        projects=(file.project,),
        detail=problem.detail or problem.kind.value,
    )


def refusal(mistake: Mistake) -> Failure:
    """What the input says, and uv does not take."""
    return Failure(FailureKind.REFUSED, Obstacle.REFUSED, detail=str(mistake))


def source_failure(project: NormalizedName, url: str) -> Failure:
    """A source that cannot be fetched here."""
    return Failure(FailureKind.UNSUPPORTED, Obstacle.SOURCE, url=url, projects=(project,))


def contradiction(obstacle: Obstacle, project: NormalizedName, first: str, second: str) -> SolveFailed:
    """Two sources of one project, in the order in which they were met."""
    sources = (without_credentials(first), without_credentials(second))
    return SolveFailed(Failure(FailureKind.INVALID, obstacle, projects=(project,), sources=sources))
