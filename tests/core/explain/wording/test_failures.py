"""Data that a solve did not get, and what an answer has to be read with."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.answer.caution import (
    Caution,
    CautionSaid,
    FilePassedOver,
    NoSuchExtra,
    OtherVersion,
    Unread,
    UnreadableLockedFile,
    UnreadByPip,
)
from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.explain.wording.failures import message, warning, why_unreadable

FETCH, INVALID = FailureKind.FETCH, FailureKind.INVALID
BOTH = ("https://one.test", "https://two.test")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (
            Failure(FETCH, Obstacle.PAGE, projects=("a",), status_code=503, sources=("https://one.test",)),
            "The index https://one.test did not serve its page of a: HTTP status 503",
        ),
        (
            Failure(FETCH, Obstacle.METADATA, filename="a-1.whl", detail="no answer"),
            "The metadata of a-1.whl could not be read: no answer",
        ),
        (
            Failure(FailureKind.BUILD, Obstacle.BUILD, filename="a-1.tar.gz"),
            "a-1.tar.gz states its dependencies only when it is built, and Whichwheel builds nothing",
        ),
        (
            Failure(INVALID, Obstacle.TWO_URLS, projects=("a",), sources=BOTH),
            "a is required from two URLs: https://one.test and https://two.test",
        ),
        (
            Failure(INVALID, Obstacle.TWO_INDEXES, projects=("a",), sources=BOTH),
            "a is sent to two indexes at once: https://one.test and https://two.test",
        ),
        (
            Failure(INVALID, Obstacle.OTHER_FILE, url="https://one.test/b.whl", detail="a"),
            "https://one.test/b.whl is not what a asks for",
        ),
        (
            Failure(FailureKind.NOT_RECORDED, Obstacle.PIP_PAGE, projects=("a",), sources=("https://one.test",)),
            "The page of a on https://one.test was not recorded",
        ),
        (
            Failure(FailureKind.UNSUPPORTED, Obstacle.PIP_SOURCE, url="git+x", projects=("a",), detail="no file"),
            "a comes from git+x, which cannot be fetched here: no file",
        ),
        (Failure(FETCH, Obstacle.SAID, detail="As it was said."), "As it was said."),
    ],
)
def test_what_was_in_the_way(failure: Failure, said: str) -> None:
    assert message(failure) == said


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_has_words(obstacle: Obstacle) -> None:
    failure = Failure(FETCH, obstacle, "https://one.test", "a-1.whl", None, ("a",), "detail", BOTH)
    assert message(failure)


def test_unreadable_metadata_are_told_by_their_status_first() -> None:
    assert why_unreadable(Failure(FETCH, Obstacle.METADATA, status_code=404)) == "HTTP status 404"
    assert why_unreadable(Failure(FETCH, Obstacle.METADATA, filename="a-1.whl", detail="no answer")).endswith(
        "could not be read: no answer"
    )


@pytest.mark.parametrize(
    ("caution", "said"),
    [
        (NoSuchExtra(canonicalize_name("a"), Version("1"), canonicalize_name("x")), "a==1 has no extra 'x'"),
        (UnreadByPip(Unread.RESOLUTION_MODE, "lowest"), "pip does not read the resolution mode lowest"),
        (UnreadByPip(Unread.EXCLUDES), "pip does not read excluded dependencies"),
        (OtherVersion("a-1.whl", Version("2")), "a-1.whl says it is version 2"),
        (FilePassedOver("a-1.whl", "no name"), "a-1.whl was passed over: no name"),
        (
            UnreadableLockedFile("a.exe", "a", "neither a wheel nor an sdist"),
            "Your uv.lock lists a file 'a.exe' of a that cannot be read: neither a wheel nor an sdist.",
        ),
        (CautionSaid("As it was said."), "As it was said."),
    ],
)
def test_what_an_answer_is_read_with(caution: Caution, said: str) -> None:
    assert warning(caution) == said


@pytest.mark.parametrize("what", Unread)
def test_everything_that_pip_does_not_read_has_words(what: Unread) -> None:
    assert warning(UnreadByPip(what, "lowest")).startswith("pip does not read ")
