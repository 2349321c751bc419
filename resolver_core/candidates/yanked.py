"""Which yanked versions may be used all the same (PEP 592; uv-resolution section 2.6)."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

AllowedYanks = frozenset[tuple[NormalizedName, Version]]


def allowed_yanks(
    requirements: Iterable[tuple[NormalizedName, SpecifierSet]],
    locked: Iterable[tuple[NormalizedName, Version]],
) -> AllowedYanks:
    """The pins that bring a yanked version back: a user's requirement with one `==`/`===` alone, or a lock."""
    found = set(locked)
    for name, specifiers in requirements:
        if len(specifiers) == 1:
            (specifier,) = specifiers
            if specifier.operator in ("==", "===") and not specifier.version.endswith(".*"):
                found.add((name, Version(specifier.version)))
    return frozenset(found)
