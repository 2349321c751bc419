"""What became of a version, and where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from packaging.version import Version

from resolver_core.answer.resolution import Resolution
from resolver_core.answer.version_fates import Reason, ReasonKind, Required
from resolver_core.explain.wording.files import offered
from resolver_core.explain.wording.names import release
from resolver_core.policy import UsableFile
from resolver_core.targets.environment import Environment

NOT_REACHED = "not reached: this mode ended without an answer"
NOT_LISTED = "the index that was asked does not list it"


def not_needed(taken: Version) -> str:
    """A version that was not looked at."""
    return f"not needed: {taken} was accepted before"


def places(parts: Iterable[tuple[tuple[str, ...], str | None]]) -> str:
    """Where parts of a lock are: the conflicting extras and groups that are on, and a marker (None: everywhere)."""
    return " or ".join(dict.fromkeys(_place(items, marker) for items, marker in parts))


def _place(items: tuple[str, ...], marker: str | None) -> str:
    if marker is None:
        return " and ".join(items) or "no conflicting extra or group is on"
    return " and ".join((*items, f"({marker})" if items and " or " in marker else marker))


def passed(reason: Reason, resolution: Resolution, target: Environment) -> str:
    """The reason; what files there are is said beside it (`files`)."""
    kind, detail = reason.kind, reason.detail
    if reason.required is not None:
        return _required(kind, reason.required)
    if kind is ReasonKind.NO_FILE:
        return _no_file(reason, resolution, target)
    if kind is ReasonKind.REQUIRES_PYTHON:
        return f"it requires Python {detail}, and {_python(resolution, target)}"
    if kind is ReasonKind.YANKED:
        return f"yanked: {detail}" if detail else "yanked"
    if kind is ReasonKind.CUT_OFF:
        return f"hidden by the cut-off {_moment(detail)}"
    if kind is ReasonKind.PRERELEASE:
        return _prerelease(detail)
    if kind is ReasonKind.METADATA:
        name = reason.files[0].filename if reason.files else "its file"
        return f"the metadata in {name} cannot be read: {detail}"
    if kind is ReasonKind.CONFLICT:
        return _conflict(reason)
    return _by_the_walk(kind, detail, resolution)


def files(reason: Reason) -> str:
    """What speaks of the one version only: the files that it has, where none can be used."""
    return offered(reason.offered) if reason.offered else ""


def _required(kind: ReasonKind, required: Required) -> str:
    marker = f" where {required.marker}" if required.marker else ""
    if kind in (ReasonKind.CONSTRAINT, ReasonKind.OVERRIDE):
        return f"the {kind.value} {required.text}{marker}"
    if required.parent is not None:
        parent = release(required.parent, required.version)
    else:
        parent = "your request" if required.line is None else f"your line {required.line}"
    part = f" ({required.part})" if required.part else ""
    return f"{parent}{part} requires {required.text}{marker}"


def _no_file(reason: Reason, resolution: Resolution, target: Environment) -> str:
    if not reason.offered:
        return reason.detail
    if resolution.axes.get("file_rule") == UsableFile.ON_TARGET:
        return f"no file fits {target.label}"
    return f"no file is for a Python in {resolution.requires_python}"


def _python(resolution: Resolution, target: Environment) -> str:
    if resolution.axes.get("file_rule") == UsableFile.ON_TARGET:
        return f"this is {target.label}"
    return f"the lock has to hold for {resolution.requires_python}"


def _moment(text: str) -> str:
    """A cut-off, by its day where it falls on midnight in UTC."""
    at = datetime.fromisoformat(text).astimezone(UTC)
    return f"{at:%Y-%m-%d}" if (at.hour, at.minute, at.second) == (0, 0, 0) else f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _prerelease(detail: str) -> str:
    """By the mode that was set, and what it came to for the project."""
    mode, _, allowed = detail.partition(" ")
    if allowed == "never" and mode == "explicit":
        return "a pre-release; not allowed, because no requirement of yours names one"
    if allowed == "never":
        return "a pre-release; they are not allowed"
    return "a pre-release; a stable release is in range"


def _conflict(reason: Reason) -> str:
    if reason.detail:
        return f"it requires {reason.detail}, and {' and '.join(reason.facts)}"
    return "it clashes with what was chosen: " + "; ".join(reason.facts)


def _by_the_walk(kind: ReasonKind, detail: str, resolution: Resolution) -> str:
    if kind is ReasonKind.OTHER_INDEX:
        return f"{detail} comes before its index and has the project"
    if kind is ReasonKind.PREFERENCE:
        holder = "the existing lock" if resolution.axes.get("preferences") == "lock" else "a part solved before"
        return f"{detail} was preferred, which {holder} has"
    if kind is ReasonKind.OTHER_PLATFORMS:
        return f"its files are for other environments; {detail} without the label has files here"
    if kind is ReasonKind.SWITCHED_OFF:
        return detail
    return "not tried; the solve did not record why"
