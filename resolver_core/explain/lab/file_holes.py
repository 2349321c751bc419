"""Where a version has no file: for which machines, as a marker that tells them from the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.proof import Conflict, Unusable
from resolver_core.answer.resolution import Pin
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.marker_words import either, machine_marker, python_marker
from resolver_core.explain.lab.pages_read import cutoff_of, files_of
from resolver_core.explain.lab.spots import Spot, spot_of, spots
from resolver_core.explain.panel.places import minors
from resolver_core.index.records import Distribution
from resolver_core.targets.fitting import is_installable


def marker_of_hole(laboratory: Laboratory, older: Pin, newer: Pin) -> str | None:
    """The machines around the target that can install the older of two versions and not the newer.

    Its system where none of that has a file, else its machine, else its Python, else both. None where the target
    itself has a file of the newer one, or none of the older.
    """
    pythons = SpecifierSet(str(laboratory.universal_policy.python), prereleases=True)
    here = spot_of(laboratory.target)
    every = list(dict.fromkeys((here, *spots(minors(pythons)))))
    served = [spot for spot in every if _has_file(newer.distributions, spot)]
    hole = [spot for spot in every if spot not in served and _has_file(older.distributions, spot)]
    return _around(here, hole, served) if here in hole else None


def _around(here: Spot, hole: Sequence[Spot], served: Sequence[Spot]) -> str:
    place, places = (here.system, here.machine), {(spot.system, spot.machine) for spot in served}
    if place not in places:
        return machine_marker([place], places)
    with_file = {spot.minor for spot in served}
    if here.minor not in with_file:
        return python_marker({spot.minor for spot in hole} - with_file, with_file)
    minors_here = {spot.minor for spot in served if (spot.system, spot.machine) == place}
    missing = {spot.minor for spot in hole if (spot.system, spot.machine) == place}
    return f"{machine_marker([place], places)} and {either(python_marker(missing, minors_here))}"


def newest_with_file(laboratory: Laboratory, project: NormalizedName) -> Version | None:
    """The newest final release of a project, on the pages read so far, that the target can install."""
    fitting = (file.version for file in released(laboratory, project) if is_installable(file, laboratory.target))
    return max(fitting, default=None)


def released(laboratory: Laboratory, project: NormalizedName) -> Iterator[Distribution]:
    """The files of final releases that a solve may take, on the pages read so far."""
    cutoff = cutoff_of(laboratory, project)
    for file in files_of(laboratory, project):
        if not (file.version.is_prerelease or file.is_yanked or is_excluded(file, cutoff)):
            yield file


def refused_files(laboratory: Laboratory, conflict: Conflict | None) -> Iterator[list[Distribution]]:
    """The files of the newest version of each project that a clash leaves out for want of a wheel that fits.

    The nearest stands first: one for the target's platform, else one for a newer Python. Those of a version without
    wheels are left out.
    """
    refused: dict[NormalizedName, list[Version]] = {}
    for fact in () if conflict is None else conflict.summary:
        if isinstance(fact, Unusable) and fact.rejection.reason is RejectionReason.TAG:
            refused.setdefault(canonicalize_name(fact.project), []).append(fact.version)
    platforms = {tag.platform for tag in laboratory.target.tags}

    def nearness(file: Distribution) -> tuple[bool, bool, list[int]]:
        pythons = [int("".join(filter(str.isdigit, tag.interpreter)) or 0) for tag in file.tags]
        return file.is_wheel, any(tag.platform in platforms for tag in file.tags), sorted(pythons, reverse=True)

    for project, versions in refused.items():
        files = [file for file in files_of(laboratory, project) if file.version == max(versions)]
        if any(file.is_wheel for file in files):
            yield sorted(files, key=nearness, reverse=True)


def _has_file(files: Iterable[Distribution], spot: Spot) -> bool:
    return any(is_installable(file, spot.environment) for file in files)
