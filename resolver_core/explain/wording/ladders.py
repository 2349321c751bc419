"""What became of a version, and where."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.version import Version

from resolver_core.answer.resolution import Resolution
from resolver_core.answer.version_fates import Clash, PassedOver, PrereleaseRule, Required
from resolver_core.candidates.rejection import RejectionReason
from resolver_core.explain.wording.conflicts import sentence
from resolver_core.explain.wording.failures import why_unreadable
from resolver_core.explain.wording.files import no_file_fits, offered
from resolver_core.explain.wording.markers import in_words
from resolver_core.explain.wording.names import release
from resolver_core.explain.wording.versions import rejected, wanted
from resolver_core.inputs.cutoff import as_typed
from resolver_core.inputs.problem import PrereleaseMode
from resolver_core.policy import UsableFile
from resolver_core.targets.environment import Environment

NOT_REACHED = "not reached: this mode ended without a solution"
NOT_LISTED = "the index that was asked does not list it"


def not_needed(taken: Version) -> str:
    """A version that was not looked at."""
    return f"not tried: {taken} was tried first and taken"


def places(parts: Iterable[tuple[tuple[str, ...], str | None]]) -> str:
    """Where parts of a lock are: the conflicting extras and groups that are on, and a marker (None: everywhere)."""
    return " or ".join(dict.fromkeys(_place(items, marker) for items, marker in parts))


def _place(items: tuple[str, ...], marker: str | None) -> str:
    marker = None if marker is None else in_words(marker)
    if marker is None:
        return " and ".join(items) or "no extra or group of a declared conflict is selected"
    return " and ".join((*items, f"({marker})" if items and " or " in marker else marker))


def passed(over: PassedOver, resolution: Resolution, target: Environment) -> str:
    """The reason; what files there are is said beside it (`files`)."""
    if over.required is not None:
        return _required(over.reason, over.required)
    match over.reason:
        case RejectionReason.TAG:
            return _no_file(over, resolution, target)
        case RejectionReason.REQUIRES_PYTHON:
            return f"it requires Python {over.detail}, and {_python(resolution, target)}"
        case RejectionReason.YANKED:
            return f"yanked: {over.rejection.detail}" if over.rejection.detail else "yanked"
        case RejectionReason.CUT_OFF:
            return "hidden by exclude-newer" + ("" if over.cutoff is None else f" {as_typed(over.cutoff)}")
        case RejectionReason.PRERELEASE:
            return _prerelease(over.prereleases)
        case RejectionReason.METADATA:
            return _metadata(over)
        case RejectionReason.IMPOSSIBLE_REQUIREMENT:
            return f"{CLASHES}: {rejected(over.rejection)}"
        case RejectionReason.CONFLICT:
            return _conflict(over.clash or Clash())
    return _by_the_walk(over, resolution)


CLASHES = "it clashes with what was chosen"


def files(over: PassedOver) -> str:
    """What speaks of the one version only: the files that it has, where none can be used."""
    return offered(over.offered) if over.offered else ""


def _required(reason: RejectionReason, required: Required) -> str:
    marker = f" where {in_words(required.marker)}" if required.marker else ""
    if reason in (RejectionReason.CONSTRAINT, RejectionReason.OVERRIDE):
        return f"the {reason.value} {required.text}{marker}"
    if required.parent is not None:
        parent = release(required.parent, required.version)
    else:
        parent = "your request" if required.line is None else f"your line {required.line}"
    part = f" (extra {required.extra})" if required.extra else f" (group {required.group})" if required.group else ""
    return f"{parent}{part} requires {required.text}{marker}"


def _metadata(over: PassedOver) -> str:
    name = over.files[0].filename if over.files else "its file"
    detail = over.rejection.detail if over.failure is None else why_unreadable(over.failure)
    return f"the metadata in {name} cannot be read: {detail}"


def _no_file(over: PassedOver, resolution: Resolution, target: Environment) -> str:
    if not over.offered:
        return over.rejection.detail
    if resolution.axes.get("file_rule") == UsableFile.ON_TARGET:
        return no_file_fits(target)
    return f"no file is for a Python in {resolution.requires_python}"


def _python(resolution: Resolution, target: Environment) -> str:
    if resolution.axes.get("file_rule") == UsableFile.ON_TARGET:
        return f"this is {target.label}"
    return f"the lock has to cover {resolution.requires_python}"


def _prerelease(rule: PrereleaseRule | None) -> str:
    """By the mode that was set, and what it came to for the project."""
    if rule is None or not rule.are_never_allowed:
        return "a pre-release; a stable release is in range"
    if rule.mode is PrereleaseMode.EXPLICIT:
        return "a pre-release; not allowed: no requirement of yours contains one"
    return "a pre-release; they are not allowed"


def _conflict(clash: Clash) -> str:
    chosen = [f"{release(one.project, one.version)} was chosen" for one in clash.chosen]
    if clash.wanted is not None:
        return f"it requires {wanted(clash.wanted)}, and {' and '.join(chosen or [str(clash.project)])}"
    facts = [sentence(fact).removesuffix(".") for fact in clash.facts]
    more = [f"and {clash.more_facts} more facts"] if clash.more_facts else []
    return f"{CLASHES}: {'; '.join([*facts, *more, *chosen])}"


def _by_the_walk(over: PassedOver, resolution: Resolution) -> str:
    match over.reason:
        case RejectionReason.OTHER_INDEX:
            return f"{over.detail} comes before its index and has the project"
        case RejectionReason.PREFERENCE:
            holder = "your uv.lock" if resolution.axes.get("preferences") == "lock" else "a fork solved before"
            return f"{over.detail} was preferred: {holder} has it"
        case RejectionReason.OTHER_PLATFORMS:
            return f"its files are for other environments; {over.detail} without the label has files here"
        case RejectionReason.NOT_TRIED:
            return "not tried; the solve did not record why"
    return rejected(over.rejection)
