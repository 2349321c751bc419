"""The versions of macOS, glibc and musl: read, put in order, and found in tags."""

from __future__ import annotations

import pytest

from resolver_core.targets.system_version import System, SystemVersion, asked_by, parse_system_version


@pytest.mark.parametrize(
    ("system", "text", "words"),
    [
        (System.MACOS, "14", "macOS 14"),
        (System.MACOS, "14.0", "macOS 14"),
        (System.MACOS, "14.2", "macOS 14.2"),
        (System.MACOS, "10.15.7", "macOS 10.15"),
        (System.MACOS, "10", "macOS 10.0"),
        (System.GLIBC, "2.34", "glibc 2.34"),
        (System.MUSL, "1.1", "musl 1.1"),
    ],
)
def test_a_version_is_read(system: System, text: str, words: str) -> None:
    version = parse_system_version(system, text)
    assert version is not None
    assert str(version) == words == f"{system} {version.number}"
    assert parse_system_version(system, version.number) == version


@pytest.mark.parametrize(
    ("system", "text"),
    [
        (System.MACOS, ""), (System.MACOS, "9.2"), (System.MACOS, "14."), (System.MACOS, "-1"), (System.MACOS, "400"),
        (System.MACOS, "\u0661\u0664"), (System.GLIBC, "2"), (System.GLIBC, "3.1"), (System.MUSL, "2.0"),
    ],
)  # fmt: skip
def test_what_is_no_version_is_none(system: System, text: str) -> None:
    assert parse_system_version(system, text) is None


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("macosx_14_0_arm64", "macOS 14"), ("macosx_10_9_x86_64", "macOS 10.9"),
        ("manylinux_2_34_x86_64", "glibc 2.34"),
        ("manylinux2014_aarch64", "glibc 2.17"), ("manylinux2010_x86_64", "glibc 2.12"),
        ("manylinux1_i686", "glibc 2.5"), ("musllinux_1_2_x86_64", "musl 1.2"),
        ("any", "None"), ("linux_x86_64", "None"), ("win_amd64", "None"), ("macosx", "None"),
    ],
)  # fmt: skip
def test_what_a_tag_asks_for(tag: str, words: str) -> None:
    assert str(asked_by(tag)) == words


@pytest.mark.parametrize(
    ("version", "older"),
    [
        (SystemVersion(System.MACOS, 14, 2), SystemVersion(System.MACOS, 13, 0)),
        (SystemVersion(System.MACOS, 11, 0), SystemVersion(System.MACOS, 10, 16)),
        (SystemVersion(System.MACOS, 10, 15), SystemVersion(System.MACOS, 10, 14)),
        (SystemVersion(System.GLIBC, 2, 34), SystemVersion(System.GLIBC, 2, 33)),
    ],
)
def test_the_one_before(version: SystemVersion, older: SystemVersion) -> None:
    assert version.older == older < version
