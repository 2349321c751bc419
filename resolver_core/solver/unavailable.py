"""Why a version or a project cannot be used, and what ends a solve."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Failure
from resolver_core.candidates.representative import Incompatibility
from resolver_core.index.records import PageProblem


@dataclass(frozen=True, slots=True)
class NoUsableFile:
    """No file of the version can be used; `detail` is the fact behind the verdict."""

    incompatibility: Incompatibility
    detail: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class NeedsOtherPython:
    """The version's Requires-Python excludes the target's lowest Python."""

    requires_python: SpecifierSet


@dataclass(frozen=True, slots=True)
class UnreadableMetadata:
    """The version's metadata cannot be parsed."""

    detail: str
    filename: str


@dataclass(frozen=True, slots=True)
class ImpossibleRequirement:
    """The version requires a range that no version can lie in."""

    requirement: str


@dataclass(frozen=True, slots=True)
class UnknownProject:
    """No index that was asked knows the project; `problems` is what they said."""

    name: NormalizedName
    problems: tuple[PageProblem, ...]
    asked: tuple[str, ...]


Reason = NoUsableFile | NeedsOtherPython | UnreadableMetadata | ImpossibleRequirement | UnknownProject


@dataclass(frozen=True, slots=True)
class UnavailableVersion:
    """A version with the reason why it is passed over."""

    version: Version
    reason: Reason


class SolveFailed(Exception):
    """Something the solve needs cannot be had; carried out of the search as `failure`."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure
