"""The machines at which a lock is looked at: the usual platforms, each at both ends of the Pythons in range."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from packaging.specifiers import SpecifierSet
from packaging.version import Version

from resolver_core.targets.environment import Environment
from resolver_core.targets.named import ALIASES, target

PLATFORMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-unknown-linux-musl",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
"""uv's names of the platforms that people have."""

NEWEST_MINOR = 15
"""Of the newest stable Python 3 that the emulated uv knows (`uv python list`)."""
_OLDEST_MINOR = 6
_PATCHES = range(40)


def panel(ranges: Iterable[SpecifierSet], asked: Iterable[Environment]) -> tuple[Environment, ...]:
    """The targets that were asked about, then every platform at the lowest and the highest Python of each range.

    A range that is open above ends with the newest stable Python that uv knows. Each machine is there once.
    """
    found = {_identity(environment): environment for environment in asked}
    pythons = dict.fromkeys(python for specifiers in ranges for python in ends(specifiers))
    for python in sorted(pythons, key=Version):
        for platform in PLATFORMS:
            environment = target(python, platform)
            found.setdefault(_identity(environment), environment)
    return tuple(found.values())


def ends(specifiers: SpecifierSet) -> tuple[str, ...]:
    """The lowest and the highest Python of a range: of each minor version the first release that is in it."""
    pythons = tuple(_first_releases(specifiers).values())
    return tuple(dict.fromkeys((pythons[0], pythons[-1]))) if pythons else ()


def minors(specifiers: SpecifierSet) -> frozenset[int]:
    """The minor versions of Python 3 of which some release is in a range, up to the newest stable one."""
    return frozenset(_first_releases(specifiers))


@lru_cache(maxsize=256)
def _first_releases(specifiers: SpecifierSet) -> dict[int, str]:
    """Of each minor version in range the first release, as uv's `--python-version` takes it."""
    found: dict[int, str] = {}
    for minor in range(_OLDEST_MINOR, NEWEST_MINOR + 1):
        for patch in _PATCHES:
            if specifiers.contains(f"3.{minor}.{patch}", prereleases=True):
                found[minor] = f"3.{minor}.{patch}" if patch else f"3.{minor}"
                break
    return found


def _identity(environment: Environment) -> tuple[str, ...]:
    platform = ALIASES.get(environment.platform, environment.platform)
    markers = environment.markers
    free_threaded = "t" if environment.python.endswith("t") else ""
    implementation = markers["implementation_name"] + free_threaded
    return platform, environment.system_version, markers["python_full_version"], implementation
