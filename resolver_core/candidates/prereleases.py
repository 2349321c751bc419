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


def names_prerelease(specifiers: SpecifierSet) -> bool:
    """Whether a requirement of the user asks for pre-releases: it names one, with any operator but `!=`."""
    for specifier in specifiers:
        try:
            version = Version(specifier.version.removesuffix(".*"))
        except InvalidVersion:
            continue
        if specifier.operator != "!=" and version.is_prerelease:
            return True
    return False


def allowed_prereleases(policy: Policy, name: NormalizedName, asked_by: Iterable[SpecifierSet]) -> Prereleases:
    """What the policy allows for one project; `asked_by` are the user's own requirements on it."""
    mode = policy.settings.prerelease_package.get(name, policy.prerelease)
    if mode is PrereleaseMode.ALLOW:
        return Prereleases.ALWAYS
    if mode is PrereleaseMode.DISALLOW:
        return Prereleases.NEVER
    if mode is PrereleaseMode.EXPLICIT:
        return Prereleases.IF_NECESSARY if any(map(names_prerelease, asked_by)) else Prereleases.NEVER
    return Prereleases.IF_NECESSARY
