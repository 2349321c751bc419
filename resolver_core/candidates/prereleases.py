"""Which pre-releases may be chosen (uv-resolution section 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from packaging.specifiers import SpecifierSet
from packaging.utils import NormalizedName
from packaging.version import InvalidVersion, Version

from resolver_core.inputs.problem import PrereleaseMode
from resolver_core.policy import Policy


class Prereleases(Enum):
    """What is allowed for one project."""

    NEVER = auto()
    ALWAYS = auto()
    IF_NECESSARY = auto()  #: only where no stable version is in range


def explicitly_requested(requirements: Iterable[tuple[NormalizedName, SpecifierSet]]) -> frozenset[NormalizedName]:
    """The projects for which some requirement of the user names a pre-release (any operator but `!=`)."""
    return frozenset(name for name, specifiers in requirements if _names_prerelease(specifiers))


def _names_prerelease(specifiers: SpecifierSet) -> bool:
    for specifier in specifiers:
        try:
            version = Version(specifier.version.removesuffix(".*"))
        except InvalidVersion:
            continue
        if specifier.operator != "!=" and version.is_prerelease:
            return True
    return False


def allowed_prereleases(policy: Policy, name: NormalizedName, explicit: frozenset[NormalizedName]) -> Prereleases:
    """What the policy allows for one project."""
    mode = policy.settings.prerelease_package.get(name, policy.prerelease)
    if mode is PrereleaseMode.ALLOW:
        return Prereleases.ALWAYS
    if mode is PrereleaseMode.DISALLOW:
        return Prereleases.NEVER
    if mode is PrereleaseMode.EXPLICIT:
        return Prereleases.IF_NECESSARY if name in explicit else Prereleases.NEVER
    return Prereleases.IF_NECESSARY
