from __future__ import annotations

import os
import zipfile

import pytest
from packaging.utils import canonicalize_name

from resolver_core.index.formats.core_metadata import InvalidMetadata
from resolver_core.index.network.wheel_range import TAIL_BYTES, MissingBytes, SparseFile, read_wheel_metadata
from tests.support.archives import a_metadata, a_wheel, a_zip

DEMO = canonicalize_name("demo")
METADATA = a_metadata()


def read_in_parts(wheel: bytes, tail: int = TAIL_BYTES) -> tuple[bytes, list[tuple[int, int]]]:
    """METADATA of a wheel known by its tail at first, and the further parts that were asked for."""
    file, asked = SparseFile(len(wheel)), []
    file.add(max(0, len(wheel) - tail), wheel[-tail:])
    while True:
        try:
            return read_wheel_metadata(file, DEMO), asked
        except MissingBytes as missing:
            asked.append((missing.start, missing.end))
            assert len(asked) < 8
            file.add(missing.start, wheel[missing.start : missing.end])


def test_a_small_wheel_is_read_from_its_tail() -> None:
    assert read_in_parts(a_wheel(METADATA)) == (METADATA, [])


def test_metadata_at_the_end_of_a_large_wheel_need_the_tail_only() -> None:
    assert read_in_parts(a_wheel(METADATA, before={"demo/data": os.urandom(300_000)})) == (METADATA, [])


def test_metadata_elsewhere_need_one_more_part() -> None:
    wheel = a_zip({"demo-1.0.dist-info/METADATA": METADATA, "demo/data": os.urandom(300_000)})
    metadata, asked = read_in_parts(wheel)
    assert metadata == METADATA
    assert len(asked) == 1
    assert asked[0][1] - asked[0][0] < 2_000


def test_a_large_directory_is_asked_for_exactly() -> None:
    members = {f"demo/{'x' * 100}{number}": b"" for number in range(2_000)}
    wheel = a_zip({"demo-1.0.dist-info/METADATA": METADATA, **members})
    metadata, asked = read_in_parts(wheel)
    assert metadata == METADATA
    assert len(asked) == 2
    directory_start, directory_end = asked[0]
    assert wheel[directory_start : directory_start + 4] == b"PK\x01\x02"
    assert wheel[directory_end : directory_end + 4] == b"PK\x05\x06"


@pytest.mark.parametrize("tail", [22, 100, 500])
def test_any_tail_leads_to_the_same_metadata(tail: int) -> None:
    assert read_in_parts(a_wheel(METADATA, before={"demo/data": os.urandom(5_000)}), tail)[0] == METADATA


@pytest.mark.parametrize(
    "wheel",
    [
        b"",
        b"not a zip archive",
        a_wheel(METADATA)[:-10],
        a_zip({"demo/__init__.py": b""}),
        a_zip({"demo-1.0.dist-info/METADATA": METADATA, "other-1.0.dist-info/METADATA": METADATA}),
        a_zip({"other-1.0.dist-info/METADATA": METADATA}),
        a_zip({"demo/demo-1.0.dist-info/METADATA": METADATA}),
        a_zip({"demo-1.0.dist-info/METADATA": METADATA * 200}).replace(b"\x08\x00", b"\x63\x00"),
    ],
    ids=["empty", "text", "cut", "no-metadata", "two", "of-another", "nested", "unknown-compression"],
)
def test_a_wheel_that_is_none(wheel: bytes) -> None:
    with pytest.raises(InvalidMetadata):
        read_in_parts(wheel)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = a_zip({"demo-1.0.dist-info/METADATA": b"\0" * 20_000_000}, compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(InvalidMetadata, match="20000000 bytes"):
        read_in_parts(bomb)
