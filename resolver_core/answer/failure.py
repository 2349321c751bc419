"""Data that a solve needed and did not get, as values. `explain.wording.failures` has the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """Why a solve could not go on."""

    FETCH = "fetch"  #: the index did not give something it lists
    BUILD = "build"  #: metadata could only be had by building a source distribution
    INVALID = "invalid"  #: data that contradict themselves
    REFUSED = "refused"  #: an input that uv does not take in this mode
    UNSUPPORTED = "unsupported"  #: a source that cannot be fetched here (git, path, workspace)
    NOT_RECORDED = "not-recorded"  #: the recorded index lacks the data: undecided


class Obstacle(StrEnum):
    """What exactly was in the way."""

    PAGE = "page"  #: an index did not give its page of a project
    METADATA = "metadata"  #: those of a file could not be read
    BUILD = "build"  #: a file states its dependencies only when it is built
    SOURCE = "source"  #: a source that is not fetched here
    TWO_URLS = "two-urls"  #: one project from two URLs
    TWO_INDEXES = "two-indexes"  #: one project pinned to two indexes
    OTHER_FILE = "other-file"  #: the file at a URL is not what the requirement asks for
    REFUSED = "refused"  #: what the input says; `detail` is one mistake, with its place
    PIP_PAGE = "pip-page"  #: a page that was not recorded, as pip asks for it
    PIP_SOURCE = "pip-source"  #: a source that is not fetched here, as pip asks for it
    SAID = "said"  #: only the words are left: of a stored document


@dataclass(frozen=True, slots=True)
class Failure:
    """Data that a solve needed and did not get.

    `detail` is what was wrong, in the words of whoever found out; for `Obstacle.SAID` it is all that is known.
    `others` stood in the way, too: what the search came to once it was led past the first; they have no others.
    """

    kind: FailureKind
    obstacle: Obstacle
    url: str = ""
    filename: str = ""
    status_code: int | None = None
    projects: tuple[str, ...] = ()
    detail: str = ""
    sources: tuple[str, ...] = ()  #: the index of a page; the two that contradict each other
    advice: str = ""  #: what to do, in words; only where only the words are left
    others: tuple[Failure, ...] = ()

    @property
    def all(self) -> tuple[Failure, ...]:
        """The first and the others."""
        return (self, *self.others)
