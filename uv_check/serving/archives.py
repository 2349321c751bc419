"""The head of an archive, made anew from its recorded metadata: what uv reads of it, and nothing that could run."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Mapping

_SUFFIXES = (".whl", ".tar.gz", ".tgz", ".tar.bz2", ".tbz", ".tar.xz", ".txz", ".zip", ".tar")
_COMPRESSED: Mapping[str, Callable[[bytes], bytes]] = {
    ".tar.gz": gzip.compress,
    ".tgz": gzip.compress,
    ".tar.bz2": bz2.compress,
    ".tbz": bz2.compress,
    ".tar.xz": lzma.compress,
    ".txz": lzma.compress,
}
_VERSION_LINE = re.compile(r"^metadata-version:.*$", re.IGNORECASE | re.MULTILINE)
_WHEEL = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_STATIC = "Metadata-Version: 2.2"
"""Since this version what an sdist states holds, unless it says that it is dynamic (PEP 643)."""


def wheel(filename: str, metadata: str) -> bytes:
    """A wheel that holds nothing but its `.dist-info`."""
    folder = "-".join(filename.split("-")[:2]) + ".dist-info"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (("METADATA", metadata), ("WHEEL", _WHEEL), ("RECORD", "")):
            archive.writestr(f"{folder}/{name}", content)
    return buffer.getvalue()


def source_distribution(filename: str, metadata: str) -> bytes:
    """A source distribution that holds its PKG-INFO, and an empty pyproject.toml: some backend would build it."""
    suffix = next((each for each in _SUFFIXES if filename.lower().endswith(each)), "")
    folder = filename[: len(filename) - len(suffix)]
    members = {f"{folder}/PKG-INFO": metadata, f"{folder}/pyproject.toml": ""}
    if suffix == ".zip":
        return _zipped(members)
    packed = _COMPRESSED.get(suffix)
    tar = _tar(members)
    return tar if packed is None else packed(tar)


def as_static(metadata: str) -> str:
    """The same core metadata, stated to hold without a build."""
    if _VERSION_LINE.search(metadata) is None:
        return f"{_STATIC}\n{metadata}"
    return _VERSION_LINE.sub(_STATIC, metadata, count=1)


def _zipped(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _tar(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content.encode())
            archive.addfile(entry, io.BytesIO(content.encode()))
    return buffer.getvalue()
