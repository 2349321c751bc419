"""What an answer has to be read with (`warnings` in documents), as values. `explain.wording.cautions` has the words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import NormalizedName
from packaging.version import Version


@dataclass(frozen=True, slots=True)
class NoSuchExtra:
    """A version was asked for with an extra that it lacks; a project in a folder has a `folder` in place of one."""

    project: NormalizedName
    version: Version | None
    extra: NormalizedName
    folder: str = ""


@dataclass(frozen=True, slots=True)
class UnknownVersion:
    """A version of `required_by` requires the project itself, whose own version is dynamic: nobody knows it."""

    project: NormalizedName
    specifier: str
    required_by: NormalizedName
    version: Version


@dataclass(frozen=True, slots=True)
class NoUploadTimes:
    """An index lists files without an upload time while a cut-off is set, which leaves them out."""

    project: NormalizedName
    index: str


class Unread(StrEnum):
    """What a text says and pip would not read."""

    OVERRIDES = "overrides"
    EXCLUDES = "excludes"
    SOURCES = "sources"
    SUPPLIED_METADATA = "supplied-metadata"
    RESOLUTION_MODE = "resolution-mode"
    EXPLICIT_INDEXES = "explicit-indexes"


@dataclass(frozen=True, slots=True)
class UnreadByPip:
    """Something that counts for uv and not for pip; `value` is that of a mode."""

    what: Unread
    value: str = ""


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """A file whose metadata state another version than its name."""

    filename: str
    version: Version


@dataclass(frozen=True, slots=True)
class FilePassedOver:
    """A file that pip passes over; `detail` is what is wrong with it."""

    filename: str
    detail: str


@dataclass(frozen=True, slots=True)
class UnreadableLockedFile:
    """A file that a lock lists under a name that cannot be read."""

    filename: str
    project: str
    detail: str


@dataclass(frozen=True, slots=True)
class CautionSaid:
    """What a stored document says: its facts were not kept."""

    text: str


Caution = (
    NoSuchExtra
    | UnknownVersion
    | NoUploadTimes
    | UnreadByPip
    | OtherVersion
    | FilePassedOver
    | UnreadableLockedFile
    | CautionSaid
)
