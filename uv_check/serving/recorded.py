"""`RecordedAnswers`: from a path to what was recorded of it, and what was asked for in vain."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import canonicalize_name

from resolver_core import (
    Distribution,
    IndexSnapshot,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    PageAnswer,
    PageProblem,
    PageProblemKind,
    ProjectPage,
)
from uv_check.serving.archives import source_distribution, wheel
from uv_check.serving.metadata_texts import blank_metadata, metadata_text
from uv_check.serving.pages import HTML, JSON, flat_page, json_page
from uv_check.serving.places import FileKey, Places

BYTES = "application/octet-stream"
_TEXT = "text/plain"
_METADATA_SUFFIX = ".metadata"


class AbsentKind(StrEnum):
    """What is missing in a recording."""

    PAGE = "page"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, order=True)
class Absent:
    """Something that uv asked for and that was never recorded. `url` is the true one: of the index, or of the file."""

    kind: AbsentKind
    project: str
    url: str
    version: str = ""  #: of a file


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer. `status` 0: the connection is closed without one."""

    status: int
    content_type: str = _TEXT
    body: bytes = b""


_NOT_FOUND = Reply(404)
_NO_ANSWER = Reply(0)


class RecordedAnswers:
    """Answers paths from a snapshot. With `assume`, what an sdist said when its publisher built it counts as static."""

    def __init__(self, snapshot: IndexSnapshot, places: Places, *, assume: bool = False) -> None:
        self._pages = {(url.rstrip("/"), flat, str(name)): page for (url, flat, name), page in snapshot.pages.items()}
        self._metadata: dict[FileKey, MetadataAnswer] = {(url, name): a for (url, name), a in snapshot.metadata.items()}
        self._places = places
        self._assume = assume
        self._absent: dict[Absent, None] = {}
        self._lock = threading.Lock()
        self._files = {(file.url, str(file.project)): file for file in _listed(snapshot)}
        for url, _, _ in self._pages:
            places.of_index(url)

    @property
    def absent(self) -> tuple[Absent, ...]:
        """What was asked for in vain, in the order of the first time."""
        with self._lock:
            return tuple(self._absent)

    def direct_files(self) -> Iterator[tuple[FileKey, str]]:
        """The recorded files that no index lists: a requirement names their URL."""
        for key, answer in self._metadata.items():
            file = _file_of(answer)
            if file is not None and not file.index_url:
                yield key, file.filename

    def reply(self, path: str) -> Reply:
        """The answer to a path."""
        folder, _, rest = path.strip("/").partition("/")
        number, _, name = rest.partition("/")
        if not number.isdecimal():
            return _NOT_FOUND
        with self._lock:
            if folder == "i":
                return self._index(int(number), name.strip("/"))
            return self._file(int(number), name) if folder == "f" else _NOT_FOUND

    def _index(self, number: int, name: str) -> Reply:
        url = self._places.index_at(number)
        if url is None:
            return _NOT_FOUND
        if not name:
            return self._flat(url)
        project = canonicalize_name(name)
        page = self._pages.get((url, False, project))
        if page is None or _is_unknown_page(page):
            self._absent[Absent(AbsentKind.PAGE, project, url)] = None
            return _NOT_FOUND
        if isinstance(page, ProjectPage):
            return Reply(200, JSON, json_page(page, self._places))
        return _page_problem(page)

    def _flat(self, url: str) -> Reply:
        """The recorded part of a flat page. What it lists of other projects is not known, and nobody can tell."""
        recorded = [page for (at, flat, _), page in self._pages.items() if flat and at == url]
        listed = [page for page in recorded if isinstance(page, ProjectPage)]
        problems = [page for page in recorded if isinstance(page, PageProblem) and not _is_unknown_page(page)]
        if problems and not listed:
            return _page_problem(problems[0])
        return Reply(200, HTML, flat_page(listed, self._places))

    def _file(self, number: int, name: str) -> Reply:
        key = self._places.file_at(number)
        if key is None:
            return _NOT_FOUND
        answer = self._metadata.get(key)
        if answer is None or _is_unknown_metadata(answer):
            return self._blank(key, name)
        if isinstance(answer, MetadataProblem):
            if answer.kind is MetadataProblemKind.STATUS:
                return Reply(answer.status_code or 500)
            if answer.kind is MetadataProblemKind.NETWORK:
                return _NO_ANSWER
        file = _file_of(answer)
        assert file is not None, "supplied metadata are no answer of an index"
        return _served(file, name, metadata_text(answer, assume=self._assume))

    def _blank(self, key: FileKey, name: str) -> Reply:
        """Metadata that say nothing. uv ends its run where it is told that a file it only asks ahead for is not there;
        where it comes to choose the file, its log tells, and nothing that it says counts.
        """
        file = self._files.get(key)
        if file is None:
            return _NOT_FOUND
        self._absent[Absent(AbsentKind.METADATA, key[1], key[0], str(file.version))] = None
        return _served(file, name, blank_metadata(file))


def _served(file: Distribution, name: str, text: str) -> Reply:
    if name.endswith(_METADATA_SUFFIX):
        return Reply(200, BYTES, text.encode())
    return Reply(200, BYTES, wheel(file.filename, text) if file.is_wheel else source_distribution(file.filename, text))


def _file_of(answer: MetadataAnswer) -> Distribution | None:
    """Whose metadata they are; None for supplied ones."""
    return answer.distribution if isinstance(answer, MetadataProblem) else answer.provenance.distribution


def _listed(snapshot: IndexSnapshot) -> Iterator[Distribution]:
    """Every file of every page, and those that no page lists."""
    for answer in snapshot.metadata.values():
        file = _file_of(answer)
        if file is not None:
            yield file
    for page in snapshot.pages.values():
        if isinstance(page, ProjectPage):
            yield from page.distributions


def _is_unknown_page(page: PageAnswer) -> bool:
    return isinstance(page, PageProblem) and page.kind in (PageProblemKind.NOT_RECORDED, PageProblemKind.REFUSED)


def _is_unknown_metadata(answer: MetadataAnswer) -> bool:
    unknown = (MetadataProblemKind.NOT_RECORDED, MetadataProblemKind.REFUSED)
    return isinstance(answer, MetadataProblem) and answer.kind in unknown


_STATUS = {PageProblemKind.NOT_FOUND: 404, PageProblemKind.UNAUTHORIZED: 401, PageProblemKind.FORBIDDEN: 403}


def _page_problem(page: PageProblem) -> Reply:
    if page.kind is PageProblemKind.NETWORK:
        return _NO_ANSWER
    if page.kind is PageProblemKind.INVALID:
        return Reply(200, JSON, b"this is no page")
    return Reply(page.status_code or _STATUS.get(page.kind, 500))
