"""Where a version has no file: for which machines, as a marker that tells them from the others."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.resolution import Pin
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.explain.lab.laboratory import Laboratory
from resolver_core.explain.lab.marker_words import separating
from resolver_core.explain.lab.pages_read import cutoff_of, files_of
from resolver_core.explain.lab.spots import Spot, spot_of, spots
from resolver_core.explain.panel.places import minors
from resolver_core.index.records import Distribution
from resolver_core.targets.fitting import is_installable


def marker_of_hole(laboratory: Laboratory, older: Pin, newer: Pin) -> str | None:
    """The machines of the target's kind that can install the older of two versions and not the newer.

    Other kinds that lack the newer one, too, may fall on either side. None where no marker tells them from those that
    have it: their C library or the age of their system decides.
    """
    pythons = SpecifierSet(str(laboratory.universal_policy.python), prereleases=True)
    here = spot_of(laboratory.target)
    every = list(dict.fromkeys((here, *spots(minors(pythons)))))
    served = [spot for spot in every if _has_file(newer.distributions, spot)]
    lacking = [spot for spot in every if spot not in served and _has_file(older.distributions, spot)]
    hole = [spot for spot in lacking if (spot.system, spot.machine) == (here.system, here.machine)]
    return separating(hole, served) if here in hole else None


def newest_with_file(laboratory: Laboratory, project: NormalizedName) -> Version | None:
    """The newest final release of a project, on the pages read so far, that the target can install."""
    cutoff = cutoff_of(laboratory, project)
    listed = (file for file in files_of(laboratory, project) if not is_excluded(file, cutoff) and not file.is_yanked)
    fitting = (file.version for file in listed if is_installable(file, laboratory.target))
    return max((version for version in fitting if not version.is_prerelease), default=None)


def _has_file(files: Iterable[Distribution], spot: Spot) -> bool:
    return any(is_installable(file, spot.environment) for file in files)
