"""Why a version cannot be used, and ranges of versions."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.answer.proof import ListedVersions, SomeVersions, Wanted
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.explain.wording.versions import clashing, published, rejected, requirement, some, wanted

ONE, TWO, NINE = Version("1"), Version("2"), Version("9")


@pytest.mark.parametrize(
    ("rejection", "said"),
    [
        (Rejection(RejectionReason.YANKED, "broken"), "it was yanked (broken)"),
        (Rejection(RejectionReason.YANKED), "it was yanked"),
        (Rejection(RejectionReason.CUT_OFF), "its files were uploaded after exclude-newer (no upload time)"),
        (
            Rejection(RejectionReason.REQUIRES_PYTHON, requires_python=SpecifierSet(">=3.13")),
            "it requires Python >=3.13",
        ),
        (
            Rejection(RejectionReason.METADATA, "no name", "a-1.whl"),
            "the metadata in a-1.whl cannot be read: no name",
        ),
        (
            Rejection(RejectionReason.IMPOSSIBLE_REQUIREMENT, requirements=("b<1,>2",)),
            "it requires b<1,>2, which no version can meet",
        ),
        (
            Rejection(RejectionReason.UNSATISFYING, requirements=("b<1", ">=3.13")),
            "nothing satisfies b<1 and Python >=3.13",
        ),
    ],
)
def test_why_a_version_is_passed_over(rejection: Rejection, said: str) -> None:
    assert rejected(rejection) == said


@pytest.mark.parametrize(
    "reason",
    [
        RejectionReason.NO_BINARY,
        RejectionReason.NO_BUILD,
        RejectionReason.CUT_OFF,
        RejectionReason.TAG,
        RejectionReason.YANKED,
        RejectionReason.MISSING_PLATFORM,
        RejectionReason.NOT_PEP_625,
        RejectionReason.NO_FILES,
    ],
)
def test_every_verdict_on_files_has_its_words(reason: RejectionReason) -> None:
    assert rejected(Rejection(reason, "detail")).endswith(" (detail)")


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        (ListedVersions((), 0), "in that range"),
        (ListedVersions((), 0, specifier=">9"), ">9"),
        (ListedVersions((), 7, is_all=True), "(all 7 versions)"),
        (ListedVersions((ONE, TWO), 2), "1, 2"),
        (ListedVersions((ONE, NINE), 5), "1 to 9 (5 versions)"),
    ],
)
def test_published_versions(listed: ListedVersions, said: str) -> None:
    assert published(listed) == said
    assert some(SomeVersions("a[x]", listed)) == f"a[x] {said}"
    assert wanted(Wanted("a", listed=listed)) == f"a {said}"


def test_all_versions_and_the_one_of_a_url() -> None:
    assert some(SomeVersions("a", is_every=True)) == "every version of a"
    assert some(SomeVersions("a")) == "a"


def test_what_is_asked_for() -> None:
    assert wanted(Wanted("a")) == "a"
    assert wanted(Wanted("a", "<2", marker="os_name == 'nt'")) == "a<2 where os_name == 'nt'"
    assert requirement("a>=1") == "a>=1"


def test_who_clashes() -> None:
    assert clashing(("a", "b")) == "clash between a, b"
    assert clashing(()) == "clash"
