"""What one part of a solve made of every version of a project: read off its own state when it ends. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.failure import Failure
from resolver_core.answer.proof import Fact, Wanted
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.index.records import Distribution
from resolver_core.inputs.problem import PrereleaseMode


@dataclass(frozen=True, slots=True)
class Required:
    """A requirement that a part of the answer has to meet. `parent` None is the user's own."""

    parent: NormalizedName | None
    version: Version | None  #: of the parent
    extra: NormalizedName | None  #: of the parent, that asks
    group: NormalizedName | None  #: ... or a group of it
    text: str  #: "numpy<2"
    marker: str  #: "" where it holds everywhere in the part
    line: int | None  #: of the pasted text


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice of the answer."""

    project: NormalizedName
    version: Version | None


@dataclass(frozen=True, slots=True)
class Clash:
    """What a version clashes with: facts, and choices of the answer. `wanted` is its own requirement that clashes."""

    wanted: Wanted | None = None
    facts: tuple[Fact, ...] = ()
    more_facts: int = 0  #: that are left out
    chosen: tuple[Chosen, ...] = ()
    project: NormalizedName | None = None  #: whom `wanted` asks for, where no choice of the answer is known


@dataclass(frozen=True, slots=True)
class PrereleaseRule:
    """What was allowed for a project: the mode that was set, and what it came to."""

    mode: PrereleaseMode
    are_never_allowed: bool


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Why one version was passed over, with the decisive fact.

    `rejection` holds what is known of the version alone; `detail` is the specifier of the Pythons it is for, the index
    that comes first, or the version that was preferred; `cutoff` is the one that hides it.
    """

    rejection: Rejection
    detail: str = ""
    cutoff: datetime | None = None
    files: tuple[Distribution, ...] = ()  #: the nearest to being usable, or the one that could not be read
    offered: tuple[Distribution, ...] = field(default=(), repr=False)  #: all files, where none can be used
    required: Required | None = None
    clash: Clash | None = None
    failure: Failure | None = None  #: where the metadata ended the solve
    prereleases: PrereleaseRule | None = None

    @property
    def reason(self) -> RejectionReason:
        """The reason alone."""
        return self.rejection.reason


NOT_TRIED = PassedOver(Rejection(RejectionReason.NOT_TRIED))


@dataclass(frozen=True)
class Considered:
    """One project in one part of a solve.

    Versions that come after `taken` in the order of the walk have no reason: nobody got there. With `taken`
    None the part has no answer.
    """

    project: NormalizedName
    fork: str
    marker: str  #: the environments of the part; "" for everywhere
    included: tuple[str, ...]  #: extras and groups of declared conflicts that are on in it: "project[extra]"
    excluded: tuple[str, ...]  #: ... and those that are off
    taken: Version | None
    oldest_first: bool
    reasons: Mapping[Version, PassedOver]
    uploads: Mapping[Version, datetime | None]  #: every listed version with its first upload


def upload_of(files: tuple[Distribution, ...]) -> datetime | None:
    """When the first file of a version was uploaded; None where nobody knows."""
    return min((file.uploaded_at for file in files if file.uploaded_at is not None), default=None)
