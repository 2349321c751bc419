"""Wheels and sdists made in memory, the well-formed and the hostile."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping


def a_metadata(name: str = "demo", version: str = "1.0", *lines: str, metadata_version: str = "2.3") -> bytes:
    return "\n".join([f"Metadata-Version: {metadata_version}", f"Name: {name}", f"Version: {version}", *lines]).encode()


def a_zip(members: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def a_wheel(metadata: bytes, *, folder: str = "demo-1.0", before: Mapping[str, bytes] | None = None) -> bytes:
    """A wheel whose METADATA comes after the members `before`."""
    return a_zip({**(before or {}), f"{folder}.dist-info/METADATA": metadata}, compression=zipfile.ZIP_STORED)


def a_tar(members: Mapping[str, bytes | tarfile.TarInfo], *, compression: str = "gz") -> bytes:
    """A tar archive; a `TarInfo` in place of bytes is a member of that special kind."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=f"w:{compression}") as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            if isinstance(data, tarfile.TarInfo):
                archive.addfile(data)
                continue
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()
