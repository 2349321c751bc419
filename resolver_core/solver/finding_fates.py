"""What one part of a solve made of every version of every project that it came to, read off its state at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core import stopping
from resolver_core.answer.resolution import Failure
from resolver_core.answer.version_fates import Considered, upload_of
from resolver_core.candidates.version_map import VersionMap
from resolver_core.index.records import Distribution
from resolver_core.solver.answer_markers import shortened
from resolver_core.solver.catalogue import Catalogue
from resolver_core.solver.choosing import Chooser
from resolver_core.solver.conflict_extras import item_text
from resolver_core.solver.ended_part import EndedPart
from resolver_core.solver.fork_state import ForkState
from resolver_core.solver.packages import Packages
from resolver_core.solver.reading_rejections import RejectionReader
from resolver_core.solver.unavailable import SolveFailed, UnknownProject


@dataclass
class FateFinder:
    """Reads every part of one solve. Uploads are the same in all of them and are read once."""

    catalogue: Catalogue
    packages: Packages
    chooser: Chooser
    _uploads: dict[tuple[NormalizedName, str], Mapping[Version, datetime | None]] = field(default_factory=dict)

    def of(self, state: ForkState, failure: Failure | None = None, *, solved: bool = True) -> Iterator[Considered]:
        """Every project of a part that is solved, or that has ended without an answer."""
        part = EndedPart(state, self.catalogue, self.packages, failure, solved)
        reader = RejectionReader(part, self.chooser)
        marker = "" if state.scope.point is not None else str(shortened(state.scope.marker, self.catalogue.python))
        for name in part.names:
            stopping.check()
            maps = self._maps(name, state)
            if not maps:
                continue
            uploads = self._uploads_of(name, state, maps)
            yield Considered(
                project=name,
                fork=state.id,
                marker=marker,
                included=tuple(sorted(map(item_text, state.scope.included))),
                excluded=tuple(sorted(map(item_text, state.scope.excluded))),
                taken=part.taken(name),
                oldest_first=self.catalogue.oldest_first(name, state.scope),
                reasons=reader.reasons(name, maps, uploads),
                uploads=uploads,
            )

    def _maps(self, name: NormalizedName, state: ForkState) -> list[VersionMap]:
        """What the indexes list of a project; nothing where that is what ended the solve."""
        try:
            maps = self.catalogue.version_maps(name, state.pinned.get(name))
        except SolveFailed:
            return []
        return [] if isinstance(maps, UnknownProject) else maps

    def _uploads_of(
        self, name: NormalizedName, state: ForkState, maps: list[VersionMap]
    ) -> Mapping[Version, datetime | None]:
        pinned = state.pinned.get(name)
        key = (name, "" if pinned is None else pinned.url)
        found = self._uploads.get(key)
        if found is None:
            files: dict[Version, tuple[Distribution, ...]] = {}
            for entry in maps:
                for listed in (entry.releases, entry.flat):
                    for version in () if listed is None else listed.versions:
                        files[version] = files.get(version, ()) + listed.of_version(version) if listed else ()
            found = self._uploads[key] = {version: upload_of(files[version]) for version in sorted(files)}
        return found
