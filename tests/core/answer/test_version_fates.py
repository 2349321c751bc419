"""What one part of a solve made of every version of a project."""

from __future__ import annotations

from packaging.version import Version

from resolver_core.answer.version_fates import Considered, upload_of
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.policy import Options, Policy
from resolver_core.solver.solve import resolve
from tests.support.builders import a_problem, a_release, a_target, an_index
from tests.support.distributions import a_distribution

EARLY, LATE = "2024-01-01T00:00:00+00:00", "2024-12-01T00:00:00+00:00"
INDEX = an_index(
    {
        "a": {"1": [], "2": ["b>=9"], "3b1": []},
        "b": [
            a_release("b", "1"),
            a_release("b", "2", yanked_reason="broken"),
            a_release("b", "3", tag="cp39-cp39-win32"),
        ],
    }
)


def considered(*dependencies: str) -> dict[str, Considered]:
    problem, told = a_problem(*dependencies), list[Considered]()
    policy = Policy.single_platform(problem, a_target(), Options(INDEX.url))
    assert resolve(problem, policy, INDEX, on_considered=told.append).solved
    return {one.project: one for one in told}


def test_every_version_that_was_passed_has_its_reason() -> None:
    found = considered("a<3", "b")
    assert {name: str(one.taken) for name, one in found.items()} == {"a": "1", "b": "1"}
    kinds = {str(version): reason.reason for version, reason in found["b"].reasons.items()}
    assert kinds == {"3": RejectionReason.TAG, "2": RejectionReason.YANKED}
    assert found["b"].reasons[Version("2")].rejection.detail == "broken"
    assert found["a"].reasons[Version("2")].reason is RejectionReason.CONFLICT


def test_versions_after_the_one_that_was_taken_have_none() -> None:
    found = considered("a<3", "b")["a"]
    assert Version("1") in found.uploads
    assert Version("1") not in found.reasons
    assert not found.oldest_first


def test_a_version_is_as_old_as_its_first_file() -> None:
    early, late = (a_distribution("a-1.0.tar.gz", uploaded_at=time) for time in (EARLY, LATE))
    unknown = a_distribution("a-1.0.zip")
    uploaded = upload_of((late, unknown, early))
    assert uploaded is not None
    assert uploaded.isoformat() == EARLY
    assert upload_of((unknown,)) is None
    assert upload_of(()) is None
