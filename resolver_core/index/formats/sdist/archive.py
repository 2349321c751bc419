"""The files of an sdist that say something of its metadata, read in memory; nothing is extracted or run."""

from __future__ import annotations

import bz2
import gzip
import io
import logging
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from typing import IO, cast

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, Cancelled, CoreError

log = logging.getLogger(__name__)

MAX_MEMBERS = 200_000
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_MEMBER_BYTES = 4 * 1024 * 1024
_AT_ROOT = ("pyproject.toml", "PKG-INFO", "setup.py", "setup.cfg")
_IN_EGG_INFO = ("PKG-INFO", "requires.txt")
_EGG_INFO = ".egg-info"
_DEEPEST_EGG_INFO = 3  # folders below the root: "src/", "lib/", "python/src/"

Members = Mapping[str, bytes]
"""Path below the project's root, with slashes, to content: "PKG-INFO", "src/demo.egg-info/requires.txt"."""


class NeedsBuild(CoreError):
    """Only a build would tell what the sdist depends on, or not even that: the archive cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


def too_large() -> NeedsBuild:
    """Of an archive of which only the start is read."""
    return NeedsBuild("it is too large to be read whole")


def read_members(archive: bytes, filename: str) -> Members:
    """The wanted files below the project's root: the archive's only folder, or the archive itself.

    Raises `NeedsBuild` for an archive that cannot be unpacked (what uv cannot unpack it cannot build either).
    """
    read = _read_zip if filename.endswith(".zip") else _read_tar
    found = _Found()
    try:
        read(archive, found)
    except (NeedsBuild, Cancelled, BudgetExceeded):
        raise
    except Exception as error:  # tarfile, zipfile, zlib, lzma, bz2: each has exceptions of its own
        raise NeedsBuild(f"the archive cannot be read: {error or type(error).__name__}") from error
    return found.below_root()


def read_start(start: bytes, filename: str) -> Members:
    """The wanted files directly below the project's root among the first bytes of a tar archive, as far as they go.

    Raises `NeedsBuild` for one that cannot be read from its start, or that has an unsafe member.
    """
    if filename.endswith(".zip"):
        raise NeedsBuild("a zip archive says at its end what is in it")
    found = _Found()
    try:
        _read_tar(start, found)
    except (NeedsBuild, Cancelled, BudgetExceeded):
        raise
    except Exception:  # it ends in the middle of a member: what came before stands
        log.debug("%s: read up to where its start ends", filename)
    return {path: content for path, content in found.below_root().items() if "/" not in path}


class _Found:
    """The wanted members of an archive, and what else decides where its root is."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, ...], bytes] = {}
        self._tops: set[str] = set()
        self._has_files_at_top = False
        self._count = 0

    def wants(self, path: str, *, is_folder: bool) -> tuple[str, ...] | None:
        """Note a member; its path in parts if it is wanted. A path that leaves the archive condemns it."""
        stopping.check()
        self._count += 1
        if self._count > MAX_MEMBERS:
            raise NeedsBuild("the archive has too many members")
        parts = [part for part in path.split("/") if part not in ("", ".")]
        if path.startswith("/") or "\\" in path or ".." in parts:
            raise NeedsBuild(f"the archive has an unsafe member: {path!r}")
        if not parts:
            return None
        self._tops.add(parts[0])
        self._has_files_at_top |= len(parts) == 1 and not is_folder
        return None if is_folder or not _is_wanted(parts) else tuple(parts)

    def keep(self, place: tuple[str, ...], content: IO[bytes], size: int) -> None:
        """Read a wanted member, up to the limit."""
        if size > MAX_MEMBER_BYTES or len(data := content.read(MAX_MEMBER_BYTES + 1)) > MAX_MEMBER_BYTES:
            raise NeedsBuild(f"{place[-1]} in the archive is too large")
        self._files[place] = data

    def below_root(self) -> dict[str, bytes]:
        """Path below the root to content."""
        depth = 1 if len(self._tops) == 1 and not self._has_files_at_top else 0
        return {
            "/".join(parts[depth:]): data
            for parts, data in self._files.items()
            if len(parts) == depth + 1 or (len(parts) > depth and parts[-2].endswith(_EGG_INFO))
        }


def _is_wanted(parts: list[str]) -> bool:
    if len(parts) >= 2 and parts[-2].endswith(_EGG_INFO):
        return parts[-1] in _IN_EGG_INFO and len(parts) <= 2 + _DEEPEST_EGG_INFO
    return len(parts) <= 2 and parts[-1] in _AT_ROOT


class _Bounded(io.RawIOBase):
    """The unpacked bytes of a compressed archive, up to a limit."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self._left = MAX_UNPACKED_BYTES

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises `NeedsBuild` past the limit."""
        stopping.check()
        data = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise NeedsBuild("the archive is too large when unpacked")
        return data


def _decompressed(archive: bytes) -> IO[bytes]:
    raw = io.BytesIO(archive)
    if archive.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    if archive.startswith(b"BZh"):
        return cast(IO[bytes], bz2.BZ2File(raw))
    if archive.startswith(b"\xfd7zXZ"):
        return cast(IO[bytes], lzma.LZMAFile(raw))
    return raw


def _read_tar(archive: bytes, found: _Found) -> None:
    stream = cast(IO[bytes], _Bounded(_decompressed(archive)))
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for member in tar:
            place = found.wants(member.name, is_folder=member.isdir())
            content = tar.extractfile(member) if place is not None and member.isfile() else None
            if place is not None and content is not None:
                found.keep(place, content, member.size)


def _read_zip(archive: bytes, found: _Found) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        for member in zipped.infolist():
            place = found.wants(member.filename, is_folder=member.is_dir())
            if place is not None:
                with zipped.open(member) as content:
                    found.keep(place, content, member.file_size)
