"""What all files of one version require together: each requirement under the marker of the files that carry it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from packaging.markers import Marker
from packaging.requirements import Requirement

from resolver_core import stopping
from resolver_core.candidates.implied_markers import implied_by_wheel
from resolver_core.explain.lab.marker_words import either, separating
from resolver_core.explain.lab.spots import Spot
from resolver_core.index.records import CoreMetadata, Distribution
from resolver_core.markers import MarkerSet
from resolver_core.targets.wheel_tags import components


@dataclass(frozen=True, slots=True)
class FileMetadata:
    """A file of a version, with what its metadata say."""

    file: Distribution
    metadata: CoreMetadata


def union(files: Sequence[FileMetadata], spots: Iterable[Spot]) -> CoreMetadata:
    """The metadata of a version as a whole, of one file at least, for the machines that count.

    A requirement that every file carries stands as it is. Another gets a marker that holds on the machines which
    install a file that carries it, and not on those which install a file that does not. Files that none of the machines
    installs (those of Python 2) do not count.
    """
    served = _served(files, spots)
    somewhere = frozenset[str]().union(*served.values())
    counting = [one for one in files if one.file.filename in somewhere] or files
    carried: dict[str, set[str]] = {}
    for one in counting:
        for requirement in map(str, one.metadata.requires_dist):
            carried.setdefault(requirement, set()).add(one.file.filename)
    extras = dict.fromkeys(extra for one in counting for extra in one.metadata.provides_extra)
    pythons = {str(one.metadata.requires_python) for one in counting}
    first = counting[0].metadata
    return replace(
        first,
        requires_dist=tuple(_restricted(Requirement(text), names, served, extras) for text, names in carried.items()),
        requires_python=first.requires_python if len(pythons) == 1 else None,
        provides_extra=tuple(extras),
    )


def is_uniform(files: Sequence[FileMetadata]) -> bool:
    """Whether all files require the same, in whatever order."""
    return len({frozenset(map(str, one.metadata.requires_dist)) for one in files}) <= 1


def _served(files: Sequence[FileMetadata], spots: Iterable[Spot]) -> dict[Spot, frozenset[str]]:
    """The files that a machine may get: wheels for its platform, else those for any, else the source distribution."""
    found: dict[Spot, frozenset[str]] = {}
    for spot in spots:
        stopping.check()
        fitting = [one.file for one in files if not one.file.is_wheel or _of_wheel(one.file).evaluate(spot.markers)]
        best = min(map(_rank, fitting), default=None)
        if best is not None:
            found[spot] = frozenset(file.filename for file in fitting if _rank(file) == best)
    return found


def _rank(file: Distribution) -> int:
    if not file.is_wheel:
        return 2
    return 1 if "any" in components(file.tags)[2] else 0


def _of_wheel(file: Distribution) -> MarkerSet:
    return implied_by_wheel(file.tags)


def _restricted(
    requirement: Requirement, names: Set[str], served: Mapping[Spot, frozenset[str]], extras: Collection[str]
) -> Requirement:
    """The requirement with the marker of the files that carry it, where its own does not say as much."""
    stopping.check()
    carrying = [spot for spot, files in served.items() if files & names]
    lacking = [spot for spot, files in served.items() if not files & names]
    own = MarkerSet.of(requirement.marker)
    if not any(own.evaluate(spot.markers, extras) for spot in lacking):
        return requirement
    marker = separating(carrying, lacking)
    text = marker if requirement.marker is None else f"{either(str(requirement.marker))} and {either(marker)}"
    restricted = Requirement(str(requirement))
    restricted.marker = Marker(text)
    return restricted
