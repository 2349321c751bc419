"""What one part of a solve made of every version of a project: read off its own state when it ends. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.index.records import Distribution


class ReasonKind(StrEnum):
    """Why a version was passed over."""

    REQUIREMENT = "requirement"  #: a requirement of the answer excludes it
    CONSTRAINT = "constraint"  #: ... or a constraint of the user
    OVERRIDE = "override"  #: ... or an override of the user
    NO_FILE = "no-file"  #: no file of it can be used
    OTHER_PLATFORMS = "other-platforms"  #: a local variant whose files are for other environments than the part's
    SWITCHED_OFF = "switched-off"  #: only by a kind of file that the user switched off
    REQUIRES_PYTHON = "requires-python"
    YANKED = "yanked"
    CUT_OFF = "cut-off"  #: uploaded too late, or nobody knows when
    PRERELEASE = "pre-release"
    METADATA = "metadata"  #: cannot be read
    CONFLICT = "conflict"  #: it clashes with what was chosen
    OTHER_INDEX = "other-index"  #: an index that comes first has the project
    PREFERENCE = "preference"  #: another version was preferred: a lock's, or that of a part solved before
    NOT_TRIED = "not-tried"  #: the solve did not record why


@dataclass(frozen=True, slots=True)
class Required:
    """A requirement that a part of the answer has to meet. `parent` None is the user's own."""

    parent: NormalizedName | None
    version: Version | None  #: of the parent
    part: str  #: the extra or group of the parent that asks: "extra x"; "" for neither
    text: str  #: "numpy<2"
    marker: str  #: "" where it holds everywhere in the part
    line: int | None  #: of the pasted text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one version was passed over, with the decisive fact.

    `detail` is the cut-off, the reason for yanking, the specifier, the mode of pre-releases, or the requirement of
    the version itself that clashes.
    """

    kind: ReasonKind
    detail: str = ""
    files: tuple[Distribution, ...] = ()  #: the nearest to being usable, or the one that could not be read
    offered: tuple[Distribution, ...] = field(default=(), repr=False)  #: all files, where none can be used
    required: Required | None = None
    facts: tuple[str, ...] = ()  #: sentences: what clashes


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
    reasons: Mapping[Version, Reason]
    uploads: Mapping[Version, datetime | None]  #: every listed version with its first upload


def upload_of(files: tuple[Distribution, ...]) -> datetime | None:
    """When the first file of a version was uploaded; None where nobody knows."""
    return min((file.uploaded_at for file in files if file.uploaded_at is not None), default=None)
