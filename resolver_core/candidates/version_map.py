"""One index's versions of a project under a policy, each with the file that represents it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.candidates.releases import Releases
from resolver_core.candidates.representative import FileRule, Representative, representative
from resolver_core.candidates.verdicts import is_excluded
from resolver_core.candidates.versions import Cut, VersionAxis, VersionSet, places_of
from resolver_core.candidates.yanked import AllowedYanks
from resolver_core.index.records import Distribution, IndexLocation


@dataclass(frozen=True, slots=True)
class FileRules:
    """How a policy judges files: which make a version usable, and which may supply its metadata."""

    usable: FileRule
    metadata: FileRule


@dataclass(frozen=True, slots=True)
class Candidate:
    """One version that may be chosen. `index` is None for a direct URL.

    `usable` says whether and by which file it can be used; `metadata` which file is read. They are the
    same object where a policy makes no difference between the two.
    """

    project: NormalizedName
    version: Version
    index: IndexLocation | None
    usable: Representative
    metadata: Representative
    files: tuple[Distribution, ...]

    @property
    def metadata_file(self) -> Distribution | None:
        """The file whose metadata stand for the version."""
        return self.metadata.metadata_file or self.usable.metadata_file

    @property
    def install_file(self) -> Distribution | None:
        """The file that would be installed where the usable-file rule looks at a target."""
        return self.usable.install_file

    @property
    def requires_python(self) -> SpecifierSet | None:
        """The page's Requires-Python of the representative: the one that is checked (section 3.2)."""
        source = self.metadata if self.metadata.is_compatible else self.usable
        return source.requires_python


@dataclass
class VersionMap:
    """A project on one index. Files of `find-links` pages stand before the index's own."""

    location: IndexLocation
    releases: Releases
    flat: Releases | None
    rules: FileRules
    rules_for_yanked: FileRules
    allowed_yanks: AllowedYanks
    axis: VersionAxis
    versions: tuple[Version, ...] = ()
    has_locals: bool = False  #: whether any version has a local label
    _positions: list[Cut] = field(default_factory=list)
    _candidates: dict[Version, Candidate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        listed, places = self.releases.versions, self.releases.places
        if self.flat is not None:
            listed = tuple(sorted({*listed, *self.flat.versions}))
            places = tuple(places_of(listed))
        positions = self.axis.add_places(places)[::2]
        shown = [pair for pair in zip(listed, positions, strict=True) if not self._is_hidden(pair[0])]
        self.versions = tuple([version for version, _ in shown])
        self._positions = [position for _, position in shown]
        self.has_locals = any(version.local is not None for version in self.versions)

    def _is_hidden(self, version: Version) -> bool:
        if self.rules.usable.cutoff is None or self._flat_files(version) or self.location.flat:
            return False
        return all(is_excluded(file, self.rules.usable.cutoff) for file in self.releases.of_version(version))

    def _flat_files(self, version: Version) -> tuple[Distribution, ...]:
        return () if self.flat is None else self.flat.of_version(version)

    def within(self, versions: VersionSet, *, oldest_first: bool = False) -> Iterator[Version]:
        """The listed versions of a set, newest first unless told otherwise."""
        starts = range(0, len(versions), 2)
        for start in starts if oldest_first else reversed(starts):
            low = bisect_left(self._positions, versions[start])
            high = bisect_left(self._positions, versions[start + 1])
            part = self.versions[low:high]
            yield from part if oldest_first else reversed(part)

    def lists(self, version: Version) -> bool:
        """Whether the index offers the version at all."""
        place = bisect_left(self._positions, self.axis.position(version))
        return place < len(self.versions) and self.versions[place] == version

    def candidate(self, version: Version) -> Candidate:
        """The version with its representative files; cached."""
        found = self._candidates.get(version)
        if found is None:
            found = self._candidates[version] = self._judge(version)
        return found

    def rules_of(self, version: Version) -> FileRules:
        """How the files of one version are judged: a pin may allow it although it is yanked."""
        allowed = (self.releases.project, version) in self.allowed_yanks
        return self.rules_for_yanked if allowed else self.rules

    def _judge(self, version: Version) -> Candidate:
        project, rules = self.releases.project, self.rules_of(version)
        files, flat = self.releases.of_version(version), self._flat_files(version)
        usable = representative(files, rules.usable, flat_first=flat)
        same = rules.metadata is rules.usable
        metadata = usable if same else representative(files, rules.metadata, flat_first=flat)
        listed = files[0].version if files else flat[0].version
        return Candidate(project, listed, self.location, usable, metadata, flat + files)
