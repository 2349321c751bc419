"""What uv makes of an existing `uv.lock`, and why: facts without words (uv-resolution section 6.7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from packaging.utils import NormalizedName
from packaging.version import Version


class LockUse(StrEnum):
    """What an existing lock is used as."""

    SATISFIES = "satisfies"  #: it is kept unchanged, and nothing is solved
    PREFERABLE = "preferable"  #: its versions are preferred, and its forks are solved first
    VERSIONS = "versions"  #: its versions are preferred
    UNUSABLE = "unusable"  #: it counts for nothing


class StaleLock(StrEnum):
    """Why a lock is not the answer any more, in the order in which uv asks."""

    RESOLUTION_MODE = "resolution-mode"
    FORK_STRATEGY = "fork-strategy"
    EXCLUDE_NEWER = "exclude-newer"
    UPGRADE = "upgrade"
    FORKS_LACK_ENVIRONMENTS = "forks-lack-environments"  #: its forks do not cover what it says it supports
    FORKS_LACK_PYTHON = "forks-lack-python"  #: ... and nothing of today's requires-python
    ENVIRONMENTS = "environments"
    REQUIRED_ENVIRONMENTS = "required-environments"
    CONFLICTS = "conflicts"
    REQUIRES_PYTHON_OF_FORKS = "requires-python-of-forks"  #: requires-python, and the lock has forks
    REQUIRES_PYTHON = "requires-python"
    PRERELEASE = "prerelease"
    UPGRADE_PACKAGE = "upgrade-package"
    MEMBERS = "members"
    DEFAULT_GROUPS = "default-groups"
    GROUP_PYTHON = "group-python"  #: a group's own requires-python
    VIRTUAL = "virtual"  #: whether a project is built at all
    EDITABLE = "editable"
    REQUIREMENTS = "requirements"  #: of a script
    CONSTRAINTS = "constraints"
    OVERRIDES = "overrides"
    EXCLUDES = "excludes"
    BUILD_CONSTRAINTS = "build-constraints"
    GROUPS = "groups"  #: of a workspace whose root is no project
    DEPENDENCY_METADATA = "dependency-metadata"
    INDEX = "index"  #: a package comes from an index that is not configured
    DYNAMIC = "dynamic"  #: whether a project states its version
    VERSION = "version"
    PACKAGE_EXTRAS = "package-extras"
    PACKAGE_REQUIREMENTS = "package-requirements"
    PACKAGE_GROUPS = "package-groups"
    UNVALIDATED = "unvalidated"  #: what the lock says of a package cannot be compared, since it cannot be read


USES = MappingProxyType(
    {
        StaleLock.RESOLUTION_MODE: LockUse.UNUSABLE,
        StaleLock.FORK_STRATEGY: LockUse.UNUSABLE,
        StaleLock.UPGRADE: LockUse.UNUSABLE,
        StaleLock.FORKS_LACK_ENVIRONMENTS: LockUse.VERSIONS,
        StaleLock.FORKS_LACK_PYTHON: LockUse.VERSIONS,
        StaleLock.ENVIRONMENTS: LockUse.VERSIONS,
        StaleLock.REQUIRED_ENVIRONMENTS: LockUse.VERSIONS,
        StaleLock.CONFLICTS: LockUse.VERSIONS,
        StaleLock.REQUIRES_PYTHON_OF_FORKS: LockUse.VERSIONS,
        StaleLock.UNVALIDATED: LockUse.UNUSABLE,
    }
)
"""What a lock is still used as; where a reason is not named, `PREFERABLE`."""


@dataclass(frozen=True, slots=True)
class StaleReason:
    """The first thing in which a lock and the project differ: what the lock has, and what is asked today.

    `locked` and `asked` hold only what the other side lacks. `project` is the package that it is about.
    """

    kind: StaleLock
    locked: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    project: NormalizedName | None = None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class LockVerdict:
    """uv's verdict. `reason` is None for a lock that satisfies.

    `unchecked` are projects beside the question that uv would compare with the lock and that are not here.
    """

    reason: StaleReason | None = None
    unchecked: tuple[NormalizedName, ...] = ()

    @property
    def use(self) -> LockUse:
        """What the lock is used as."""
        return LockUse.SATISFIES if self.reason is None else USES.get(self.reason.kind, LockUse.PREFERABLE)
