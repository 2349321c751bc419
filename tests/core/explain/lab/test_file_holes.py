"""Where a version has no file, as a marker."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.explain.lab.file_holes import marker_of_hole, newest_with_file, refused_files
from tests.support.laboratories import a_laboratory
from tests.support.small_indexes import Example, of

A = canonicalize_name("a")
INTEL = "cp311-cp311-macosx_11_0_x86_64"


@pytest.mark.parametrize(
    ("older", "newer", "platform", "expected"),
    [
        ("any", "W M", "linux", "sys_platform == 'linux'"),
        (f"L W M {INTEL}", "L W M", "x86_64-apple-darwin", "sys_platform == 'darwin' and platform_machine == 'x86_64'"),
        ("any", "cp312-cp312-L cp312-cp312-win_amd64", "linux", "python_version < '3.12'"),
        (
            "any",
            "cp312-cp312-L W M",
            "linux",
            "sys_platform == 'linux' and platform_machine == 'x86_64' and python_version < '3.12'",
        ),
    ],
)
def test_the_machines_are_told_from_the_others(older: str, newer: str, platform: str, expected: str) -> None:
    versions = {"1": of(tags=older), "2": of(tags=newer)}
    example = Example({"a": versions}, ["a"], platform=platform, requires_python=">=3.10,<3.13")
    laboratory = a_laboratory(example)
    low, high = laboratory.pins(laboratory.single)[A], laboratory.pins(laboratory.universal)[A]
    assert (str(low.version), str(high.version)) == ("1", "2")
    assert marker_of_hole(laboratory, low, high) == expected
    assert marker_of_hole(laboratory, high, low) is None


def test_the_files_of_a_version_that_was_refused_for_want_of_one() -> None:
    """The nearest first; whatever is refused for another reason, or has no wheel, is left out."""
    tags = "cp310-cp310-win_amd64 cp39-cp39-L cp310-cp310-L"
    laboratory = a_laboratory(Example({"a": {"1": of(tags="cp38-cp38-L"), "2": of(tags=tags)}, "b": "1"}, ["a", "b"]))
    (files,) = refused_files(laboratory, laboratory.single.conflict)
    assert [file.filename.removeprefix("a-2-").partition("-")[0] for file in files] == ["cp310", "cp39", "cp310"]
    assert files[0].filename.endswith("manylinux_2_17_x86_64.whl")
    clash = a_laboratory(Example({"a": {"1": ["b>1"]}, "b": "1"}, ["a"]))
    assert not list(refused_files(clash, clash.single.conflict))
    assert not list(refused_files(laboratory, None))


def test_the_newest_release_with_a_file_here() -> None:
    releases = {"1": [], "2": [], "3": of(tags="W"), "4rc1": [], "5": of(yanked=True)}
    laboratory = a_laboratory(Example({"a": releases}, ["a"]))
    assert laboratory.single.solved
    assert str(newest_with_file(laboratory, A)) == "2"
    assert newest_with_file(laboratory, canonicalize_name("b")) is None
