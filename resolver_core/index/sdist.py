"""Static metadata of an sdist, read in memory from the archive; nothing is extracted or run.

uv's order (uv-resolution section 2.7, item 6): the `[project]` table of pyproject.toml where nothing needed is
dynamic, else PKG-INFO of metadata version 2.2 or later without needed fields in `Dynamic` (PEP 643), else the
sdist would have to be built, which we never do.
"""

from __future__ import annotations

import io
import re
import tarfile
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, cast

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core.errors import CoreError
from resolver_core.index.core_metadata import Headers, InvalidMetadata, parse_core_metadata

MAX_MEMBERS = 200_000
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_MEMBER_BYTES = 4 * 1024 * 1024
_WANTED = ("pyproject.toml", "PKG-INFO")
_NEEDED_IN_PROJECT = frozenset({"dependencies", "optional-dependencies", "requires-python"})
_NEEDED_IN_HEADERS = frozenset({"requires-dist", "requires-python", "provides-extra"})


class NeedsBuild(CoreError):
    """The sdist states its dependencies nowhere: only running its build backend would tell."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


def static_metadata(archive: bytes, filename: str, version: Version) -> bytes:
    """The static metadata of an sdist, in the form of a METADATA header block.

    `version` is the file name's: it may stand in for a dynamic version. Raises `NeedsBuild`, or
    `InvalidMetadata` where the archive is broken, too large, or not what an sdist may be.
    """
    members = _read_members(archive, filename)
    reasons = []
    for name, read in (("pyproject.toml", _from_pyproject), ("PKG-INFO", _from_pkg_info)):
        if name not in members:
            reasons.append(f"no {name}")
            continue
        try:
            return read(members[name], version)
        except NeedsBuild as error:
            reasons.append(f"{name}: {error.reason}")
    raise NeedsBuild("; ".join(reasons))


def _from_pkg_info(data: bytes, version: Version) -> bytes:
    headers = Headers(data)
    declared = re.match(r"(\d+)\.(\d+)", headers.first("Metadata-Version") or "")
    if declared is None or not (2, 2) <= (int(declared[1]), int(declared[2])) < (3, 0):
        raise NeedsBuild(f"metadata version {headers.first('Metadata-Version')}")
    if dynamic := [field for field in headers.all("Dynamic") if field.lower() in _NEEDED_IN_HEADERS]:
        raise NeedsBuild(f"{', '.join(dynamic)} is dynamic")
    return headers.text.encode()


def _from_pyproject(data: bytes, version: Version) -> bytes:
    try:
        document = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NeedsBuild(f"not readable: {error}") from error
    project = document.get("project")
    if not isinstance(project, dict) or not isinstance(project.get("name"), str):
        raise NeedsBuild("no [project] table with a name")
    if dynamic := sorted(_NEEDED_IN_PROJECT & set(_texts(project.get("dynamic")))):
        raise NeedsBuild(f"{', '.join(dynamic)} is dynamic")
    if "dependencies" not in project and "poetry" in _table(document.get("tool")):
        raise NeedsBuild("dependencies in Poetry's own table")
    if "version" not in project and "version" not in _texts(project.get("dynamic")):
        raise NeedsBuild("no version")
    text = "\n".join(_header_lines(project, version)).encode()
    try:
        parse_core_metadata(text)
    except InvalidMetadata as error:
        raise NeedsBuild(str(error)) from error
    return text


def _header_lines(project: dict[str, Any], version: Version) -> Iterator[str]:
    yield "Metadata-Version: 2.4"
    yield f"Name: {_line(project['name'])}"
    yield f"Version: {_line(str(project.get('version', version)))}"
    if isinstance(python := project.get("requires-python"), str):
        yield f"Requires-Python: {_line(python)}"
    yield from (f"Requires-Dist: {_line(text)}" for text in _texts(project.get("dependencies")))
    for name, requirements in _table(project.get("optional-dependencies")).items():
        extra = canonicalize_name(name)
        yield f"Provides-Extra: {_line(extra)}"
        yield from (f"Requires-Dist: {_with_extra(_line(text), extra)}" for text in _texts(requirements))


def _with_extra(requirement: str, extra: NormalizedName) -> str:
    """The requirement with `extra == …` added to its marker; a semicolon inside a URL is no marker's."""
    pattern = r"\s;" if "://" in requirement else r"\s*;"
    head, *marker = re.split(pattern, requirement, maxsplit=1)
    condition = f'({marker[0].strip()}) and extra == "{extra}"' if marker else f'extra == "{extra}"'
    return f"{head} ; {condition}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read_members(archive: bytes, filename: str) -> dict[str, bytes]:
    """The wanted files at the top of the archive's single folder."""
    read = _read_zip if filename.endswith(".zip") else _read_tar
    try:
        return read(archive)
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        if isinstance(error, InvalidMetadata):
            raise
        raise InvalidMetadata(f"not a readable archive: {error}") from error
    except Exception as error:  # lzma and bz2 have exceptions of their own
        raise InvalidMetadata(f"not a readable archive: {type(error).__name__}") from error


def _wanted_name(path: str) -> str | None:
    """The base name of a wanted member; a path that leaves the archive condemns it."""
    parts = path.removeprefix("./").split("/")
    if path.startswith("/") or "\\" in path or ".." in parts:
        raise InvalidMetadata(f"the archive has a member at {path!r}")
    return parts[1] if len(parts) == 2 and parts[1] in _WANTED else None


class _Bounded(io.RawIOBase):
    """The unpacked bytes of a compressed archive, up to a limit."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self._left = MAX_UNPACKED_BYTES

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises `InvalidMetadata` past the limit."""
        data = self._stream.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(data)
        if self._left < 0:
            raise InvalidMetadata("the archive is too large when unpacked")
        return data


def _decompressed(archive: bytes) -> IO[bytes]:
    import bz2
    import gzip
    import lzma

    raw = io.BytesIO(archive)
    if archive.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
    if archive.startswith(b"BZh"):
        return cast(IO[bytes], bz2.BZ2File(raw))
    if archive.startswith(b"\xfd7zXZ"):
        return cast(IO[bytes], lzma.LZMAFile(raw))
    return raw


def _read_tar(archive: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    stream = cast(IO[bytes], _Bounded(_decompressed(archive)))
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for count, member in enumerate(tar, 1):
            if count > MAX_MEMBERS:
                raise InvalidMetadata("the archive has too many members")
            name = _wanted_name(member.name)
            if name is None or not member.isfile():
                continue
            content = tar.extractfile(member)
            if content is not None:
                found[name] = _limited(content, member.size)
            if len(found) == len(_WANTED):
                break
    return found


def _read_zip(archive: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
        members = zipped.infolist()
        if len(members) > MAX_MEMBERS:
            raise InvalidMetadata("the archive has too many members")
        for member in members:
            name = _wanted_name(member.filename)
            if name is not None and not member.is_dir():
                with zipped.open(member) as content:
                    found[name] = _limited(content, member.file_size)
    return found


def _limited(content: IO[bytes], size: int) -> bytes:
    if size > MAX_MEMBER_BYTES or len(data := content.read(MAX_MEMBER_BYTES + 1)) > MAX_MEMBER_BYTES:
        raise InvalidMetadata("a metadata file in the archive is too large")
    return data
