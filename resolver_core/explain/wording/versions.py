"""Why a version cannot be used, as the end of a sentence about it; and ranges of versions."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.version import Version

from resolver_core.answer.proof import ListedVersions, SomeVersions, Wanted
from resolver_core.candidates.rejection import Rejection, RejectionReason
from resolver_core.explain.wording.markers import in_words

_FILES = {
    RejectionReason.NO_BINARY: "its wheels are switched off by no-binary and it has no source distribution",
    RejectionReason.NO_BUILD: "it has no usable wheel, and building from source is switched off by no-build",
    RejectionReason.CUT_OFF: "its files were uploaded after exclude-newer",
    RejectionReason.TAG: "none of its wheels fits the target and it has no source distribution",
    RejectionReason.YANKED: "it was yanked",
    RejectionReason.MISSING_PLATFORM: "it has no file for a required environment",
    RejectionReason.NOT_PEP_625: "its only source distribution is neither .tar.gz nor .zip",
    RejectionReason.NO_FILES: "it has no file at all",
}

_NEAREST_MISS = {
    "python": "they are for other Pythons",
    "abi": "they are for other Pythons",
    "abi-python-version": "they are for other Pythons",
    "freethreaded-abi": "they need the global interpreter lock",
    "platform": "they are for other platforms",
    "invalid": "none has tags that can be read",
}
"""By the kind of tag that comes nearest to fitting."""


def rejected(rejection: Rejection) -> str:
    """The reason."""
    match rejection.reason:
        case RejectionReason.REQUIRES_PYTHON:
            return f"it requires Python {rejection.requires_python}"
        case RejectionReason.METADATA:
            return f"the metadata in {rejection.filename} cannot be read: {rejection.detail}"
        case RejectionReason.IMPOSSIBLE_REQUIREMENT:
            return f"it requires {rejection.requirements[0]}, which no version can meet"
        case RejectionReason.UNSATISFYING:
            return f"nothing satisfies {' and '.join(map(requirement, rejection.requirements))}"
    detail = rejection.detail
    if rejection.reason is RejectionReason.CUT_OFF:
        detail = detail or "no upload time"
    elif rejection.reason is RejectionReason.TAG:
        detail = _NEAREST_MISS.get(detail, detail)
    return _FILES[rejection.reason] + (f" ({detail})" if detail else "")


MOST_NAMED = 3
"""Versions that are named one by one."""


def span(versions: Iterable[Version]) -> str:
    """Several versions: one by one, or the lowest and the highest with their number."""
    ordered = sorted(versions)
    if len(ordered) <= MOST_NAMED:
        return " and ".join(map(str, ordered)) if len(ordered) < 3 else f"{ordered[0]}, {ordered[1]} and {ordered[2]}"
    return f"{ordered[0]} to {ordered[-1]} ({len(ordered)} versions)"


def requirement(text: str) -> str:
    """A requirement as it is written; a bare specifier is one on the Python."""
    return f"Python {text}" if text[:1] in tuple("<>=!~") else text


_EVERY = "every version"


def clashing(projects: Iterable[str]) -> str:
    """Who clashes, as the trace says it."""
    names = ", ".join(projects)
    return f"clash between {names}" if names else "clash"


def some(versions: SomeVersions) -> str:
    """Versions of a package: "numpy 1.0, 2.0"."""
    if versions.is_every:
        return f"{_EVERY} of {versions.package}"
    return versions.package if versions.listed is None else f"{versions.package} {published(versions.listed)}"


def begun(versions: str) -> str:
    """The same at the start of a sentence. The name of a package keeps its spelling."""
    return _EVERY.capitalize() + versions.removeprefix(_EVERY) if versions.startswith(f"{_EVERY} ") else versions


def wanted(asked: Wanted) -> str:
    """What is asked for: "numpy<2 where sys_platform == 'win32'"."""
    versions = asked.specifier
    if not versions and asked.listed is not None:
        versions = f" {published(asked.listed)}"
    condition = f" where {in_words(asked.marker)}" if asked.marker else ""
    return f"{asked.package}{versions}{condition}"


def published(versions: ListedVersions) -> str:
    """Published versions, or the range in which there are none."""
    if not versions.count:
        return versions.specifier or "in that range"
    if versions.is_all:
        return f"(all {versions.count} versions)"
    if len(versions.named) == versions.count:
        return ", ".join(map(str, versions.named))
    return f"{versions.named[0]} to {versions.named[-1]} ({versions.count} versions)"
