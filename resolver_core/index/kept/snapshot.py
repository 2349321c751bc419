"""`IndexSnapshot`: what one run read from its indexes, as a value. It is stored by resolver_core/codec/snapshot.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.index.records import (
    Distribution,
    MetadataAnswer,
    MetadataProblem,
    PageAnswer,
    PageProblem,
    ProjectPage,
)
from resolver_core.inputs.report.premises import StatedFailure

PageKey = tuple[str, bool, NormalizedName]
"""Index URL, whether it is flat, project."""
MetadataKey = tuple[str, NormalizedName]
"""File URL, project."""


@dataclass(frozen=True)
class IndexSnapshot:
    """Every answer of one run, by question."""

    pages: Mapping[PageKey, PageAnswer] = field(default_factory=dict)
    metadata: Mapping[MetadataKey, MetadataAnswer] = field(default_factory=dict)
    used_operator_credentials: bool = False  #: then it must not be shared, exported or shown as an example

    @property
    def read_at(self) -> datetime | None:
        """When the oldest page of the snapshot came from its index (UTC), or None."""
        times = [page.read_at for page in self.pages.values() if isinstance(page, ProjectPage) and page.read_at]
        return min(times, default=None)

    def without(self, stated: Iterable[StatedFailure]) -> IndexSnapshot:
        """The same without the answers that were given because somebody stated them."""
        told = tuple(stated)
        files = {one.filename for one in told if one.filename}
        projects = {canonicalize_name(one.project) for one in told if one.project}
        return replace(
            self,
            pages={
                key: page
                for key, page in self.pages.items()
                if not (isinstance(page, PageProblem) and page.project in projects)
            },
            metadata={key: one for key, one in self.metadata.items() if _file_of(one).filename not in files},
        )

    def completed_by(self, later: IndexSnapshot) -> IndexSnapshot:
        """This, and what `later` read besides.

        Of a page that both read this one stays, with the digests of files into whose version only `later` looked.
        """
        ours = {key: _with_digests(page, later.pages.get(key)) for key, page in self.pages.items()}
        return IndexSnapshot(
            {**later.pages, **ours},
            {**later.metadata, **self.metadata},
            self.used_operator_credentials or later.used_operator_credentials,
        )

    def reduced(self, cutoff: datetime | None) -> IndexSnapshot:
        """The same for a solve with this cut-off, in less space.

        Without files that the cut-off hides, without the digests of files whose version was never looked into, and
        without metadata fields that no solve reads.
        """
        read = {(answer.project, answer.version) for answer in map(_file_of, self.metadata.values())}
        pages = {key: _reduced_page(page, cutoff, read) for key, page in self.pages.items()}
        metadata = {key: _reduced_metadata(answer) for key, answer in self.metadata.items()}
        return IndexSnapshot(pages, metadata, self.used_operator_credentials)


def _file_of(answer: MetadataAnswer) -> Distribution:
    file = answer.distribution if isinstance(answer, MetadataProblem) else answer.provenance.distribution
    if file is None:
        raise ValueError("supplied metadata are no answer of an index")
    return file


def _with_digests(page: PageAnswer, later: PageAnswer | None) -> PageAnswer:
    if isinstance(page, PageProblem) or not isinstance(later, ProjectPage):
        return page
    known = {file: file.hashes for file in later.distributions}  # equal whatever the digests are
    files = (file if file.hashes else replace(file, hashes=known.get(file, {})) for file in page.distributions)
    return replace(page, distributions=tuple(files))


def _reduced_page(page: PageAnswer, cutoff: datetime | None, read: set[tuple[NormalizedName, Version]]) -> PageAnswer:
    if isinstance(page, PageProblem):
        return page
    shown = [file for file in page.distributions if not file.is_known_since(cutoff)]
    files = (f if (f.project, f.version) in read else replace(f, hashes={}) for f in shown)
    return replace(page, distributions=tuple(files))


def _reduced_metadata(answer: MetadataAnswer) -> MetadataAnswer:
    if isinstance(answer, MetadataProblem):
        return answer
    text = "\n".join(_read_lines(answer.metadata.text.split("\n")))
    return replace(answer, metadata=replace(answer.metadata, text=text))


_FIELDS = ("metadata-version:", "name:", "version:", "requires-dist:", "requires-python:", "provides-extra:")


def _read_lines(lines: Iterable[str]) -> Iterator[str]:
    """The fields that a solve reads, folded lines included."""
    is_kept = False
    for line in lines:
        if not line.startswith((" ", "\t")):
            is_kept = line.lower().startswith(_FIELDS)
        if is_kept:
            yield line
