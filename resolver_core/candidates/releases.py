"""The versions a project page lists, each with its files in the order in which uv looks at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.candidates.flat_order import flat_key
from resolver_core.candidates.versions import Place, places_of
from resolver_core.index import limits
from resolver_core.index.kept.bounded import BoundedCache
from resolver_core.index.records import Distribution, ProjectPage


@dataclass(frozen=True, slots=True)
class Releases:
    """One index's files of a project, grouped by version: uv's "version map". Make it once per page.

    `1.0` and `1.0.0` are one version. Files stand in the order of uv-resolution 3.2: on an ordinary index
    source distributions by name, then wheels by name; on a flat one the structured order of 2.5.
    """

    project: NormalizedName
    index_url: str
    flat: bool  #: whether the page is of a flat index (`find-links`, `format = "flat"`)
    files: Mapping[Version, tuple[Distribution, ...]] = field(hash=False)
    versions: tuple[Version, ...]  #: oldest first
    places: tuple[Place, ...] = field(repr=False)  #: before and after each of them, for the axis of a solve

    @classmethod
    def of(cls, page: ProjectPage, *, flat: bool = False) -> Releases:
        """Group and order the files of a page; those of the pages that were read last are remembered."""
        key = (id(page.distributions), page.project, page.index_url, flat)
        if (known := _grouped.get(key)) is not None:
            return known[1]
        made = cls._made(page, flat)
        _grouped.put(key, (page.distributions, made), len(page.distributions))
        return made

    @classmethod
    def _made(cls, page: ProjectPage, flat: bool) -> Releases:
        groups: dict[Version, list[Distribution]] = {}
        for distribution in page.distributions:
            stopping.check()
            groups.setdefault(distribution.version, []).append(distribution)
        key: Callable[[Distribution], tuple[object, ...]] = flat_key if flat else index_key
        versions = tuple(sorted(groups))
        files = {version: tuple(sorted(groups[version], key=key)) for version in versions}
        return cls(page.project, page.index_url, flat, files, versions, tuple(places_of(versions)))

    def of_version(self, version: Version) -> tuple[Distribution, ...]:
        """The files of one version, in uv's order; none if the page does not list it."""
        return self.files.get(version, ())


_grouped = BoundedCache[tuple[int, NormalizedName, str, bool], tuple[tuple[Distribution, ...], Releases]](
    400, limits.KEPT_FILES
)
"""With the files themselves, so that no others can come to stand at their address."""


def index_key(distribution: Distribution) -> tuple[bool, bytes]:
    """Sorts the files of one version on an ordinary index: source distributions first, then by name as bytes."""
    return distribution.is_wheel, distribution.filename.encode()
