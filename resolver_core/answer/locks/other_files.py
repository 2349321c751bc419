"""The files of a package in the locks of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.answer.caution import Caution, UnreadableLockedFile
from resolver_core.answer.uv_lock_files import hashes_of, last_part, size_of, time_of
from resolver_core.index.formats.filenames import UnusableFilename, parse_filename
from resolver_core.index.records import Distribution, DistributionKind
from resolver_core.inputs.document import Document
from resolver_core.inputs.positions import Path


@dataclass
class OtherFiles:
    """Reads tables of files; names that nobody can read become `cautions`."""

    document: Document
    cautions: list[Caution] = field(default_factory=list)

    def at(
        self, paths: Iterable[Path], name: NormalizedName, version: Version, index_url: str | None
    ) -> Iterator[Distribution]:
        """The file of each table: its name is told by `file` or `name`, or by the end of `url` or `path`."""
        for path in paths:
            self.document.table(path)
            url = self.document.string((*path, "url")) or self.document.string((*path, "path")) or ""
            said = self.document.string((*path, "file")) or self.document.string((*path, "name"))
            filename = said or last_part(url)
            try:
                parsed = parse_filename(filename, name)
            except UnusableFilename as error:
                self.cautions.append(UnreadableLockedFile(filename, name, str(error)))
                continue
            yield Distribution(
                project=name,
                version=version,
                filename=filename,
                url=url,
                kind=DistributionKind.WHEEL if parsed.is_wheel else DistributionKind.SDIST,
                index_url=index_url or "",
                tags=parsed.tags,
                build_tag=parsed.build_tag,
                uploaded_at=time_of(self.document.get((*path, "upload-time"))),
                size_bytes=size_of(self.document.get((*path, "size"))),
                hashes=self._hashes(path),
            )

    def _hashes(self, path: Path) -> dict[str, str]:
        table = self.document.table((*path, "hashes"))
        return {name: value for name, value in table.items() if isinstance(value, str)} or hashes_of(
            self.document.string((*path, "hash"))
        )
