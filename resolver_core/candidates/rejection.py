"""Why not this version: the one vocabulary of files, versions, the walk and the search (docs/decisions/0009)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from packaging.specifiers import SpecifierSet


class RejectionReason(StrEnum):
    """Why a file, or a version, is not the one that is taken.

    Values that stand in documents are those of the ladder; `SHOWN_AS` says how the finer ones are shown there.
    """

    # A file, and a version none of whose files can be used (uv-resolution section 3.1)
    NO_BINARY = "no-binary"  #: wheels are switched off for the project
    NO_BUILD = "no-build"  #: source distributions are switched off for the project
    CUT_OFF = "cut-off"  #: uploaded at or after the cut-off, or nobody knows when
    TAG = "tag"  #: no tag fits; `Verdict.tag_mismatch` says how near it is
    YANKED = "yanked"  #: PEP 592
    MISSING_PLATFORM = "missing-platform"  #: a required environment is not covered
    NOT_PEP_625 = "not-pep-625"  #: a source distribution that is neither `.tar.gz` nor `.zip`
    NO_FILES = "no-files"  #: the version has no file at all

    # A version by its metadata
    REQUIRES_PYTHON = "requires-python"  #: it is for other Pythons
    METADATA = "metadata"  #: they cannot be read
    IMPOSSIBLE_REQUIREMENT = "impossible-requirement"  #: it requires a range that no version can lie in

    # A version that the walk came to, or did not come to
    PRERELEASE = "pre-release"  #: not allowed, or not while there is a stable version
    OTHER_INDEX = "other-index"  #: an index that comes first has the project
    OTHER_PLATFORMS = "other-platforms"  #: a local variant whose files are for other environments than the part's
    PREFERENCE = "preference"  #: another version was preferred: a lock's, or that of a part solved before

    # A version against the rest of the answer
    REQUIREMENT = "requirement"  #: a requirement of the answer excludes it
    CONSTRAINT = "constraint"  #: ... or a constraint of the user
    OVERRIDE = "override"  #: ... or an override of the user
    CONFLICT = "conflict"  #: it clashes with what was chosen
    UNSATISFYING = "unsatisfying"  #: it does not satisfy all requirements on it at once (as pip)

    NOT_TRIED = "not-tried"  #: the solve did not record why


NO_FILE = "no-file"
SWITCHED_OFF = "switched-off"
"""What documents say where they tell less than is known."""

SHOWN_AS: dict[RejectionReason, str] = {
    RejectionReason.NO_BINARY: SWITCHED_OFF,
    RejectionReason.NO_BUILD: SWITCHED_OFF,
    RejectionReason.TAG: NO_FILE,
    RejectionReason.MISSING_PLATFORM: NO_FILE,
    RejectionReason.NOT_PEP_625: NO_FILE,
    RejectionReason.NO_FILES: NO_FILE,
    RejectionReason.IMPOSSIBLE_REQUIREMENT: RejectionReason.CONFLICT,
}
"""The value in documents (`kind` of a standing in a ladder), where it is not the reason's own.

A reader of documents asks whether there is a file, not which of uv's verdicts on files it was; these values were there
first, and stored documents have them.
"""

SHOWN: tuple[str, ...] = (
    "requirement",
    "constraint",
    "override",
    "no-file",
    "other-platforms",
    "switched-off",
    "requires-python",
    "yanked",
    "cut-off",
    "pre-release",
    "metadata",
    "conflict",
    "other-index",
    "preference",
    "not-tried",
)
"""All values that documents may have."""


def shown(reason: RejectionReason) -> str:
    """The reason as documents have it."""
    return str(SHOWN_AS.get(reason, reason))


@dataclass(frozen=True, slots=True)
class Rejection:
    """A reason with its facts.

    `detail` is the fact behind it: an upload time, a reason for yanking, the kind of tag that misses, a required
    environment, what is wrong with the metadata. `filename` is the file it rests on.
    """

    reason: RejectionReason
    detail: str = ""
    filename: str = ""
    requires_python: SpecifierSet | None = None  #: for REQUIRES_PYTHON
    requirements: tuple[str, ...] = ()  #: for IMPOSSIBLE_REQUIREMENT and UNSATISFYING
