"""An index that says one thing differently says everything else as before."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.lab.altered_index import AlteredIndex, spelled_extras
from resolver_core.explain.lab.changes import Alteration, AlterationKind
from resolver_core.index.kept.memory import MemoryFile, MemoryIndex
from resolver_core.index.records import MetadataProblem, MetadataProblemKind, MetadataRead, ProjectPage

A, B = canonicalize_name("a"), canonicalize_name("b")
FILES = (
    MemoryFile("a-1-py3-none-any.whl"),
    MemoryFile("a-2-py3-none-any.whl", requires_python="<3.11", yanked_reason="broken"),
    MemoryFile("a-2+cpu-py3-none-any.whl"),
    MemoryFile("a-3-py3-none-any.whl", requires_python="^3.10"),
)


def offered(kind: AlterationKind, detail: str = "") -> list[str]:
    index = MemoryIndex({"a": FILES, "b": (MemoryFile("b-1-py3-none-any.whl", yanked_reason=""),)})
    altered = AlteredIndex(index, [Alteration(kind, A, detail)])
    other, original = altered.page(index.location, B), index.page(index.location, B)
    assert other == original, "only the named project is altered"
    page = altered.page(index.location, A)
    assert isinstance(page, ProjectPage)
    return [f"{file.version}{' yanked' if file.is_yanked else ''}" for file in page.distributions]


@pytest.mark.parametrize(
    ("kind", "detail", "expected"),
    [
        (AlterationKind.YANKS_IGNORED, "", ["1", "2", "2+cpu"]),
        (AlterationKind.YANKED_REMOVED, "", ["1", "2+cpu"]),
        (AlterationKind.UPPER_BOUNDS_OBEYED, "3.11", ["1", "2+cpu"]),
        (AlterationKind.UPPER_BOUNDS_OBEYED, "3.10", ["1", "2 yanked", "2+cpu"]),
        (AlterationKind.LOCALS_REMOVED, "", ["1", "2 yanked"]),
        (AlterationKind.REPAIRED, "", ["1", "2 yanked", "2+cpu", "3"]),
        (AlterationKind.DATES_FILLED, "", ["1", "2 yanked", "2+cpu"]),
    ],
)
def test_what_is_offered(kind: AlterationKind, detail: str, expected: list[str]) -> None:
    assert offered(kind, detail) == expected


def test_one_file_fits_everywhere() -> None:
    windows, macos = "a-1-cp39-cp39-win_amd64.whl", "a-1-cp39-cp39-macosx_11_0_arm64.whl"
    index = MemoryIndex({"a": (MemoryFile(windows), MemoryFile(macos))})
    page = AlteredIndex(index, [Alteration(AlterationKind.FILE_FITS, A, windows)]).page(index.location, A)
    assert isinstance(page, ProjectPage)
    tags = {file.filename: set(map(str, file.tags)) for file in page.distributions}
    assert tags == {windows: {"py3-none-any"}, macos: {"cp39-cp39-macosx_11_0_arm64"}}


def test_metadata_of_a_sibling() -> None:
    broken = MemoryFile("a-1-cp311-cp311-win_amd64.whl", problem=MetadataProblemKind.STATUS, status_code=404)
    good = MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", requires=["b"])
    index = MemoryIndex({"a": (broken, good)})
    pair = f"{broken.filename}={good.filename}"
    altered = AlteredIndex(index, [Alteration(AlterationKind.METADATA_OF_SIBLING, A, pair)])
    page = altered.page(index.location, A)
    assert isinstance(page, ProjectPage)
    assert isinstance(index.metadata(page.distributions[0]), MetadataProblem)
    read = altered.metadata(page.distributions[0])
    assert isinstance(read, MetadataRead)
    assert [str(one) for one in read.metadata.requires_dist] == ["b"]
    assert read.provenance.filename == good.filename


def test_unreadable_metadata_without_the_unreadable_field() -> None:
    index = MemoryIndex({"a": (MemoryFile("a-1-py3-none-any.whl", requires=["b >= is bad", "c"]),)})
    altered = AlteredIndex(index, [Alteration(AlterationKind.REPAIRED, A)])
    page = altered.page(index.location, A)
    assert isinstance(page, ProjectPage)
    assert isinstance(index.metadata(page.distributions[0]), MetadataProblem)
    read = altered.metadata(page.distributions[0])
    assert isinstance(read, MetadataRead)
    assert [str(one) for one in read.metadata.requires_dist] == ["c"]


@pytest.mark.parametrize(("asked", "kept"), [("cuda12_pip", ["b", "c"]), ("cuda12-pip", ["b"]), ("other", ["b", "c"])])
def test_extras_as_they_are_spelled(asked: str, kept: list[str]) -> None:
    file = MemoryFile("a-1-py3-none-any.whl", requires=["b", "c; extra == 'cuda12_pip'"], extras=["cuda12_pip"])
    index = MemoryIndex({"a": (file,)})
    altered = AlteredIndex(index, [Alteration(AlterationKind.EXTRAS_AS_SPELLED, A, asked)])
    page = altered.page(index.location, A)
    assert isinstance(page, ProjectPage)
    read = altered.metadata(page.distributions[0])
    assert isinstance(read, MetadataRead)
    assert [one.name for one in read.metadata.requires_dist] == kept
    plain = index.metadata(page.distributions[0])
    assert isinstance(plain, MetadataRead)
    assert spelled_extras(plain.metadata) == {"cuda12_pip"}
