"""A `Ladder` as a JSON document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypedDict

from resolver_core.candidates.rejection import SHOWN
from resolver_core.codec.says import one_of, says
from resolver_core.codec.schema_version import SCHEMA_VERSION
from resolver_core.codec.target import TargetEntry, target_entry, time_text
from resolver_core.explain.explanation import Ladder, Rung, Standing, State
from resolver_core.policy import UV_VERSION


class StandingEntry(TypedDict):
    """What one mode made of a version."""

    state: Annotated[
        str,
        one_of(State),
        says(
            "`taken`; `passed` (over); `not-needed` (another version was accepted before); `not-reached` (the mode "
            "ended without an answer)"
        ),
    ]
    kind: Annotated[
        str,
        one_of(["", *SHOWN]),
        says(
            "why it was passed over: `requirement`, `constraint`, `override`, `no-file`, `other-platforms` (a local "
            "variant whose files are for other parts), `switched-off`, `requires-python`, `yanked`, `cut-off`, "
            "`pre-release`, `metadata`, `conflict`, `other-index`, `preference` (another part of the lock, or an "
            'existing lock, has another version), `not-tried` (not recorded); else ""'
        ),
    ]
    text: Annotated[str, says("the same in words")]
    line: Annotated[int | None, says("of the pasted text, where the reason is one")]
    path: Annotated[list[str], says("for a requirement: from the user's line down to who requires it")]
    where: Annotated[
        str,
        says(
            "a marker, with the extras and groups of declared conflicts that are on, where the parts of the lock "
            'differ about the version; "" where they agree'
        ),
    ]
    detail: Annotated[str, says("which files the version has, where none can be used")]
    files: Annotated[list[str], says("the nearest of them, or the file that could not be read")]
    elsewhere: Annotated[list[StandingEntry], says("how it stands in the other parts, where they differ")]


class RungEntry(TypedDict):
    """A run of versions of which the same is said. The picks and their neighbours are runs of their own."""

    newest: Annotated[str, says("the newest version of the run")]
    oldest: Annotated[str, says("the oldest one")]
    count: Annotated[int, says("how many there are")]
    versions: Annotated[list[str], says("all of them, newest first")]
    prereleases: Annotated[int, says("how many of the run are passed over for being pre-releases alone")]
    uploaded_at: Annotated[str | None, says("when the newest one was; `null`: the index does not say")]
    single: Annotated[StandingEntry | None, says("how it stands there; `null`: the mode does not have the project")]
    universal: Annotated[StandingEntry | None, says("how it stands there; `null`: the mode does not have the project")]


class LadderDocument(TypedDict):
    """What each mode made of every version of one project at one target (`ladder_to_json`).

    The reasons are those of the two solves themselves; where a solve did not record one, that is what is said.
    """

    project: Annotated[str, says("its normalised name")]
    target: Annotated[TargetEntry, says("where")]
    rungs: Annotated[list[RungEntry], says("newest first")]


class LaddersDocument(TypedDict):
    """Several ladders; `--ladder NAME` prints it."""

    schema_version: Annotated[int, says("of this document")]
    uv: Annotated[str, says("the version of uv that is emulated")]
    ladders: Annotated[list[LadderDocument], says("one per project and target")]


def ladders_to_json(ladders: Iterable[Ladder]) -> LaddersDocument:
    """The document of several ladders."""
    return {
        "schema_version": SCHEMA_VERSION,
        "uv": UV_VERSION,
        "ladders": [ladder_to_json(ladder) for ladder in ladders],
    }


def ladder_to_json(ladder: Ladder) -> LadderDocument:
    """The document of a ladder."""
    return {
        "project": ladder.project,
        "target": target_entry(ladder.target),
        "rungs": [rung_entry(rung) for rung in ladder.rungs],
    }


def rung_entry(rung: Rung) -> RungEntry:
    """The entry of a run of versions."""
    return {
        "newest": str(rung.versions[0]),
        "oldest": str(rung.versions[-1]),
        "count": len(rung.versions),
        "versions": [str(version) for version in rung.versions],
        "prereleases": rung.prereleases,
        "uploaded_at": time_text(rung.uploaded_at),
        "single": None if rung.single is None else standing_entry(rung.single),
        "universal": None if rung.universal is None else standing_entry(rung.universal),
    }


def standing_entry(standing: Standing) -> StandingEntry:
    """The entry of what one mode made of a version."""
    return {
        "state": standing.state.value,
        "kind": standing.kind,
        "text": standing.text,
        "line": standing.line,
        "path": list(standing.path),
        "where": standing.where,
        "detail": standing.detail,
        "files": list(standing.files),
        "elsewhere": [standing_entry(other) for other in standing.elsewhere],
    }
