"""What pip decides about: projects, projects with extras, and the Python; each with what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.answer.caution import Caution, FilePassedOver, NoSuchExtra, OtherVersion
from resolver_core.answer.failure import Failure, FailureKind, Obstacle
from resolver_core.index.base import Index
from resolver_core.index.formats.filenames import UnusableFilename, parse_filename
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import (
    Distribution,
    DistributionKind,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
)
from resolver_core.solver.failures import metadata_failure
from resolver_core.solver.requirements import LoweredRequirement
from resolver_core.solver.unavailable import SolveFailed
from resolver_core.targets.environment import Environment

PYTHON_IDENTIFIER = NormalizedName("<Python>")
"""The name of what a Requires-Python asks for; no project can have it."""

Extras = frozenset[NormalizedName]


@dataclass(frozen=True, slots=True)
class PipCandidate:
    """A file of a version, with extras of it; the Python has neither file nor metadata."""

    project: NormalizedName
    version: Version
    extras: Extras = frozenset()
    file: Distribution | None = field(default=None, compare=False)
    url: str = ""  #: tells files of one version apart
    read: MetadataRead | None = field(default=None, compare=False, repr=False)

    @property
    def identifier(self) -> str:
        """What pip calls it: `name` or `name[extra,other]`."""
        return identifier_of(self.project, self.extras)

    def with_extras(self, extras: Extras) -> PipCandidate:
        """The same file with extras."""
        return PipCandidate(self.project, self.version, extras, self.file, self.url, self.read)

    def __str__(self) -> str:
        return f"{self.identifier} {self.version}"


@dataclass(frozen=True, slots=True)
class Ask:
    """One requirement as pip hands it to resolvelib. `exactly` is set for a file that is asked for by itself.

    `text` is the requirement as it is written; a bare specifier for one on the Python.
    """

    project: NormalizedName
    extras: Extras
    specifier: SpecifierSet
    exactly: PipCandidate | None
    text: str
    line: int | None = field(default=None, compare=False)  #: of a root requirement
    is_supposed: bool = field(default=False, compare=False)  #: an experiment's own

    @property
    def identifier(self) -> str:
        """That of the candidates which can satisfy it."""
        return identifier_of(self.project, self.extras)

    def is_satisfied_by(self, candidate: PipCandidate) -> bool:
        """Whether a candidate of this identifier will do."""
        if self.exactly is not None:
            return candidate == self.exactly
        return self.specifier.contains(candidate.version, prereleases=True)


def identifier_of(project: str, extras: Iterable[str]) -> str:
    """`name` or `name[extra,other]`."""
    names = ",".join(sorted(extras))
    return f"{project}[{names}]" if names else project


@dataclass
class PipCandidates:
    """Makes candidates of files and reads what they ask for, each once. Raises SolveFailed as pip would end."""

    index: Index
    target: Environment
    direct_files: dict[str, Distribution] = field(default_factory=dict)  #: by URL, as they were asked for
    reads: int = 0
    bytes_read: int = 0
    cautions: dict[Caution, None] = field(default_factory=dict)
    _made: dict[str, PipCandidate | None] = field(default_factory=dict)
    _asked: dict[PipCandidate, tuple[Ask, ...]] = field(default_factory=dict)

    def of_files(self, files: Iterable[Distribution], extras: Extras) -> Iterator[PipCandidate]:
        """One candidate for each version: its first file, or the next where a file is of something else."""
        done: set[Version] = set()
        for file in files:
            if file.version not in done:
                candidate = self._of_file(file)
                if candidate is not None:
                    yield candidate.with_extras(extras)
                if candidate is not None or self._is_invalid(file):
                    done.add(file.version)

    def of_url(self, file: Distribution) -> PipCandidate | None:
        """The candidate of a direct URL; None where its metadata are of no use."""
        self.direct_files[file.url] = file
        return self._of_file(file)

    def python(self) -> PipCandidate:
        """The Python of the target."""
        return PipCandidate(PYTHON_IDENTIFIER, self.target.python_version)

    def _of_file(self, file: Distribution) -> PipCandidate | None:
        if file.url not in self._made:
            self._made[file.url] = self._read(file)
        return self._made[file.url]

    def _is_invalid(self, file: Distribution) -> bool:
        answer = self.index.metadata(file)
        return isinstance(answer, MetadataProblem) and answer.kind is MetadataProblemKind.INVALID

    def _read(self, file: Distribution) -> PipCandidate | None:
        answer = self.index.metadata(file)
        if isinstance(answer, MetadataRead):
            self.reads += 1
            self.bytes_read += answer.provenance.bytes_read
            if answer.metadata.version != file.version:
                self.cautions[OtherVersion(file.filename, answer.metadata.version)] = None
                return None
            return PipCandidate(file.project, file.version, frozenset(), file, file.url, answer)
        if answer.kind in (MetadataProblemKind.INVALID, MetadataProblemKind.NAME_MISMATCH):
            self.cautions[FilePassedOver(file.filename, answer.detail or answer.kind.value)] = None
            return None
        raise SolveFailed(metadata_failure(answer))

    # -- what a candidate asks for -----------------------------------------------------------------

    def asks_of(self, candidate: PipCandidate) -> tuple[Ask, ...]:
        """The requirements of a candidate, in pip's order."""
        if candidate not in self._asked:
            self._asked[candidate] = tuple(self._asks(candidate))
        return self._asked[candidate]

    def _asks(self, candidate: PipCandidate) -> Iterator[Ask]:
        if candidate.read is None:
            return
        metadata = candidate.read.metadata
        if candidate.extras:
            base = candidate.with_extras(frozenset())
            yield Ask(base.project, frozenset(), SpecifierSet(), base, f"{base.project}=={base.version}")
        elif metadata.requires_python:
            specifier = metadata.requires_python
            yield Ask(PYTHON_IDENTIFIER, frozenset(), specifier, None, str(specifier))
        for requirement in self.applicable(candidate, candidate.extras):
            yield from self.asks(requirement)

    def applicable(self, candidate: PipCandidate, extras: Extras) -> Iterator[Requirement]:
        """The Requires-Dist entries that hold on the target with these extras, or without any."""
        assert candidate.read is not None
        metadata = candidate.read.metadata
        for extra in sorted(extras - set(metadata.provides_extra)):
            self.cautions[NoSuchExtra(candidate.project, candidate.version, extra)] = None
        provided: list[str] = [*sorted(extras & set(metadata.provides_extra))] or [""]
        for requirement in metadata.requires_dist:
            marker = requirement.marker
            if marker is None or any(marker.evaluate({**self.target.markers, "extra": name}) for name in provided):
                yield requirement

    def asks(self, requirement: Requirement) -> Iterator[Ask]:
        """A requirement of metadata: its project in range, then the project with its extras."""
        name = canonicalize_name(requirement.name)
        extras = frozenset(map(canonicalize_name, requirement.extras))
        yield from self._split(name, extras, requirement.specifier, requirement.url, str(requirement), None)

    def root_asks(self, item: LoweredRequirement) -> Iterator[Ask]:
        """The same for a requirement of the user."""
        text = f"{identifier_of(item.name, item.extras)}{item.specifier}"
        for ask in self._split(item.name, frozenset(item.extras), item.specifier, item.url, text, item.line):
            yield replace(ask, is_supposed=item.is_supposed)

    def _split(
        self,
        name: NormalizedName,
        extras: Extras,
        specifier: SpecifierSet,
        url: str | None,
        text: str,
        line: int | None,
    ) -> Iterator[Ask]:
        exactly = None
        if url is not None:
            exactly = self.of_url(direct_file(name, url))
            if exactly is None:
                shown = without_credentials(url)
                raise SolveFailed(Failure(FailureKind.INVALID, Obstacle.OTHER_FILE, url=shown, detail=text))
        if not extras or specifier or exactly is not None:
            yield Ask(name, frozenset(), specifier, exactly, text, line)
        if extras:
            yield Ask(name, extras, specifier, exactly and exactly.with_extras(extras), text, line)


def direct_file(name: NormalizedName, url: str) -> Distribution:
    """The file behind a direct URL. Raises SolveFailed for what cannot be fetched here."""
    parts = urlsplit(url)
    filename = unquote(parts.path.rsplit("/", 1)[-1])
    try:
        parsed = parse_filename(filename, name)
    except UnusableFilename as reason:
        raise SolveFailed(_unsupported(name, url, reason)) from reason
    if parts.scheme not in ("http", "https"):
        raise SolveFailed(_unsupported(name, url, "not an http(s) URL"))
    kind = DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST
    plain = url.partition("#")[0]
    return Distribution(name, parsed.version, filename, plain, kind, "", parsed.tags, parsed.build_tag)


def _unsupported(name: NormalizedName, url: str, reason: object) -> Failure:
    shown = without_credentials(url)
    return Failure(FailureKind.UNSUPPORTED, Obstacle.PIP_SOURCE, url=shown, projects=(name,), detail=str(reason))
