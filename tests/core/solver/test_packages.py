"""What the kernel decides about, and what a proxy ties together (uv-resolution section 5.1)."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from resolver_core.markers import MarkerSet
from resolver_core.solver.packages import PYTHON, ROOT, Package, PackageKind, behind, requested

A, X, DEV = map(canonicalize_name, ("a", "x", "dev"))
WINDOWS = MarkerSet.parse("sys_platform == 'win32'")
PLAIN = Package(PackageKind.PROJECT, A)


@pytest.mark.parametrize(
    ("package", "kind", "words"),
    [
        (requested(A, None, None, MarkerSet.TRUE), PackageKind.PROJECT, "a"),
        (requested(A, None, None, WINDOWS), PackageKind.MARKER, "a"),
        (requested(A, X, None, MarkerSet.TRUE), PackageKind.EXTRA, "a[x]"),
        (requested(A, X, None, WINDOWS), PackageKind.EXTRA, "a[x]"),
        (requested(A, None, DEV, MarkerSet.TRUE), PackageKind.GROUP, "a:dev"),
        (ROOT, PackageKind.ROOT, ""),
        (PYTHON, PackageKind.PYTHON, ""),
    ],
)
def test_which_package_stands_for_a_requirement(package: Package, kind: PackageKind, words: str) -> None:
    assert (package.kind, str(package)) == (kind, words)


def test_a_proxy_is_tied_to_its_project() -> None:
    assert requested(A, X, None, WINDOWS).base == PLAIN
    assert requested(A, None, None, WINDOWS).base == PLAIN
    for package in (PLAIN, ROOT, PYTHON):
        assert not package.is_proxy
        assert package.base is None


def part(extra: str | None, marker: MarkerSet) -> Package:
    return Package(PackageKind.PROJECT, A, extra=None if extra is None else canonicalize_name(extra), marker=marker)


@pytest.mark.parametrize(
    ("proxy", "tied"),
    [
        (requested(A, None, None, WINDOWS), [part(None, MarkerSet.TRUE), part(None, WINDOWS)]),
        (requested(A, X, None, MarkerSet.TRUE), [part(None, MarkerSet.TRUE), part("x", MarkerSet.TRUE)]),
        (
            requested(A, X, None, WINDOWS),
            [part(None, MarkerSet.TRUE), part("x", MarkerSet.TRUE), part(None, WINDOWS), part("x", WINDOWS)],
        ),
        (requested(A, None, DEV, MarkerSet.TRUE), [Package(PackageKind.PROJECT, A, group=DEV)]),
    ],
)
def test_what_a_proxy_forces_to_its_own_version(proxy: Package, tied: list[Package]) -> None:
    assert behind(proxy) == tied


def test_packages_are_values() -> None:
    assert len({requested(A, X, None, WINDOWS), requested(A, X, None, WINDOWS), PLAIN}) == 2
