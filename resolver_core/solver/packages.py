"""What the kernel decides about: real projects, their extras and groups, and proxies that tie them together.

The kinds and their dependencies are those of uv-resolution section 5.1. All packages of one project
share a name and a version; the proxies exist so that a marker or an extra can be decided on its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from packaging.utils import NormalizedName

from resolver_core.candidates.versions import VersionAxis
from resolver_core.markers import MarkerSet
from resolver_core.solver.incompatibility import PackageId


class PackageKind(Enum):
    """The kinds of packages inside the kernel."""

    ROOT = auto()  #: the request
    PROJECT = auto()  #: a project, or the content of one extra or group of it
    MARKER = auto()  #: a project required under a marker
    EXTRA = auto()  #: an extra of a project, required under a marker
    GROUP = auto()  #: a dependency group of the member, required under a marker
    PYTHON = auto()  #: the Python requirement; no version of it ever exists


NO_NAME = NormalizedName("")


@dataclass(frozen=True, slots=True)
class Package:
    """One thing the kernel decides. `name` is "" for the root and for Python."""

    kind: PackageKind
    name: NormalizedName = NO_NAME
    extra: NormalizedName | None = None
    group: NormalizedName | None = None
    marker: MarkerSet = MarkerSet.TRUE
    _hash: int = field(init=False, repr=False, compare=False)  #: asked for at every step of a search

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.name, self.extra, self.group, self.marker, self.kind)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def is_proxy(self) -> bool:
        """Whether this only forces the version of the packages behind it."""
        return self.kind in (PackageKind.MARKER, PackageKind.EXTRA, PackageKind.GROUP)

    @property
    def base(self) -> Package | None:
        """What a proxy ties itself to the moment it appears; None for everything else, and for a group.

        A group does not bring its project (measured).
        """
        return Package(PackageKind.PROJECT, self.name) if self.is_proxy and self.group is None else None

    def __str__(self) -> str:
        """As requirements name it; "" for the root and for Python, which have no name."""
        if self.group is not None:
            return f"{self.name}:{self.group}"
        return self.name if self.extra is None else f"{self.name}[{self.extra}]"


ROOT = Package(PackageKind.ROOT)
PYTHON = Package(PackageKind.PYTHON)


def requested(
    name: NormalizedName, extra: NormalizedName | None, group: NormalizedName | None, marker: MarkerSet
) -> Package:
    """The package that stands for a requirement; `marker` without its `extra ==` parts."""
    if extra is not None:
        return Package(PackageKind.EXTRA, name, extra=extra, marker=marker)
    if group is not None:
        return Package(PackageKind.GROUP, name, group=group, marker=marker)
    if marker.is_true:
        return Package(PackageKind.PROJECT, name)
    return Package(PackageKind.MARKER, name, marker=marker)


def behind(proxy: Package) -> list[Package]:
    """The packages that a proxy forces to its own version, in uv's order."""
    markers = [MarkerSet.TRUE] if proxy.marker.is_true else [MarkerSet.TRUE, proxy.marker]
    if proxy.kind is PackageKind.GROUP:
        return [Package(PackageKind.PROJECT, proxy.name, group=proxy.group, marker=marker) for marker in markers]
    extras = [None] if proxy.kind is PackageKind.MARKER else [None, proxy.extra]
    return [
        Package(PackageKind.PROJECT, proxy.name, extra=extra, marker=marker) for marker in markers for extra in extras
    ]


@dataclass
class Packages:
    """Numbers for packages and one axis per project, shared by all forks of a solve."""

    _ids: dict[Package, PackageId] = field(default_factory=dict)
    _packages: list[Package] = field(default_factory=list)
    _axes: dict[NormalizedName, VersionAxis] = field(default_factory=dict)

    def id_of(self, package: Package) -> PackageId:
        """The package's number; a new one for a new package."""
        number = self._ids.get(package)
        if number is None:
            number = self._ids[package] = len(self._packages)
            self._packages.append(package)
        return number

    def __getitem__(self, number: PackageId) -> Package:
        return self._packages[number]

    def axis(self, name: NormalizedName) -> VersionAxis:
        """The version axis of a project."""
        axis = self._axes.get(name)
        if axis is None:
            axis = self._axes[name] = VersionAxis()
        return axis
