"""METADATA out of a remote wheel without reading the whole wheel (uv-resolution section 2.7, item 4).

A wheel is a zip archive: its directory stands at the end. `SparseFile` holds the parts read so far;
`read_wheel_metadata` reads METADATA from it or raises `MissingBytes` to say which part it needs next. Fetching
is the caller's; nothing here does I/O.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from packaging.utils import NormalizedName

from resolver_core.index import limits
from resolver_core.index.formats.core_metadata import InvalidMetadata
from resolver_core.index.formats.filenames import normalized

TAIL_BYTES = 64 * 1024
"""How much of the end is read first; holds the whole directory of most wheels."""

MAX_METADATA_BYTES = limits.METADATA_BYTES
MAX_DIRECTORY_BYTES = limits.RANGE_BYTES
_LOCAL_HEADER_BYTES = 30
_EXTRA_FIELD_BYTES = 1024  # allowance for the local header's extra field, whose length the directory does not say
_METADATA_NAME = re.compile(r"([^/]+)\.dist-info/METADATA")


class MissingBytes(Exception):
    """The bytes from `start` up to `end` (exclusive) are needed and were not read yet."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(start, end)
        self.start = start
        self.end = end


class SparseFile(io.RawIOBase):
    """A read-only file of which only some parts are known."""

    def __init__(self, size_bytes: int) -> None:
        super().__init__()
        self.size_bytes = size_bytes
        self._position = 0
        self._parts: list[tuple[int, bytes]] = []

    def add(self, start: int, data: bytes) -> None:
        """Make known the bytes that begin at `start`."""
        self._parts.append((start, data))

    def seekable(self) -> bool:
        """Always True."""
        return True

    def readable(self) -> bool:
        """Always True."""
        return True

    def tell(self) -> int:
        """The current position, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; refuses a place before the start as a real file does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size_bytes}[whence]
        if base + offset < 0:
            raise OSError("seek before the start")
        self._position = base + offset
        return self._position

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes (fewer only at the end). Raises `MissingBytes` where they are not known."""
        start = self._position
        end = self.size_bytes if size < 0 else min(start + size, self.size_bytes)
        data = self.between(start, end)
        self._position = max(start, end)
        return data

    def between(self, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end`. Raises `MissingBytes`."""
        if start >= end:
            return b""
        for first, data in self._parts:
            if first <= start and end <= first + len(data):
                return data[start - first : end - first]
        raise MissingBytes(start, end)


def read_wheel_metadata(file: SparseFile, project: NormalizedName) -> bytes:
    """The bytes of METADATA. Raises `MissingBytes` when more of the wheel is needed, `InvalidMetadata` else.

    As for uv there must be exactly one `.dist-info` directory with METADATA, and its name must be the project's.
    """
    with _faults_as_invalid(), zipfile.ZipFile(file) as archive:
        member = _metadata_member(archive, project)
        if member.file_size > MAX_METADATA_BYTES or member.compress_size > MAX_METADATA_BYTES:
            raise InvalidMetadata(f"METADATA of {member.file_size} bytes")
        _require_member(file, member)
        with archive.open(member) as stream:
            data = stream.read(MAX_METADATA_BYTES + 1)
    if len(data) > MAX_METADATA_BYTES:
        raise InvalidMetadata("METADATA is larger than its directory entry says")
    return data


@contextmanager
def _faults_as_invalid() -> Iterator[None]:
    try:
        yield
    except MissingBytes as missing:
        if missing.end - missing.start > MAX_DIRECTORY_BYTES:
            raise InvalidMetadata("the wheel's directory is too large") from None
        raise
    except InvalidMetadata:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise InvalidMetadata(f"not a readable zip archive: {error}") from error
    except Exception as error:  # lzma and bz2 streams, unknown compression: each raises its own
        raise InvalidMetadata(f"not a readable zip archive: {type(error).__name__}") from error


def _metadata_member(archive: zipfile.ZipFile, project: NormalizedName) -> zipfile.ZipInfo:
    found = [(match, info) for info in archive.infolist() if (match := _METADATA_NAME.fullmatch(info.filename))]
    if len(found) != 1:
        raise InvalidMetadata(f"{len(found)} .dist-info directories with METADATA")
    match, member = found[0]
    if normalized(match[1].rpartition("-")[0]) != project:
        raise InvalidMetadata(f"{match[1]}.dist-info does not belong to {project}")
    return member


def _require_member(file: SparseFile, member: zipfile.ZipInfo) -> None:
    """Ask for the member in one piece rather than header first, body next."""
    start = member.header_offset
    name = len(member.filename.encode())
    end = start + _LOCAL_HEADER_BYTES + name + _EXTRA_FIELD_BYTES + member.compress_size
    file.between(start, min(end, file.size_bytes))
