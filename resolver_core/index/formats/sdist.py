"""Static metadata of an sdist, read in memory from the archive; nothing is extracted or run.

uv's order (uv-resolution section 2.7, item 6; the finer cases measured with uv 0.13.8): the `[project]` table of
pyproject.toml where nothing needed is dynamic, else PKG-INFO of metadata version 2.2 or later without needed fields
in `Dynamic` (PEP 643), else the sdist would have to be built, which we never do. What uv cannot unpack it cannot
build either.
"""

from __future__ import annotations

import io
import re
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from typing import IO, Any, cast

from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from resolver_core import stopping
from resolver_core.errors import BudgetExceeded, Cancelled, CoreError
from resolver_core.index.formats.core_metadata import Headers, InvalidMetadata, parse_core_metadata
from resolver_core.index.formats.filenames import normalized
from resolver_core.index.formats.lenient import UnreadableText, is_version, lenient_specifiers
from resolver_core.index.records import CoreMetadata

MAX_MEMBERS = 200_000
MAX_UNPACKED_BYTES = 512 * 1024 * 1024
MAX_MEMBER_BYTES = 4 * 1024 * 1024
_WANTED = ("pyproject.toml", "PKG-INFO")
_NEEDED_IN_PROJECT = frozenset({"dependencies", "optional-dependencies", "requires-python"})
_NEEDED_IN_HEADERS = frozenset({"Requires-Dist", "Requires-Python", "Provides-Extra"})  # uv minds the case


class NeedsBuild(CoreError):
    """Only a build would tell what the sdist depends on, or not even that: the archive cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class _NotHere(Exception):
    """This file does not state the metadata; the next one may."""


def static_metadata(archive: bytes, filename: str, project: NormalizedName, version: Version) -> bytes:
    """The static metadata of an sdist, in the form of a METADATA header block.

    `project` and `version` are those of the file name: a dynamic version is taken from there, and metadata that
    contradict them are not used. Raises `NeedsBuild` (uv builds, or fails as a build does), or `InvalidMetadata` for
    a pyproject.toml that makes uv turn to the next version.
    """
    members = _read_members(archive, filename)
    reasons = []
    for name, read in (("pyproject.toml", _from_pyproject), ("PKG-INFO", _from_pkg_info)):
        if name not in members:
            reasons.append(f"no {name}")
            continue
        try:
            text = read(members[name], version)
            _check_identity(parse_core_metadata(text), project, version)
            return text
        except (_NotHere, InvalidMetadata) as error:
            if isinstance(error, _Malformed):
                raise
            reasons.append(f"{name}: {error}")
    raise NeedsBuild("; ".join(reasons))


def _check_identity(metadata: CoreMetadata, project: NormalizedName, version: Version) -> None:
    if metadata.name != project or metadata.version not in (version, Version(version.public)):
        raise _NotHere(f"of {metadata.name} {metadata.version}")


def _from_pkg_info(data: bytes, version: Version) -> bytes:
    headers = Headers(data)
    declared = re.match(r"(\d+)\.(\d+)", headers.first("Metadata-Version") or "")
    if declared is None or not (2, 2) <= (int(declared[1]), int(declared[2])) < (3, 0):
        raise _NotHere(f"metadata version {headers.first('Metadata-Version')}")
    if dynamic := [field for field in headers.all("Dynamic") if field in _NEEDED_IN_HEADERS]:
        raise _NotHere(f"{', '.join(dynamic)} is dynamic")
    return headers.text.encode()


def _from_pyproject(data: bytes, version: Version) -> bytes:
    try:
        document = tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        raise NeedsBuild("pyproject.toml is no UTF-8") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, a number of too many digits, endless nesting
        raise _Malformed(f"pyproject.toml: {str(error)[:200]}") from error
    project = document.get("project")
    if project is None:
        raise _NotHere("no [project] table")
    _check_project_table(project)
    if dynamic := sorted(_NEEDED_IN_PROJECT & set(_texts(project.get("dynamic")))):
        raise _NotHere(f"{', '.join(dynamic)} is dynamic")
    if "dependencies" not in project and "poetry" in _table(document.get("tool")):
        raise _NotHere("dependencies in Poetry's own table")
    return "\n".join(_header_lines(project, version)).encode()


class _Malformed(InvalidMetadata):
    """A pyproject.toml against the standard: uv neither looks further nor builds."""


def _check_project_table(project: object) -> None:
    """Refuse what uv refuses to read. A bad requires-python is different: it fails like a build."""
    if not isinstance(project, dict):
        raise _Malformed("pyproject.toml: project is no table")
    name, version = project.get("name"), project.get("version")
    if not isinstance(name, str) or normalized(name) is None:
        raise _Malformed(f"pyproject.toml: invalid project name {name!r}")
    if version is not None and not (isinstance(version, str) and is_version(version)):
        raise _Malformed(f"pyproject.toml: invalid version {version!r}")
    extras = project.get("optional-dependencies", {})
    if not isinstance(extras, dict) or any(normalized(extra) is None for extra in extras):
        raise _Malformed("pyproject.toml: invalid optional-dependencies")
    for texts in (project.get("dynamic", []), project.get("dependencies", []), *extras.values()):
        if not isinstance(texts, list) or len(_texts(texts)) != len(texts):
            raise _Malformed("pyproject.toml: not a list of texts")
    try:
        lenient_specifiers(str(project.get("requires-python", "")))
    except UnreadableText as error:
        raise NeedsBuild(f"pyproject.toml: requires-python {error}") from error


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
    """The wanted files of the project's root: the archive's only folder, or the archive itself."""
    read = _read_zip if filename.endswith(".zip") else _read_tar
    found = _Found()
    try:
        read(archive, found)
    except (NeedsBuild, Cancelled, BudgetExceeded):
        raise
    except Exception as error:  # tarfile, zipfile, zlib, lzma, bz2: each has exceptions of its own
        raise NeedsBuild(f"the archive cannot be read: {error or type(error).__name__}") from error
    return found.at_root()


class _Found:
    """The wanted members of an archive, and what else decides where its root is."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], bytes] = {}
        self._tops: set[str] = set()
        self._has_files_at_top = False
        self._count = 0

    def wants(self, path: str, *, is_folder: bool) -> tuple[str, str] | None:
        """Note a member; its folder and name if it is wanted. A path that leaves the archive condemns it."""
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
        if is_folder or len(parts) > 2 or parts[-1] not in _WANTED:
            return None
        return ("" if len(parts) == 1 else parts[0]), parts[-1]

    def keep(self, place: tuple[str, str], content: IO[bytes], size: int) -> None:
        """Read a wanted member, up to the limit."""
        if size > MAX_MEMBER_BYTES or len(data := content.read(MAX_MEMBER_BYTES + 1)) > MAX_MEMBER_BYTES:
            raise NeedsBuild(f"{place[1]} in the archive is too large")
        self._files[place] = data

    def at_root(self) -> dict[str, bytes]:
        """File name to content."""
        single = len(self._tops) == 1 and not self._has_files_at_top
        root = next(iter(self._tops)) if single else ""
        return {name: data for (folder, name), data in self._files.items() if folder == root}


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
