"""What an answer consists of: pins, and the edges between them. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.index.records import CoreMetadata, Distribution, Provenance
from resolver_core.markers import MarkerSet


@dataclass(frozen=True, slots=True, order=True)
class PinKey:
    """Identifies a pin: one version of a project from one source (an index URL or a direct URL)."""

    project: NormalizedName
    version: Version
    source: str


@dataclass(frozen=True, slots=True)
class Pin:
    """One chosen version with where everything about it came from.

    `marker` says where it is installed when every extra and group is asked for ("" = everywhere in
    scope); `fork_markers` are set only where a project has several versions, as in uv.lock.
    """

    key: PinKey
    marker: str
    fork_markers: tuple[str, ...]
    provenance: Provenance | None  #: None for the project itself
    metadata: CoreMetadata | None = field(repr=False, compare=False)
    install_file: Distribution | None = None  #: the file for the policy's target; None without a target
    distributions: tuple[Distribution, ...] = field(default=(), repr=False)  #: all files of the version
    index_url: str | None = None  #: None for a direct URL
    is_root: bool = False

    @property
    def project(self) -> NormalizedName:
        """The normalised project name."""
        return self.key.project

    @property
    def version(self) -> Version:
        """The chosen version."""
        return self.key.version


@dataclass(frozen=True, slots=True)
class Edge:
    """`parent` (with one extra or group of it, or neither) requires `child` where `marker` holds.

    `marker` is relative to the parent and may name extras of declared conflicts. `parent` None is
    the request itself (a list of requirements without a project). `line` is that of a root requirement.
    """

    parent: PinKey | None
    child: PinKey
    marker: str
    specifier: str
    parent_extra: NormalizedName | None = None
    parent_group: NormalizedName | None = None
    child_extra: NormalizedName | None = None
    child_group: NormalizedName | None = None
    line: int | None = None


def marker_of(text: str) -> MarkerSet:
    """The set of environments of a marker text in a resolution; "" is everywhere."""
    return MarkerSet.parse(text)
