"""Which files a target can install: by their tags, and by the Pythons that the index page allows."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename

from resolver_core import is_installable, target
from resolver_core.index.records import Distribution, DistributionKind
from resolver_core.targets.fitting import fits

LINUX = "x86_64-unknown-linux-gnu"


def a_file(filename: str, requires_python: str | None = None) -> Distribution:
    is_wheel = filename.endswith(".whl")
    version = parse_wheel_filename(filename)[1] if is_wheel else parse_sdist_filename(filename)[1]
    return Distribution(
        project=canonicalize_name("a"),
        version=version,
        filename=filename,
        url=f"https://index.test/{filename}",
        kind=DistributionKind.WHEEL if is_wheel else DistributionKind.SDIST,
        index_url="https://index.test/simple",
        tags=parse_wheel_filename(filename)[3] if is_wheel else frozenset(),
        requires_python=None if requires_python is None else SpecifierSet(requires_python),
    )


@pytest.mark.parametrize(
    ("filename", "expected"),
    [
        ("a-1-py3-none-any.whl", True),
        ("a-1-cp312-cp312-manylinux_2_17_x86_64.whl", True),
        ("a-1-cp38-abi3-manylinux_2_17_x86_64.whl", True),
        ("a-1-cp311-cp311-manylinux_2_17_x86_64.whl", False),
        ("a-1-cp312-cp312-macosx_11_0_arm64.whl", False),
        ("a-1-py2-none-any.whl", False),
        ("a-1.tar.gz", True),
    ],
)
def test_a_file_fits_by_its_tags(filename: str, expected: bool) -> None:
    assert fits(a_file(filename), target("3.12", LINUX)) is expected


@pytest.mark.parametrize(
    ("requires_python", "expected"),
    [(None, True), (">=3.8", True), (">=3.13", False), ("<3.12", False), (">=3.12.1", False), ("!=3.12.*", False)],
)
@pytest.mark.parametrize("filename", ["a-1-py3-none-any.whl", "a-1.tar.gz"])
def test_the_whole_range_of_pythons_counts_for_an_install(
    filename: str, requires_python: str | None, expected: bool
) -> None:
    assert is_installable(a_file(filename, requires_python), target("3.12", LINUX)) is expected


def test_what_does_not_fit_cannot_be_installed_whatever_its_python() -> None:
    assert not is_installable(a_file("a-1-cp311-cp311-win_amd64.whl", ">=3.8"), target("3.12", LINUX))


@pytest.mark.parametrize("python", ["3.8", "3.12", "3.13t", "pypy3.10"])
@pytest.mark.parametrize("platform", [LINUX, "aarch64-apple-darwin", "x86_64-pc-windows-msvc"])
def test_a_file_fits_exactly_where_it_shares_a_tag(python: str, platform: str) -> None:
    """The solver's rule and plain intersection agree, so that one rule is enough."""
    here = target(python, platform)
    names = [f"a-1-{tag}.whl" for tag in map(str, here.tags[::7])] + [
        "a-1-cp313-cp313t-manylinux_2_17_x86_64.whl",
        "a-1-cp313-abi3-win_amd64.whl",
        "a-1-py2.py3-none-any.whl",
        "a-1-cp39-cp39-linux_riscv64.whl",
        "a-1-cp37.cp38-abi3.none-macosx_11_0_arm64.any.whl",
    ]
    for name in names:
        file = a_file(name)
        assert fits(file, here) is not file.tags.isdisjoint(here.tags), name
