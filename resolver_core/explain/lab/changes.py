"""What an experiment changes: axes, settings, the pasted text, or what the index says. Values that can be stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import NormalizedName


class Start(StrEnum):
    """The policy that an experiment starts from."""

    SINGLE = "single"
    UNIVERSAL = "universal"
    AS_PIP = "as-pip"


class Axis(StrEnum):
    """The axes of a policy (policy.py), as an experiment changes them."""

    PYTHON = "python"
    ENVIRONMENTS = "environments"
    FILE_RULE = "file_rule"
    METADATA_RULE = "metadata_rule"
    ROOTS = "roots"
    INDEX_ROUTING = "index_routing"
    REQUIREMENT_ORDER = "requirement_order"
    MARKER_READING = "marker_reading"
    PREFERENCES = "preferences"


PER_PROJECT = frozenset({Axis.FILE_RULE, Axis.METADATA_RULE, Axis.PREFERENCES})
"""The axes that can be at the other value for some projects alone."""


@dataclass(frozen=True, slots=True)
class AxisChange:
    """Axes at the values of the other mode: for some projects alone, or for all where none are named."""

    axes: tuple[Axis, ...]
    projects: tuple[NormalizedName, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One of uv's settings at another value, for every project or for one.

    `name` is "prerelease", "index-strategy" or "exclude-newer" (whose only value here is "off").
    """

    name: str
    value: str
    project: NormalizedName | None = None


class AlterationKind(StrEnum):
    """In what the index data of a project are changed."""

    YANKS_IGNORED = "yanks-ignored"  #: yanked files count as others do (PEP 592)
    YANKED_REMOVED = "yanked-removed"  #: yanked files are not offered at all
    UPPER_BOUNDS_OBEYED = "upper-bounds-obeyed"  #: files whose Requires-Python excludes `detail` are not offered
    LOCALS_REMOVED = "locals-removed"  #: versions with a local label are not offered
    REPAIRED = "repaired"  #: files that were skipped are offered without their unreadable Requires-Python
    DATES_FILLED = "dates-filled"  #: files without an upload time count as old
    METADATA_OF_SIBLING = "metadata-of-sibling"  #: `detail` is "file=other file of the version"
    METADATA_OF_FILE = "metadata-of-file"  #: all files of its version say what the file `detail` says
    FILE_FITS = "file-fits"  #: the wheel `detail` fits every Python and platform
    EXTRAS_AS_SPELLED = "extras-as-spelled"  #: the extra `detail` is found only where the file spells it so


@dataclass(frozen=True, slots=True)
class Alteration:
    """One change of what the index says of one project."""

    kind: AlterationKind
    project: NormalizedName
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one experiment changes; empty fields leave the start as it is.

    `projects` are those for which alone the axes of `PER_PROJECT` are changed; none: for all of them. `text` is the
    whole pasted text after an edit. `requirements` and `constraints` (which only narrow) are added to those of the
    text. `system_version` is of the target's macOS, glibc or musl ("14.2"): an older or a newer machine of the same
    kind.
    """

    axes: tuple[Axis, ...] = ()
    projects: tuple[NormalizedName, ...] = ()
    settings: tuple[SettingChange, ...] = ()
    index: tuple[Alteration, ...] = ()
    text: str | None = None
    requirements: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    system_version: str = ""
