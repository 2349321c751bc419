"""Remember every answer of a run (`RecordingIndex`) and give the same answers again (`SnapshotIndex`)."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from packaging.utils import NormalizedName

from resolver_core.index.base import Index, used_operator_credentials
from resolver_core.index.kept.snapshot import IndexSnapshot, MetadataKey, PageKey
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.records import (
    Distribution,
    IndexLocation,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    PageAnswer,
    PageProblem,
    PageProblemKind,
)

__all__ = ["IndexSnapshot", "RecordingIndex", "SnapshotIndex"]


def page_key(location: IndexLocation, project: NormalizedName) -> PageKey:
    """What tells one page question from another; a snapshot never holds credentials."""
    return without_credentials(location.url), location.flat, project


def metadata_key(distribution: Distribution) -> MetadataKey:
    """What tells one metadata question from another."""
    return distribution.url, distribution.project


class RecordingIndex:
    """Passes questions on and remembers the answers. The first answer to a question stays its answer.

    `known` is what an earlier run has read: it is answered from there, so that the run can be repeated.
    """

    def __init__(self, inner: Index, known: IndexSnapshot | None = None) -> None:
        self._inner = inner
        self._known_used = known is not None and known.used_operator_credentials
        self._pages: dict[PageKey, PageAnswer] = {} if known is None else dict(known.pages)
        self._metadata: dict[MetadataKey, MetadataAnswer] = {} if known is None else dict(known.metadata)
        self._lock = threading.Lock()

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The project's page, from memory where it was asked before."""
        key = page_key(location, project)
        known = self._pages.get(key)
        if known is not None:
            return known
        answer = self._inner.page(location, project)
        with self._lock:
            return self._pages.setdefault(key, answer)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The file's metadata, from memory where they were asked before."""
        key = metadata_key(distribution)
        known = self._metadata.get(key)
        if known is not None:
            return known
        answer = self._inner.metadata(distribution)
        with self._lock:
            return self._metadata.setdefault(key, answer)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Pass on what was not asked yet. A prefetch alone is not recorded."""
        unknown = [project for project in projects if page_key(location, project) not in self._pages]
        self._inner.prefetch_pages(location, unknown)

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Pass on what was not asked yet. A prefetch alone is not recorded."""
        unknown = [file for file in distributions if metadata_key(file) not in self._metadata]
        self._inner.prefetch_metadata(unknown)

    def pages_of(self, project: NormalizedName) -> list[PageAnswer]:
        """The answers on the pages of a project so far, in the order in which they were asked for."""
        with self._lock:
            return [answer for (_, _, name), answer in self._pages.items() if name == project]

    def metadata_of(self, project: NormalizedName) -> list[MetadataAnswer]:
        """The answers on the metadata of a project's files so far."""
        with self._lock:
            return [answer for (_, name), answer in self._metadata.items() if name == project]

    @property
    def used_operator_credentials(self) -> bool:
        """Whether anything of it may have been read with the operator's credentials."""
        return self._known_used or used_operator_credentials(self._inner)

    def snapshot(self) -> IndexSnapshot:
        """Everything that was answered so far."""
        with self._lock:
            return IndexSnapshot(dict(self._pages), dict(self._metadata), self.used_operator_credentials)


class SnapshotIndex:
    """Answers from a snapshot. What the snapshot lacks is NOT_RECORDED: the solve is then undecided, not failed."""

    def __init__(self, snapshot: IndexSnapshot) -> None:
        self._snapshot = snapshot

    @property
    def used_operator_credentials(self) -> bool:
        """Whether the recorded run may have used the operator's credentials."""
        return self._snapshot.used_operator_credentials

    def page(self, location: IndexLocation, project: NormalizedName) -> PageAnswer:
        """The page as it was recorded."""
        answer = self._snapshot.pages.get(page_key(location, project))
        return answer or PageProblem(project, without_credentials(location.url), PageProblemKind.NOT_RECORDED)

    def metadata(self, distribution: Distribution) -> MetadataAnswer:
        """The metadata as they were recorded."""
        answer = self._snapshot.metadata.get(metadata_key(distribution))
        return answer or MetadataProblem(distribution, MetadataProblemKind.NOT_RECORDED, distribution.url)

    def prefetch_pages(self, location: IndexLocation, projects: Iterable[NormalizedName]) -> None:
        """Nothing to warm."""

    def prefetch_metadata(self, distributions: Iterable[Distribution]) -> None:
        """Nothing to warm."""
