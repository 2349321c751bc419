"""What a machine of some age installs, put to uv itself: the same small index at every macOS and glibc."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.differential.amount import share
from tests.support.small_indexes import Example, of, versions
from tests.support.small_indexes_in_uv import uv_single

_MAC = "cp311-cp311-macosx_{}"
_GLIBC = "cp311-cp311-manylinux_2_{}_x86_64"

PROJECTS = {
    "mac": {
        "1": of(tags=_MAC.format("10_9_universal2")),
        "2": of(tags=_MAC.format("11_0_arm64")),
        "3": of("sub>1", tags=f"{_MAC.format('12_0_arm64')} {_MAC.format('10_12_x86_64')}"),
        "4": of("sub>2", tags=_MAC.format("14_0_universal2")),
        "5": of(tags=_MAC.format("14_2_arm64")),  # of macOS since 11 only the major version counts
        "6": of(tags=f"{_MAC.format('15_0_arm64')} {_MAC.format('15_0_x86_64')} W"),
    },
    "sub": {"1": [], "2": of(tags="any"), "3": of(tags=f"{_MAC.format('26_0_universal2')} sdist"), "4": of(tags="W")},
    "lin": {
        "1": of(tags="cp311-cp311-manylinux1_x86_64"),
        "2": of(tags="cp311-cp311-manylinux2014_x86_64"),
        "3": of(tags=_GLIBC.format(28)),
        "4": of(tags=_GLIBC.format(34)),
        "5": of(tags=_GLIBC.format(39)),
    },
}
AT_MACOS = [
    f"{platform}@{version}"
    for platform in ("aarch64-apple-darwin", "x86_64-apple-darwin")
    for version in ("10.9", "10.12", "10.15", "11", "12.6", "14", "14.2", "15", "26")
]
AT_GLIBC = {f"linux@2.{minor}": f"x86_64-manylinux_2_{minor}" for minor in (17, 28, 31, 34, 36, 39, 40)}


@pytest.mark.random
@pytest.mark.parametrize("platform", share(AT_MACOS, 6))
@pytest.mark.parametrize("ask", ["mac", "mac<5"])
def test_macos_as_the_deployment_target(platform: str, ask: str) -> None:
    example = Example(PROJECTS, [ask], platform=platform)
    assert versions(example.solve_single()) == uv_single(example)


@pytest.mark.random
@pytest.mark.parametrize(("platform", "name"), AT_GLIBC.items())
def test_glibc_as_uvs_name_says_it(platform: str, name: str) -> None:
    example = Example(PROJECTS, ["lin"], platform=platform)
    assert versions(example.solve_single()) == uv_single(replace(example, platform=name))
