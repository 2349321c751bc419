"""What the recorded data say; nothing is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from packaging.utils import canonicalize_name

from resolver_core import target
from resolver_core.explain.lab.pages_read import (
    cutoff_of,
    files_of,
    first_cutoff,
    fits,
    hidden_by_cutoff,
    metadata_of,
    pages_of,
)
from tests.support.causes import CUT, NEW, OLD
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

A, B = canonicalize_name("a"), canonicalize_name("b")
MARCH = datetime(2024, 3, 1, tzinfo=UTC)


def test_only_what_was_read() -> None:
    laboratory = a_laboratory(Example({"a": "1 2", "b": "1"}, ["a"]))
    assert pages_of(laboratory, A) == []
    assert laboratory.single.solved
    assert [str(file.version) for file in files_of(laboratory, A, B)] == ["1", "2"]
    assert len(metadata_of(laboratory, A)) == 1
    assert metadata_of(laboratory, B) == []


def test_whether_a_target_could_install_a_file() -> None:
    laboratory = a_laboratory(Example({"a": {"1": of(tags="W"), "2": of(tags="sdist"), "3": of(tags="L")}}, ["a"]))
    assert laboratory.universal.solved
    linux, windows = target("3.11", "linux"), target("3.11", "windows")
    fitting = [(fits(file, linux), fits(file, windows)) for file in files_of(laboratory, A)]
    assert sorted(fitting) == [(False, True), (True, False), (True, True)]


def test_cut_offs_of_projects_go_before_the_general_one() -> None:
    laboratory = a_laboratory(Example({"a": "1"}, ["a"], tool_uv=f"{CUT}\nexclude-newer-package = {{ b = false }}"))
    assert (cutoff_of(laboratory, A), cutoff_of(laboratory, B), first_cutoff(laboratory)) == (MARCH, None, MARCH)


def test_files_that_a_cut_off_hides() -> None:
    files = {"W": of(uploaded=OLD), "L": of(uploaded=NEW)}
    laboratory = a_laboratory(Example({"a": {"2": files}}, ["a"], tool_uv=CUT))
    pins = laboratory.pins(laboratory.universal).values()
    hidden = hidden_by_cutoff(laboratory, pins, MARCH)
    assert [file.filename for file in hidden] == ["a-2-cp311-cp311-manylinux_2_17_x86_64.whl"]
