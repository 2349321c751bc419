"""Archives of a project: bytes become the texts of its project files, within small limits.

An archive comes from anybody. Its paths must stay below its root, links are not followed, and no more is unpacked than
is kept: a member is read until its limit, a compressed tar until `MOST_UNPACKED`.
"""

from __future__ import annotations

import io
import posixpath
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gzip import GzipFile
from typing import IO, Self

from resolver_core import ProblemSyntaxError, decoded_text
from webui.resolutions.asking.sent_files import LOCK_FILE, MOST_FILES, SentFile, clean_path

LARGEST_ARCHIVE = 4 * 1024 * 1024
MOST_MEMBERS = 20_000
MOST_UNPACKED = 32 * 1024 * 1024
LARGEST_MEMBER = 1_000_000
"""As long as a text may be (`resolver_core.inputs.limits`)."""
LARGEST_LOCK = 4_000_000
MOST_READ = 2 * LARGEST_MEMBER + LARGEST_LOCK

NAMES = frozenset({"pyproject.toml", "uv.toml", LOCK_FILE, "setup.py", "setup.cfg"})
SUFFIXES = (".txt", ".in")

_ZIP, _GZIP, _TAR = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b", b"ustar"
_TAR_MARK = 257
"""Where a tar says what it is."""
_HEADERS = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)
"""Members of a tar that describe the next one."""
_LONGEST_HEADER = 16 * 1024
"""Of such a member: tarfile takes quadratic time for some of them (CVE-2024-6232)."""
_PLAIN_ZIP = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, ValueError, OverflowError, RuntimeError, NotImplementedError, RecursionError, IndexError),
)
"""What the readers of archives raise for what is none, or is cut off."""


class BadArchive(Exception):
    """An archive that is not read; `str()` says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The project files of an archive, and how many others it has."""

    files: tuple[SentFile, ...]
    left_out: int


def is_archive(data: bytes) -> bool:
    """Whether bytes are an archive of a kind that is read: a zip, a tar, or a tar in gzip."""
    return data.startswith((*_ZIP, _GZIP)) or data[_TAR_MARK : _TAR_MARK + len(_TAR)] == _TAR


def unpacked(data: bytes) -> Unpacked:
    """The project files of an archive. Raises `BadArchive`."""
    if len(data) > LARGEST_ARCHIVE:
        raise BadArchive(
            f"it has more than {LARGEST_ARCHIVE // 1024**2} MB. Leave out everything but the project files"
        )
    try:
        return _kept(_in_zip(data) if data.startswith(_ZIP) else _in_tar(data))
    except _BROKEN as error:
        raise BadArchive(f"it is broken, or no archive that is read here ({type(error).__name__})") from error


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of an archive: the bytes of a project file, None for any other."""

    path: str
    data: bytes | None


def _kept(members: Iterable[_Member]) -> Unpacked:
    found: dict[str, bytes] = {}
    paths: list[str] = []
    for member in members:
        if len(paths) >= MOST_MEMBERS:
            raise BadArchive(f"it has more than {MOST_MEMBERS:,} members. Leave out everything but the project files")
        paths.append(member.path)
        if member.data is not None:
            if member.path in found:
                raise BadArchive(f"it has two members `{member.path}`. Keep one of them")
            found[member.path] = member.data
            _refuse_too_much(found)
    if not found:
        raise BadArchive("it has no project file: no pyproject.toml, and no list of requirements")
    top = _common_folder(paths)
    files = tuple(SentFile(path.removeprefix(top), _text(path, data)) for path, data in found.items())
    return Unpacked(files, len(paths) - len(files))


def _refuse_too_much(found: dict[str, bytes]) -> None:
    if len(found) > MOST_FILES:
        raise BadArchive(f"it has more than {MOST_FILES} project files. Leave out what is not needed")
    if sum(map(len, found.values())) > MOST_READ:
        raise BadArchive(f"its project files have more than {MOST_READ // 1000:,} kB. Leave out what is not needed")


def _text(path: str, data: bytes) -> str:
    try:
        return decoded_text(data)
    except ProblemSyntaxError:
        raise BadArchive(f"`{path}` is no UTF-8 text") from None


def _common_folder(paths: Iterable[str]) -> str:
    """The one folder at the top that an archive of a repository has, with its slash; "" for none."""
    tops = {path.partition("/")[0] if "/" in path else "" for path in paths}
    return f"{tops.pop()}/" if len(tops) == 1 and "" not in tops else ""


def _is_project_file(path: str) -> bool:
    name = posixpath.basename(path)
    return name in NAMES or name.endswith(SUFFIXES)


def _safe(path: str) -> str:
    found = clean_path(path)
    if found is None:
        raise BadArchive(f"its member `{path[:100]}` leads out of it. Pack the folder anew, with paths below it")
    return found


def _refuse_link(path: str) -> None:
    if _is_project_file(path):
        raise BadArchive(f"its member `{path}` is a link or no file, which is not followed. Pack the file itself")


def _limited(path: str, stream: IO[bytes]) -> bytes:
    most = LARGEST_LOCK if posixpath.basename(path) == LOCK_FILE else LARGEST_MEMBER
    data = stream.read(most + 1)
    if len(data) > most:
        raise BadArchive(f"its member `{path}` has more than {most // 1000:,} kB unpacked")
    return data


def _in_zip(data: bytes) -> Iterator[_Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            path, kind = _safe(info.filename), stat.S_IFMT(info.external_attr >> 16)
            is_file = kind in (0, stat.S_IFREG)
            if not is_file:
                _refuse_link(path)
            if not is_file or not _is_project_file(path):
                yield _Member(path, None)
                continue
            if info.flag_bits & 1:
                raise BadArchive(f"its member `{path}` is encrypted. Pack it without a password")
            if info.compress_type not in _PLAIN_ZIP:
                raise BadArchive(f"its member `{path}` is compressed in a way that is not read: use deflate")
            with archive.open(info) as stream:
                yield _Member(path, _limited(path, stream))


def _in_tar(data: bytes) -> Iterator[_Member]:
    source: IO[bytes] = io.BytesIO(data)
    if data.startswith(_GZIP):
        source = GzipFile(fileobj=source)  # type: ignore[assignment]
    with tarfile.open(fileobj=_Bounded(source), mode="r|", tarinfo=_Header) as archive:
        for info in archive:
            if info.isdir():
                continue
            path = _safe(info.name)
            if not info.isreg():
                _refuse_link(path)
            stream = archive.extractfile(info) if info.isreg() and _is_project_file(path) else None
            yield _Member(path, None if stream is None else _limited(path, stream))


class _Header(tarfile.TarInfo):
    """The header of a member, refused where it is no honest one before anything is made of it."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in a block."""
        info = super().frombuf(buf, encoding, errors)
        if info.size < 0 or (info.type in _HEADERS and info.size > _LONGEST_HEADER):
            raise BadArchive("one of its headers is longer than any that is needed")
        return info


class _Bounded(io.RawIOBase):
    """A stream that ends in `BadArchive` once more was unpacked than is read at all."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._left = MOST_UNPACKED

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        found = self._source.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(found)
        if self._left < 0:
            raise BadArchive(
                f"it has more than {MOST_UNPACKED // 1024**2} MB unpacked. Leave out everything but the project files"
            )
        return found
