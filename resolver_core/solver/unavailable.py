"""Why a version or a project cannot be used, and what ends a solve."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.failure import Failure
from resolver_core.candidates.rejection import Rejection
from resolver_core.index.records import PageProblem


@dataclass(frozen=True, slots=True)
class UnknownProject:
    """No index that was asked knows the project; `problems` is what they said."""

    name: NormalizedName
    problems: tuple[PageProblem, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnavailableVersion:
    """A version with the reason why it is passed over."""

    version: Version
    rejection: Rejection


class SolveFailed(Exception):
    """Something the solve needs cannot be had; carried out of the search as `failure`."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure
