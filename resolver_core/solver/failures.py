"""Data that an index did not give, as the failure that ends a solve."""

from __future__ import annotations

from resolver_core.answer.resolution import Failure, FailureKind
from resolver_core.index.records import MetadataProblem, MetadataProblemKind, PageProblem, PageProblemKind

_KINDS = {
    MetadataProblemKind.NEEDS_BUILD: FailureKind.BUILD,
    MetadataProblemKind.NAME_MISMATCH: FailureKind.INVALID,
    MetadataProblemKind.NOT_RECORDED: FailureKind.NOT_RECORDED,
}


def page_failure(problem: PageProblem) -> Failure:
    """A project page that could not be read."""
    kind = FailureKind.NOT_RECORDED if problem.kind is PageProblemKind.NOT_RECORDED else FailureKind.FETCH
    message = f"The index {problem.index_url} did not give its page of {problem.project}: {_said(problem)}"
    return Failure(kind, message, problem.url, "", problem.status_code, (problem.project,))


def metadata_failure(problem: MetadataProblem) -> Failure:
    """Metadata that could not be read, or only by building."""
    file = problem.distribution
    kind = _KINDS.get(problem.kind, FailureKind.FETCH)
    if kind is FailureKind.BUILD:
        message = f"{file.filename} states its dependencies only when it is built, and nothing is built here"
    else:
        message = f"The metadata of {file.filename} could not be read: {_said(problem)}"
    return Failure(kind, message, problem.url, file.filename, problem.status_code, (file.project,))


def _said(problem: PageProblem | MetadataProblem) -> str:
    if problem.status_code:
        return f"HTTP status {problem.status_code}"
    return problem.detail or problem.kind.value
