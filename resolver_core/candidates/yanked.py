"""What a yank does to a file, and which yanked versions may be used all the same (PEP 592; section 2.6)."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.index.records import Distribution

AllowedYanks = frozenset[tuple[NormalizedName, Version]]


def is_left_out(distribution: Distribution, *, allowed: bool) -> bool:
    """Whether a yank speaks against a file of an index; `allowed` where a pin brings its version back."""
    return distribution.is_yanked and not allowed


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
