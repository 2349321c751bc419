"""The metadata of the versions that a solve looks into: supplied by the user, else of their metadata files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from packaging.markers import InvalidMarker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.failure import Failure
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.candidates.version_map import Candidate
from resolver_core.index.base import Index
from resolver_core.index.kept.bounded import ByIdentity
from resolver_core.index.records import (
    CoreMetadata,
    Distribution,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    MetadataSource,
    Provenance,
)
from resolver_core.solver.failures import metadata_failure, source_failure
from resolver_core.solver.request import Request
from resolver_core.solver.requirements import LoweredRequirement, read_requirement
from resolver_core.solver.unavailable import SolveFailed


@dataclass(frozen=True, slots=True)
class VersionMetadata:
    """The metadata of one version with its requirements read."""

    read: MetadataRead
    requirements: tuple[LoweredRequirement, ...]

    @classmethod
    def of(cls, read: MetadataRead) -> VersionMetadata:
        """Read every requirement. Raises packaging's InvalidMarker for a marker that uv cannot read."""
        return cls(read, _requirements(read.metadata.requires_dist))

    @property
    def metadata(self) -> CoreMetadata:
        """The fields that a resolution reads."""
        return self.read.metadata


def _read_all(declared: Sequence[Requirement]) -> tuple[LoweredRequirement, ...]:
    return tuple(map(read_requirement, declared))


_requirements = ByIdentity(_read_all, 1_000)


@dataclass
class KnownMetadata:
    """The metadata of every version that one solve came to, each read once. Raises SolveFailed where uv would end."""

    index: Index
    request: Request
    count: int = 0  #: how many were read
    bytes_read: int = 0
    assumed_away: list[Failure] = field(default_factory=list)  #: what would have ended the solve without `assume`
    _known: dict[tuple[NormalizedName, Version, str], VersionMetadata | Rejection] = field(default_factory=dict)

    def of(self, candidate: Candidate) -> VersionMetadata | Rejection:
        """The metadata of a candidate."""
        file = candidate.metadata_file
        key = (candidate.project, candidate.version, "" if file is None else file.url)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.supplied(candidate) or self._assumed(candidate) or self._read(file)
        return found

    def supplied(self, candidate: Candidate) -> VersionMetadata | None:
        """What the user says of a version, or of all versions, of a project."""
        entries = [e for e in self.request.problem.dependency_metadata if e.name == candidate.project]
        exact = [e for e in entries if e.version == candidate.version]
        for entry in exact or [e for e in entries if e.version is None]:
            metadata = CoreMetadata(
                candidate.project, candidate.version, entry.requires_dist, entry.requires_python, entry.provides_extra
            )
            provenance = Provenance(candidate.metadata_file, MetadataSource.SUPPLIED)
            return VersionMetadata.of(MetadataRead(metadata, provenance))
        return None

    def _assumed(self, candidate: Candidate) -> VersionMetadata | None:
        """Nothing, of a source that is out of reach; None for what can be read."""
        if not self.request.assume or candidate.project not in self.request.unversioned:
            return None
        (source,) = candidate.files
        self.assumed_away.append(source_failure(candidate.project, source.url))
        provenance = Provenance(source, MetadataSource.OUT_OF_REACH, witness=source.url)
        return VersionMetadata.of(MetadataRead(CoreMetadata(candidate.project, candidate.version), provenance))

    def _read(self, file: Distribution | None) -> VersionMetadata | Rejection:
        assert file is not None, "a candidate without a usable file is never read"
        answer = self.index.metadata(file)
        if isinstance(answer, MetadataProblem) and answer.assumed is not None and self.request.assume:
            self.assumed_away.append(metadata_failure(answer))
            answer = answer.assumed
        if isinstance(answer, MetadataProblem):
            if answer.kind is MetadataProblemKind.INVALID:
                return Rejection(RejectionReason.METADATA, answer.detail, file.filename)
            raise SolveFailed(metadata_failure(answer))
        self.count += 1
        self.bytes_read += answer.provenance.bytes_read
        try:
            return VersionMetadata.of(answer)
        except InvalidMarker as error:
            return Rejection(RejectionReason.METADATA, str(error), file.filename)
