"""Another file of the version, the target's if possible."""

from __future__ import annotations

import pytest

from resolver_core.explain.lab.siblings import readable_sibling
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.index.records import MetadataProblemKind
from tests.support.builders import an_index
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example

MAC = "a-1-cp311-cp311-macosx_11_0_arm64.whl"
LINUX = "a-1-cp311-cp311-manylinux_2_17_x86_64.whl"
WINDOWS = "a-1-cp311-cp311-win_amd64.whl"
SDIST = "a-1.tar.gz"


@pytest.mark.parametrize(
    ("readable", "expected"),
    [((SDIST, WINDOWS, LINUX), LINUX), ((SDIST, WINDOWS), WINDOWS), ((SDIST,), SDIST), ((), None)],
)
def test_which_one_is_read(readable: tuple[str, ...], expected: str | None) -> None:
    gone = [MemoryFile(MAC, problem=MetadataProblemKind.STATUS, status_code=404)]
    others = [
        MemoryFile(name, problem=None if name in readable else MetadataProblemKind.STATUS)
        for name in (SDIST, WINDOWS, LINUX)
    ]
    laboratory = a_laboratory(Example({}, ["a"]), an_index({"a": [*gone, *others]}))
    failure = laboratory.universal.failure
    assert failure is not None
    assert failure.filename == MAC
    sibling = readable_sibling(laboratory, failure)
    assert (None if sibling is None else sibling.read.provenance.filename) == expected
