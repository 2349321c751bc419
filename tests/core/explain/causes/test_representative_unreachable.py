"""`representative-unreachable`: the file that is read for metadata cannot be had, another one can."""

from __future__ import annotations

from resolver_core.explain.causes.classes import CauseClass
from resolver_core.index.kept.memory import MemoryFile
from resolver_core.index.records import MetadataProblemKind
from tests.support.causes import BOTH, PROJECT, a_world, assert_answers, assert_failure, of_mode
from tests.support.small_indexes import of

NAME = CauseClass.REPRESENTATIVE_UNREACHABLE
TEXT = PROJECT.format('["a"]')
NO_FILE = MetadataProblemKind.STATUS


def test_the_file_that_the_lock_reads_is_gone() -> None:
    files = (
        MemoryFile("a-1-cp311-cp311-macosx_11_0_arm64.whl", problem=NO_FILE, status_code=404),
        MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", requires=["b"]),
    )
    assert_failure(NAME, a_world(TEXT, {"b": "1"}, files={"a": files}), ("universal",))
    assert_answers(a_world(TEXT, {"a": {"1": of("b", tags="M L")}, "b": "1"}))


def test_both_modes_fail_on_a_file_that_another_file_can_stand_in_for() -> None:
    files = (
        MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", problem=NO_FILE, status_code=403),
        MemoryFile("a-1-cp311-cp311-win_amd64.whl", requires=["b"]),
    )
    found = assert_failure(NAME, a_world(TEXT, {"b": "1"}, files={"a": files}))
    for mode in BOTH:
        assert of_mode(found, mode).status_code == 403
        assert found.failures[0].fixes[0].agrees
    assert "another file" in of_mode(found, "single").cause.summary


def test_no_other_file_can_be_had_either() -> None:
    files = (
        MemoryFile("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", problem=NO_FILE, status_code=403),
        MemoryFile("a-1-cp311-cp311-win_amd64.whl", problem=NO_FILE, status_code=403),
    )
    found = a_world(TEXT, {"b": "1"}, files={"a": files}).explained()
    assert {failure.cause.cause_class for failure in found.failures} == {CauseClass.NOT_PROVEN}
