"""Core metadata of one file over a `Fetcher`, by the cheapest way that works (uv-resolution section 2.7).

A wheel: the separate metadata file where the page advertises one (an error there is final, as for uv), else byte
ranges, else the whole file. An sdist: the whole file; what it states statically, else that it needs a build, with what
its publisher's own build wrote into it as an assumption; of one that is too large, what stands at its start.
"""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from resolver_core.index import limits
from resolver_core.index.base import Fetcher, FetchError, Response
from resolver_core.index.formats.core_metadata import Headers, InvalidMetadata, parse_core_metadata
from resolver_core.index.formats.filenames import normalized
from resolver_core.index.formats.sdist.archive import NeedsBuild, read_members, read_start, too_large
from resolver_core.index.formats.sdist.as_built import metadata_as_built, metadata_at_start
from resolver_core.index.formats.sdist.static import static_metadata
from resolver_core.index.kept.bounded import BoundedCache
from resolver_core.index.kept.store import Store, StoredBytes
from resolver_core.index.network.credentials import Credentials
from resolver_core.index.network.guard import without_credentials
from resolver_core.index.network.page_reader import ABSURD, not_recorded, now_utc
from resolver_core.index.network.wheel_range import TAIL_BYTES, MissingBytes, SparseFile, read_wheel_metadata
from resolver_core.index.records import (
    CoreMetadata,
    Distribution,
    MetadataAnswer,
    MetadataProblem,
    MetadataProblemKind,
    MetadataRead,
    MetadataSource,
    Provenance,
)

_MAX_RANGES = 8  # three are the rule: tail, directory, METADATA
_NO_RANGES = frozenset({400, 405, 416, 501})  # what servers say that know no (suffix) ranges
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The header block of a metadata file and how it came.

    With `needs_build` (why) an sdist has no static metadata; the text is then what it says as it was built, found in
    its member `witness`, or empty.
    """

    text: bytes
    source: MetadataSource
    bytes_read: int
    read_at: datetime
    from_cache: bool = False
    needs_build: str | None = None
    witness: str = ""

    def pack(self) -> bytes:
        head = {
            "source": self.source,
            "bytes_read": self.bytes_read,
            "needs_build": self.needs_build,
            "witness": self.witness,
        }
        return zlib.compress(json.dumps(head).encode() + b"\n" + self.text)

    @classmethod
    def unpack(cls, stored: StoredBytes) -> _Reading | None:
        try:
            head, _, text = zlib.decompress(stored.data).partition(b"\n")
            fields = json.loads(head)
            source = MetadataSource(fields["source"])
            needs_build, witness = fields["needs_build"], fields["witness"]
            return cls(text, source, fields["bytes_read"], stored.fetched_at, True, needs_build, witness)
        except (zlib.error, ValueError, KeyError, TypeError):
            return None


class _BadStatus(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


class MetadataReader:
    """Reads metadata for one run. A file never changes, so what was read once is kept for ever.

    The key is the file's address together with its SHA-256, not the hash alone: otherwise one index could put
    words into the mouth of another's file.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        store: Store,
        credentials: Credentials,
        *,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        self._fetcher = fetcher
        self._store = store
        self._credentials = credentials
        self._clock = clock
        self._whole_files = asyncio.Semaphore(limits.LARGE_BODIES)

    async def read(self, distribution: Distribution) -> MetadataAnswer:
        """The metadata of a file, or why they cannot be had."""

        def problem(
            kind: MetadataProblemKind, url: str, status: int | None = None, detail: str = ""
        ) -> MetadataProblem:
            return MetadataProblem(distribution, kind, url, status, detail)

        if distribution.is_wheel and (other := _foreign_name(distribution)) is not None:
            return problem(MetadataProblemKind.NAME_MISMATCH, distribution.url, None, f"a wheel of {other}")
        try:
            reading = await self._reading(distribution)
        except _BadStatus as error:
            missing = not_recorded(error.response)
            kind = MetadataProblemKind.NOT_RECORDED if missing else MetadataProblemKind.STATUS
            return problem(kind, without_credentials(error.response.url), error.response.status_code)
        except FetchError as error:
            kind = MetadataProblemKind.REFUSED if error.refused else MetadataProblemKind.NETWORK
            return problem(kind, error.url, None, error.detail)
        except InvalidMetadata as error:
            return problem(MetadataProblemKind.INVALID, distribution.url, None, error.reason)
        except ABSURD as error:  # nothing that a file says may end a solve without words
            return problem(MetadataProblemKind.INVALID, distribution.url, None, f"cannot be read: {str(error)[:200]}")
        if reading.needs_build is not None:
            needed = problem(MetadataProblemKind.NEEDS_BUILD, distribution.url, None, reading.needs_build)
            assumed = _answer(distribution, reading) if reading.text else None
            return replace(needed, assumed=assumed) if isinstance(assumed, MetadataRead) else needed
        return _answer(distribution, reading)

    async def _reading(self, distribution: Distribution) -> _Reading:
        key = self._key(distribution)
        stored = self._store.get(key)
        if stored is not None and (kept := _Reading.unpack(stored)) is not None:
            return kept
        reading = await self._fetch(distribution)
        self._store.put(key, StoredBytes(reading.pack(), reading.read_at))
        return reading

    def _key(self, distribution: Distribution) -> str:
        identity = self._credentials.cache_key(distribution.url)
        return f"metadata:{identity}:{distribution.hashes.get('sha256', '')}"

    async def _fetch(self, distribution: Distribution) -> _Reading:
        if not distribution.is_wheel:
            return await self._from_sdist(distribution)
        if distribution.has_metadata_file:
            response = await self._separate_file(metadata_url(distribution.url))
            return self._made(response.body, MetadataSource.SEPARATE_FILE, len(response.body))
        return await self._from_wheel(distribution)

    def _made(self, metadata: bytes, source: MetadataSource, bytes_read: int) -> _Reading:
        return _Reading(Headers(metadata).text.encode(), source, bytes_read, self._clock())

    async def _separate_file(self, url: str) -> Response:
        try:
            return await self._get(url, limit_bytes=limits.METADATA_BYTES)
        except FetchError as error:
            if not error.too_large:
                raise
            raise InvalidMetadata(f"METADATA of more than {limits.METADATA_BYTES:,} bytes") from None

    async def _from_sdist(self, distribution: Distribution) -> _Reading:
        async with self._whole_files:
            try:
                body = (await self._get(distribution.url)).body
            except FetchError as error:
                started = await self._from_start(distribution) if error.too_large else None
                if started is None:
                    raise
                return started
            return await asyncio.to_thread(self._read_sdist, body, distribution)

    async def _from_start(self, distribution: Distribution) -> _Reading | None:
        """What an sdist that is too large to be read whole says at its start; None where that is nothing."""
        response = await self._get(distribution.url, f"bytes=0-{limits.SDIST_START_BYTES - 1}")
        try:
            members = await asyncio.to_thread(read_start, response.body, distribution.filename)
        except NeedsBuild:
            return None
        found = metadata_at_start(members, distribution.project, distribution.version)
        if found is None:
            return None
        reading = self._made(found.text, MetadataSource.SDIST_AS_BUILT, len(response.body))
        return replace(reading, needs_build=too_large().reason, witness=found.witness)

    def _read_sdist(self, body: bytes, distribution: Distribution) -> _Reading:
        project, version = distribution.project, distribution.version
        try:
            members = read_members(body, distribution.filename)
        except NeedsBuild as error:
            return replace(self._made(b"", MetadataSource.SDIST, len(body)), needs_build=error.reason)
        try:
            return self._made(static_metadata(members, project, version), MetadataSource.SDIST, len(body))
        except NeedsBuild as error:
            built = metadata_as_built(members, project, version)
            text, witness = (b"", "") if built is None else (built.text, built.witness)
            reading = self._made(text, MetadataSource.SDIST_AS_BUILT, len(body))
            return replace(reading, needs_build=error.reason, witness=witness)

    async def _from_wheel(self, distribution: Distribution) -> _Reading:
        file, bytes_read, source = await self._tail(distribution)
        for _ in range(_MAX_RANGES):
            try:
                metadata = read_wheel_metadata(file, distribution.project)
                return self._made(metadata, source, bytes_read)
            except MissingBytes as missing:
                start, end = missing.start, missing.end
            if bytes_read + end - start > limits.BODY_BYTES:
                raise InvalidMetadata("METADATA lies too far from the end of the wheel")
            response = await self._get(distribution.url, f"bytes={start}-{end - 1}")
            bytes_read += len(response.body)
            if response.status_code == 206:
                file.add(start, response.body)
            else:
                file, source = _whole(response), MetadataSource.WHOLE_FILE
        raise InvalidMetadata("METADATA lies in too many pieces")

    async def _tail(self, distribution: Distribution) -> tuple[SparseFile, int, MetadataSource]:
        """The end of a wheel, or all of it from a server that knows no ranges."""
        size = distribution.size_bytes
        wanted = f"bytes=-{TAIL_BYTES}" if size is None else f"bytes={max(0, size - TAIL_BYTES)}-{max(0, size - 1)}"
        response = await self._get(distribution.url, wanted, _NO_RANGES)
        part = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
        if response.status_code == 206 and part is not None:
            file = SparseFile(int(part[3]))
            file.add(int(part[1]), response.body)
            return file, len(response.body), MetadataSource.RANGE
        if response.status_code != 200:
            response = await self._get(distribution.url)
        return _whole(response), len(response.body), MetadataSource.WHOLE_FILE

    async def _get(
        self,
        url: str,
        byte_range: str | None = None,
        accepted: frozenset[int] = frozenset(),
        limit_bytes: int | None = None,
    ) -> Response:
        headers = self._credentials.headers(url)
        if byte_range is not None:
            headers |= {"range": byte_range, "accept-encoding": "identity"}
        response = await self._fetcher.get(url, headers=headers, limit_bytes=limit_bytes)
        if not 200 <= response.status_code < 300 and response.status_code not in accepted:
            raise _BadStatus(response)
        return response


def _foreign_name(wheel: Distribution) -> str | None:
    """The project that the file's name belongs to, where it is not the one whose page lists it."""
    name = normalized(wheel.filename.partition("-")[0])
    return name if name != wheel.project else None


def _whole(response: Response) -> SparseFile:
    file = SparseFile(len(response.body))
    file.add(0, response.body)
    return file


def metadata_url(url: str) -> str:
    """Where the separate metadata file of a wheel is (PEP 658): `.metadata` added to the path."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path + ".metadata"))


_parsed = BoundedCache[bytes, CoreMetadata](1_024, limits.KEPT_METADATA_BYTES)


def _metadata(text: bytes) -> CoreMetadata:
    found = _parsed.get(text)
    if found is None:
        found = parse_core_metadata(text)
        _parsed.put(text, found, len(text))
    return found


def _answer(distribution: Distribution, reading: _Reading) -> MetadataAnswer:
    kind = MetadataProblemKind.INVALID
    try:
        metadata = _metadata(reading.text)
    except InvalidMetadata as error:
        shown = Headers(reading.text).text if len(reading.text) <= limits.PROBLEM_CHARACTERS else ""
        return MetadataProblem(distribution, kind, distribution.url, None, error.reason, shown)
    except ABSURD as error:
        return MetadataProblem(distribution, kind, distribution.url, None, f"cannot be read: {str(error)[:200]}")
    if metadata.name != distribution.project:
        detail = f"the metadata are of {metadata.name} {metadata.version}"
        return MetadataProblem(distribution, MetadataProblemKind.NAME_MISMATCH, distribution.url, None, detail)
    provenance = Provenance(
        distribution, reading.source, reading.read_at, reading.bytes_read, reading.from_cache, reading.witness
    )
    return MetadataRead(metadata, provenance)
