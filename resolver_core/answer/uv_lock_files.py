"""The files of a package in a `uv.lock`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.caution import Caution, UnreadableLockedFile
from resolver_core.index.formats.filenames import UnusableFilename, parse_filename
from resolver_core.index.records import Distribution, DistributionKind
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path


@dataclass
class LockedFiles:
    """Reads `sdist` and `wheels` tables; names that nobody can read become `cautions`."""

    named_by: ClassVar[tuple[str, ...]] = ("filename",)
    """The keys under which a table may tell the name of its file, before the end of its URL or path does."""

    document: Document
    cautions: list[Caution] = field(default_factory=list)

    def of_package(
        self, path: Path, name: NormalizedName, version: Version, index_url: str | None
    ) -> Iterator[Distribution]:
        """Every file of one package, the sdist first."""
        paths = [(*path, "sdist")] if self.document.table((*path, "sdist")) else []
        paths += [item for item, _ in self.document.items((*path, "wheels"), "a list of tables")]
        return self.at(paths, name, version, index_url)

    def at(
        self, paths: Iterable[Path], name: NormalizedName, version: Version, index_url: str | None
    ) -> Iterator[Distribution]:
        """The file of each table that names one."""
        for path in paths:
            file = self._file(path, name, version, index_url or "")
            if file is not None:
                yield file

    def _file(self, path: Path, name: NormalizedName, version: Version, index_url: str) -> Distribution | None:
        self.document.table(path)
        url = self.document.string((*path, "url")) or self.document.string((*path, "path")) or ""
        said = (self.document.string((*path, key)) for key in self.named_by)
        filename = next(filter(None, said), None) or last_part(url)
        try:
            parsed = parse_filename(filename, name)
        except UnusableFilename as error:
            self.cautions.append(UnreadableLockedFile(filename, name, str(error)))
            return None
        return Distribution(
            project=name,
            version=version,
            filename=filename,
            url=url,
            kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
            index_url=index_url,
            tags=parsed.tags,
            build_tag=parsed.build_tag,
            uploaded_at=time_of(self.document.get((*path, "upload-time"))),
            size_bytes=size_of(self.document.get((*path, "size"))),
            hashes=self._hashes(path),
        )

    def _hashes(self, path: Path) -> dict[str, str]:
        return hashes_of(self.document.string((*path, "hash")))


def last_part(url: str) -> str:
    """The file name at the end of a URL; "" where there is none."""
    try:
        return unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:
        return ""


def hashes_of(text: str | None) -> dict[str, str]:
    """`algorithm:value` as the hashes of a file."""
    algorithm, separator, value = (text or "").partition(":")
    return {algorithm: value} if separator else {}


def size_of(value: object) -> int | None:
    """A number of bytes; None for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def time_of(value: object) -> datetime | None:
    """A moment (UTC) that TOML or a text tells; None for what is none."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None
    if not isinstance(moment, datetime):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
