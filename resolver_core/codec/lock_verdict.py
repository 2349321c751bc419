"""uv's verdict on an existing lock as JSON, and back."""

from __future__ import annotations

from typing import Annotated, TypedDict

from packaging.version import Version

from resolver_core.answer.lock_verdict import LockUse, LockVerdict, StaleLock, StaleReason
from resolver_core.codec.package import name_of
from resolver_core.codec.says import one_of, says
from resolver_core.explain.wording.lock_verdicts import verdict_in_words

OneUse = Annotated[str, one_of(LockUse)]
OneReason = Annotated[str, one_of(StaleLock)]


class StaleReasonEntry(TypedDict):
    """The first thing in which an existing lock and the project differ, in the order in which uv asks."""

    kind: Annotated[OneReason, says("what differs")]
    locked: Annotated[list[str], says("what only the lock has")]
    asked: Annotated[list[str], says("what only the project has")]
    project: Annotated[str | None, says("the package that it is about")]
    version: Annotated[str | None, says("and its version in the lock")]


class LockVerdictEntry(TypedDict):
    """What uv makes of an existing `uv.lock`."""

    use: Annotated[
        OneUse,
        says(
            "`satisfies`: it is kept, and is the answer; `preferable`: its versions and forks come first; "
            "`versions`: its versions do; `unusable`: it counts for nothing"
        ),
    ]
    reason: Annotated[StaleReasonEntry | None, says("why it is not kept")]
    unchecked: Annotated[list[str], says("projects that uv would compare with it, and that were not given")]
    text: Annotated[str, says("the verdict in words")]


def lock_verdict_entry(verdict: LockVerdict) -> LockVerdictEntry:
    """The entry of a verdict."""
    return {
        "use": verdict.use.value,
        "reason": None if verdict.reason is None else stale_reason_entry(verdict.reason),
        "unchecked": list(verdict.unchecked),
        "text": verdict_in_words(verdict),
    }


def stale_reason_entry(reason: StaleReason) -> StaleReasonEntry:
    """The entry of a reason."""
    return {
        "kind": reason.kind.value,
        "locked": list(reason.locked),
        "asked": list(reason.asked),
        "project": reason.project,
        "version": None if reason.version is None else str(reason.version),
    }


def lock_verdict_of(entry: LockVerdictEntry) -> LockVerdict:
    """The verdict of an entry."""
    said = entry["reason"]
    unchecked = tuple(map(name_of, entry["unchecked"]))
    return LockVerdict(None if said is None else _reason_of(said), unchecked)


def _reason_of(entry: StaleReasonEntry) -> StaleReason:
    return StaleReason(
        kind=StaleLock(entry["kind"]),
        locked=tuple(entry["locked"]),
        asked=tuple(entry["asked"]),
        project=None if entry["project"] is None else name_of(entry["project"]),
        version=None if entry["version"] is None else Version(entry["version"]),
    )
