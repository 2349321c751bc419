"""Which yanked versions may be used all the same (PEP 592)."""

from __future__ import annotations

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from resolver_core.candidates.yanked import allowed_yanks

A, B = canonicalize_name("a"), canonicalize_name("b")


@pytest.mark.parametrize(
    ("specifiers", "version"),
    [
        ("==1.0", "1.0"),
        ("===1.0", "1.0"),
        ("==1.0+cpu", "1.0+cpu"),
        ("==1.*", None),
        (">=1.0", None),
        ("==1.0,<2", None),
        ("~=1.0", None),
        ("", None),
    ],
)
def test_one_exact_pin_brings_a_version_back(specifiers: str, version: str | None) -> None:
    found = allowed_yanks([(A, SpecifierSet(specifiers))], [])
    assert found == (frozenset() if version is None else {(A, Version(version))})


def test_spellings_of_one_version_are_one() -> None:
    assert (A, Version("1.0.0")) in allowed_yanks([(A, SpecifierSet("==1.0"))], [])


def test_a_lock_brings_its_versions_back() -> None:
    found = allowed_yanks([(A, SpecifierSet("==1.0"))], [(B, Version("2.0"))])
    assert found == {(A, Version("1.0")), (B, Version("2.0"))}
