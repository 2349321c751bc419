"""Archives: project files are taken, everything hostile is refused in words."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile

import pytest

from webui.resolutions.asking import archives
from webui.resolutions.asking.archives import BadArchive, is_archive, unpacked

PROJECT = b'[project]\nname = "p"\n'
MEMBERS = {"repo-1.0/pyproject.toml": PROJECT, "repo-1.0/packages/q/pyproject.toml": b"q", "repo-1.0/src/p.c": b"\xff"}


def a_zip(members: dict[str, bytes], **modes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = modes.get(name.partition(".")[0], stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return out.getvalue()


def a_tar(members: dict[str, bytes], mode: str = "w:gz", *more: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in more:
            archive.addfile(info)
    return out.getvalue()


def a_link(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return info


@pytest.mark.parametrize("data", [a_zip(MEMBERS), a_tar(MEMBERS), a_tar(MEMBERS, "w")])
def test_project_files_are_taken_below_the_one_folder_at_the_top(data: bytes) -> None:
    assert is_archive(data)
    found = unpacked(data)
    assert {file.path: file.text for file in found.files} == {
        "pyproject.toml": PROJECT.decode(),
        "packages/q/pyproject.toml": "q",
    }
    assert found.left_out == 1


def test_links_to_what_is_no_project_file_are_left_out() -> None:
    assert unpacked(a_tar({"pyproject.toml": PROJECT}, "w:gz", a_link("README"))).left_out == 1


LONG_HEADER = tarfile.TarInfo("pyproject.toml")
LONG_HEADER.pax_headers = {"comment": "1" * 100_000}
ENCRYPTED = a_zip({"pyproject.toml": PROJECT}).replace(
    b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
)
HOSTILE = {
    "a path out of a zip": (a_zip({"../pyproject.toml": PROJECT}), "leads out of it"),
    "a path out of a tar": (a_tar({"a/../../pyproject.toml": PROJECT}), "leads out of it"),
    "an absolute path": (a_tar({"/etc/pyproject.toml": PROJECT}), "leads out of it"),
    "a link in a tar": (a_tar({}, "w:gz", a_link("pyproject.toml")), "is a link"),
    "a link in a zip": (a_zip({"pyproject.toml": b"/etc/passwd"}, pyproject=stat.S_IFLNK | 0o777), "is a link"),
    "a bomb in a zip": (a_zip({"pyproject.toml": b" " * 30_000_000}), "1,000 kB unpacked"),
    "a bomb in a tar": (a_tar({"pyproject.toml": b" " * 30_000_000}), "1,000 kB unpacked"),
    "a bomb beside it": (a_tar({"x.bin": b" " * 60_000_000, "pyproject.toml": PROJECT}), "32 MB unpacked"),
    "a bomb of nothing": (gzip.compress(b"\0" * 60_000_000), "no project file"),
    "bombs that add up": (a_zip({f"{n}.txt": b" " * 900_000 for n in range(9)}), "more than 6,000 kB"),
    "too many members": (a_zip({f"{n}.c": b"" for n in range(20_001)}), "20,000 members"),
    "too many project files": (a_zip({f"{n}.txt": b"" for n in range(201)}), "200 project files"),
    "a long header": (a_tar({}, "w:gz", LONG_HEADER), "headers is longer"),
    "no text": (a_zip({"pyproject.toml": b"\xff\xfa"}), "no UTF-8 text"),
    "no project file": (a_zip({"a.c": b""}), "no project file"),
    "a password": (ENCRYPTED, "encrypted"),
    "a broken zip": (a_zip(MEMBERS)[:-30], "broken"),
    "a broken gzip": (a_tar(MEMBERS)[:60], "broken"),
    "noise in gzip": (gzip.compress(bytes(range(256)) * 8), "broken"),
    "twice the same": (a_tar({"a/../pyproject.toml": b"1", "pyproject.toml": b"2"}), "two members"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_hostile_is_refused_in_words(case: str) -> None:
    data, words = HOSTILE[case]
    with pytest.raises(BadArchive, match=words):
        unpacked(data)


def test_a_large_archive_is_not_opened() -> None:
    with pytest.raises(BadArchive, match="more than 4 MB"):
        unpacked(b"PK\x03\x04" + b"\0" * archives.LARGEST_ARCHIVE)


def test_a_text_is_no_archive() -> None:
    assert not is_archive(PROJECT)
