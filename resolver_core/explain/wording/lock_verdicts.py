"""What uv makes of an existing uv.lock, in words."""

from __future__ import annotations

from types import MappingProxyType

from resolver_core.answer.lock_verdict import LockUse, LockVerdict, StaleLock, StaleReason

KEPT = "Your uv.lock still satisfies the project: `uv lock` keeps it as it is, and nothing was solved."
KEPT_AS_FAR_AS_COMPARED = (
    "As far as it could be compared, `uv lock` keeps your uv.lock as it is, and nothing was solved."
)

_USES = MappingProxyType(
    {
        LockUse.PREFERABLE: "`uv lock` solves again: it prefers your uv.lock's versions and begins with its forks.",
        LockUse.VERSIONS: "`uv lock` solves again: it prefers your uv.lock's versions, but not its forks.",
        LockUse.UNUSABLE: "`uv lock` solves again as if there were no uv.lock.",
    }
)
_CHANGED = MappingProxyType(
    {
        StaleLock.RESOLUTION_MODE: "`resolution` changed",
        StaleLock.FORK_STRATEGY: "`fork-strategy` changed",
        StaleLock.EXCLUDE_NEWER: "`exclude-newer` changed",
        StaleLock.UPGRADE: "everything is to be upgraded",
        StaleLock.FORKS_LACK_ENVIRONMENTS: "the forks of your uv.lock do not cover the environments it is for",
        StaleLock.FORKS_LACK_PYTHON: "the forks of your uv.lock have no Python in common with `requires-python`",
        StaleLock.ENVIRONMENTS: "`environments` changed",
        StaleLock.REQUIRED_ENVIRONMENTS: "`required-environments` changed",
        StaleLock.CONFLICTS: "`conflicts` changed",
        StaleLock.REQUIRES_PYTHON_OF_FORKS: "`requires-python` changed, and your uv.lock has forks",
        StaleLock.REQUIRES_PYTHON: "`requires-python` changed",
        StaleLock.PRERELEASE: "`prerelease` changed",
        StaleLock.UPGRADE_PACKAGE: "some projects are to be upgraded",
        StaleLock.MEMBERS: "the members of the workspace changed",
        StaleLock.DEFAULT_GROUPS: "`default-groups` changed",
        StaleLock.GROUP_PYTHON: "the `requires-python` of a group changed",
        StaleLock.VIRTUAL: "whether it is built changed",
        StaleLock.EDITABLE: "the way it is installed changed",
        StaleLock.REQUIREMENTS: "the requirements changed",
        StaleLock.CONSTRAINTS: "`constraint-dependencies` changed",
        StaleLock.OVERRIDES: "`override-dependencies` changed",
        StaleLock.EXCLUDES: "`exclude-dependencies` changed",
        StaleLock.BUILD_CONSTRAINTS: "`build-constraint-dependencies` changed",
        StaleLock.GROUPS: "the dependency groups changed",
        StaleLock.DEPENDENCY_METADATA: "`dependency-metadata` changed",
        StaleLock.INDEX: "its index is not configured any more",
        StaleLock.DYNAMIC: "whether its version is dynamic changed",
        StaleLock.VERSION: "its version changed",
        StaleLock.PACKAGE_EXTRAS: "its extras changed",
        StaleLock.PACKAGE_REQUIREMENTS: "its requirements changed",
        StaleLock.PACKAGE_GROUPS: "its dependency groups changed",
        StaleLock.UNVALIDATED: "what your uv.lock says of it cannot be compared",
    }
)
_MANY = 3


def verdict_in_words(verdict: LockVerdict) -> str:
    """The whole verdict: what becomes of the lock, and why."""
    if verdict.reason is None:
        return KEPT_AS_FAR_AS_COMPARED + _unchecked(verdict) if verdict.unchecked else KEPT
    return f"Your uv.lock is out of date: {reason_in_words(verdict.reason)}. {_USES[verdict.use]}"


def reason_in_words(reason: StaleReason) -> str:
    """The first difference, without a full stop: what changed, and from what to what."""
    about = "" if reason.project is None else f"{reason.project}: "
    return f"{about}{_CHANGED[reason.kind]}{_from_to(reason)}"


def _from_to(reason: StaleReason) -> str:
    locked, asked = _listed(reason.locked), _listed(reason.asked)
    if locked and asked:
        return f" (your uv.lock: {locked}; your project: {asked})"
    if locked:
        return f" (only in your uv.lock: {locked})"
    return f" (not in your uv.lock: {asked})" if asked else ""


def _listed(texts: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{text}`" for text in texts[:_MANY])
    rest = len(texts) - _MANY
    return f"{shown} and {rest} more" if rest > 0 else shown


def _unchecked(verdict: LockVerdict) -> str:
    return f" Not compared, since it was not given: {', '.join(verdict.unchecked)}."
