"""Data that an index did not give, as the failure that ends a solve."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.answer.resolution import FailureKind
from resolver_core.explain.wording.failures import message
from resolver_core.index.records import MetadataProblem, MetadataProblemKind, PageProblem, PageProblemKind
from resolver_core.solver.failures import metadata_failure, page_failure
from tests.support.distributions import INDEX_URL, a_distribution

A = canonicalize_name("a")
FILE = a_distribution("a-1.0.tar.gz")


@pytest.mark.parametrize("kind", [kind for kind in PageProblemKind if kind is not PageProblemKind.NOT_RECORDED])
def test_a_page_that_was_not_given(kind: PageProblemKind) -> None:
    failure = page_failure(PageProblem(A, INDEX_URL, kind, f"{INDEX_URL}/a/", 503))
    assert (failure.kind, failure.status_code, failure.projects) == (FailureKind.FETCH, 503, ("a",))
    assert failure.url == f"{INDEX_URL}/a/"
    assert "503" in message(failure)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (MetadataProblemKind.NEEDS_BUILD, FailureKind.BUILD),
        (MetadataProblemKind.NAME_MISMATCH, FailureKind.INVALID),
        (MetadataProblemKind.NOT_RECORDED, FailureKind.NOT_RECORDED),
        (MetadataProblemKind.STATUS, FailureKind.FETCH),
        (MetadataProblemKind.NETWORK, FailureKind.FETCH),
        (MetadataProblemKind.REFUSED, FailureKind.FETCH),
    ],
)
def test_metadata_that_could_not_be_read(kind: MetadataProblemKind, expected: FailureKind) -> None:
    failure = metadata_failure(MetadataProblem(FILE, kind, FILE.url, detail="the connection was closed"))
    assert (failure.kind, failure.filename, failure.projects) == (expected, FILE.filename, ("a",))
    assert FILE.filename in message(failure)


def test_a_recording_that_lacks_a_page_leaves_it_undecided() -> None:
    failure = page_failure(PageProblem(A, INDEX_URL, PageProblemKind.NOT_RECORDED))
    assert failure.kind is FailureKind.NOT_RECORDED
