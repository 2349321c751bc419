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
    """A source distribution that holds nothing but its PKG-INFO."""
    suffix = next((each for each in _SUFFIXES if filename.lower().endswith(each)), "")
    member = f"{filename[: len(filename) - len(suffix)]}/PKG-INFO"
    if suffix == ".zip":
        return _zipped(member, metadata)
    packed = _COMPRESSED.get(suffix)
    tar = _tar(member, metadata)
    return tar if packed is None else packed(tar)


def as_static(metadata: str) -> str:
    """The same core metadata, stated to hold without a build."""
    if _VERSION_LINE.search(metadata) is None:
        return f"{_STATIC}\n{metadata}"
    return _VERSION_LINE.sub(_STATIC, metadata, count=1)


def _zipped(member: str, metadata: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, metadata)
    return buffer.getvalue()


def _tar(member: str, metadata: str) -> bytes:
    buffer, content = io.BytesIO(), metadata.encode()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo(member)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()
