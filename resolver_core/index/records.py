"""What an index says: distributions, project pages and core metadata, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag
from packaging.utils import BuildTag, NormalizedName
from packaging.version import Version


class DistributionKind(StrEnum):
    """PyPA glossary: a built distribution (wheel) or a source distribution."""

    WHEEL = "wheel"
    SDIST = "sdist"


@dataclass(frozen=True, slots=True)
class IndexLocation:
    """One index as the user configured it (`[[tool.uv.index]]`, `--index-url`, `--find-links`).

    `url` has no trailing slash. `flat` marks a page that lists files of many projects
    (uv: `format = "flat"`, find-links). `ignore_error_codes` are HTTP statuses that mean "not here".
    Its own `cutoff` (aware), or none at all with `no_cutoff`, holds instead of the general one.
    """

    url: str
    name: str | None = None
    explicit: bool = False
    default: bool = False
    flat: bool = False
    ignore_error_codes: frozenset[int] = frozenset()
    cutoff: datetime | None = None
    no_cutoff: bool = False
    has_slash: bool = field(default=False, compare=False)  #: a slash stands at its end as written; a lock records it

    @property
    def written_url(self) -> str:
        """The URL with the slash at its end, if it is written so."""
        return f"{self.url}/" if self.has_slash else self.url


@dataclass(frozen=True, slots=True)
class Distribution:
    """One archive that an index lists (one row of a simple page; PEP 503, 691, 700, 592, 714)."""

    project: NormalizedName
    version: Version
    filename: str  #: as the index spells it, percent-decoded
    url: str  #: absolute, without fragment
    kind: DistributionKind
    index_url: str  #: of the index that lists it, no trailing slash
    tags: frozenset[Tag] = frozenset()  #: of a wheel, expanded; empty for an sdist
    build_tag: BuildTag = ()  #: of a wheel, as packaging parses it
    requires_python: SpecifierSet | None = None  #: from the page (not from the metadata), repaired leniently
    uploaded_at: datetime | None = None  #: aware, UTC; None where the index does not say
    size_bytes: int | None = None  #: None where the index does not say
    yanked_reason: str | None = None  #: PEP 592; None: not yanked; "": yanked without a reason
    hashes: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)  #: algorithm -> hex
    has_metadata_file: bool = False  #: PEP 658/714: `url + ".metadata"` is advertised

    @property
    def is_wheel(self) -> bool:
        """Whether this is a built distribution."""
        return self.kind is DistributionKind.WHEEL

    @property
    def is_yanked(self) -> bool:
        """Whether the index marks this file as yanked (PEP 592)."""
        return self.yanked_reason is not None

    def is_known_since(self, moment: datetime | None) -> bool:
        """Whether the index says that the file was uploaded at an aware moment or later; never without a moment."""
        return moment is not None and self.uploaded_at is not None and self.uploaded_at >= moment


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that a page lists and that nobody can use, with the reason in words.

    `repaired` is the file without the field that cannot be read, where that is all that is wrong with it.
    """

    filename: str
    reason: str
    repaired: Distribution | None = None


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """A project's page on one index: every usable file, in the order of the page.

    For a flat index the page is already narrowed to the project. `serial` numbers pages read in one
    run from 0; `form` is "json" or "html".
    """

    project: NormalizedName
    index_url: str
    distributions: tuple[Distribution, ...]
    skipped: tuple[SkippedFile, ...] = ()
    read_at: datetime | None = None  #: UTC, when the bytes came from the index
    from_cache: bool = False
    form: str = "json"


class PageProblemKind(StrEnum):
    """Why a page could not be had."""

    NOT_FOUND = "not-found"  #: 404
    UNAUTHORIZED = "unauthorized"  #: 401
    FORBIDDEN = "forbidden"  #: 403
    STATUS = "status"  #: any other HTTP status that is not 2xx
    NETWORK = "network"  #: no answer: connection, TLS, time-out, size limit
    REFUSED = "refused"  #: our own guard refused the address
    INVALID = "invalid"  #: an answer that is no simple page
    NOT_RECORDED = "not-recorded"  #: a recorded index lacks the data: the solve is undecided


@dataclass(frozen=True, slots=True)
class PageProblem:
    """A project page that could not be read: an answer, not an exception."""

    project: NormalizedName
    index_url: str
    kind: PageProblemKind
    url: str = ""
    status_code: int | None = None
    detail: str = ""


PageAnswer = ProjectPage | PageProblem


@dataclass(frozen=True, slots=True)
class Repair:
    """A malformed specifier that was read leniently, as uv does: before, after, and the rule's name."""

    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class CoreMetadata:
    """The fields of core metadata that a resolution reads.

    `text` is the header block as read (for line diffs); "" where the metadata were supplied.
    """

    name: NormalizedName
    version: Version
    requires_dist: tuple[Requirement, ...] = ()
    requires_python: SpecifierSet | None = None
    provides_extra: tuple[NormalizedName, ...] = ()
    repairs: tuple[Repair, ...] = ()
    text: str = ""


class MetadataSource(StrEnum):
    """How metadata were read."""

    SEPARATE_FILE = "separate-file"  #: PEP 658/714
    RANGE = "range"  #: byte ranges of the wheel
    WHOLE_FILE = "whole-file"  #: the wheel, downloaded
    SDIST = "sdist"  #: static metadata of an sdist (PKG-INFO or pyproject.toml; PEP 643)
    SDIST_AS_BUILT = "sdist-as-built"  #: what its publisher's own build wrote into an sdist: an assumption
    OUT_OF_REACH = "out-of-reach"  #: a git, path or URL source that is not read: assumed to require nothing
    SUPPLIED = "supplied"  #: `tool.uv.dependency-metadata`


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which file supplied the metadata of a version, and how they were read."""

    distribution: Distribution | None  #: SUPPLIED: the file that was not read; None: there is none
    source: MetadataSource
    read_at: datetime | None = None  #: UTC
    bytes_read: int = 0
    from_cache: bool = False
    witness: str = ""  #: of an assumption: the member of the sdist that it rests on, or the source that is not read

    @property
    def is_assumed(self) -> bool:
        """Whether only a build would tell for sure: no conclusion that rests on it is plainly proven."""
        return self.source in (MetadataSource.SDIST_AS_BUILT, MetadataSource.OUT_OF_REACH)

    @property
    def filename(self) -> str | None:
        """The file's name, or None where the metadata belong to no file."""
        return None if self.distribution is None else self.distribution.filename

    @property
    def read_filename(self) -> str | None:
        """The name of the file that was read; None where none was, since the user supplied the metadata."""
        return None if self.source is MetadataSource.SUPPLIED else self.filename


@dataclass(frozen=True, slots=True)
class MetadataRead:
    """Core metadata with their provenance."""

    metadata: CoreMetadata
    provenance: Provenance


class MetadataProblemKind(StrEnum):
    """Why the metadata of a file could not be had."""

    STATUS = "status"  #: HTTP status that is not 2xx: uv aborts
    NETWORK = "network"  #: no answer: uv aborts
    REFUSED = "refused"  #: our own guard refused the address
    INVALID = "invalid"  #: metadata that cannot be parsed: uv tries the next version
    NAME_MISMATCH = "name-mismatch"  #: metadata of another project: uv aborts
    NEEDS_BUILD = "needs-build"  #: an sdist without static metadata: we never build
    NOT_RECORDED = "not-recorded"  #: a recorded index lacks the data: the solve is undecided


@dataclass(frozen=True, slots=True)
class MetadataProblem:
    """Metadata that could not be read: an answer, not an exception. `url` is what was asked for.

    `text` is the header block of metadata that are INVALID, where it could be had. `assumed` is what an sdist that
    NEEDS_BUILD says of itself, as its publisher built it.
    """

    distribution: Distribution
    kind: MetadataProblemKind
    url: str = ""
    status_code: int | None = None
    detail: str = ""
    text: str = ""
    assumed: MetadataRead | None = None


MetadataAnswer = MetadataRead | MetadataProblem
