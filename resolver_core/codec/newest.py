"""How far a project is behind what its index lists: the newest version of a ladder, and what keeps it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from packaging.version import Version

from resolver_core.candidates.rejection import RejectionReason
from resolver_core.codec.ladder import RungEntry, StandingEntry


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest version up to the cut-off; a pre-release only where nothing else is listed."""

    version: str
    rung: int  #: its place in the ladder, from 0
    allowed: str  #: the newest one that the user's own lines allow; "" for none


def newest_of_ladder(rungs: Sequence[RungEntry]) -> Newest | None:
    """The newest version in the `rungs` of a ladder document; None where the cut-off hides everything."""
    listed = [
        (number, rung, version)
        for number, rung in enumerate(rungs)
        if not _all_pass_it_over(rung, {RejectionReason.CUT_OFF})
        for version in rung["versions"]
    ]
    counted = [entry for entry in listed if not Version(entry[2]).is_prerelease] or listed
    if not counted:
        return None
    number, _, version = counted[0]
    return Newest(version, number, next((text for _, rung, text in counted if not _is_left_out_by_the_user(rung)), ""))


def _sides(rung: RungEntry) -> list[StandingEntry]:
    return [side for side in (rung["single"], rung["universal"]) if side is not None]


def _all_pass_it_over(rung: RungEntry, kinds: Collection[RejectionReason]) -> bool:
    """Whether every mode that has the project passes a run over for one of these kinds."""
    sides = _sides(rung)
    return bool(sides) and all(side["kind"] in kinds for side in sides)


def _is_left_out_by_the_user(rung: RungEntry) -> bool:
    own = (RejectionReason.CONSTRAINT, RejectionReason.OVERRIDE)
    return any(side["kind"] in own or _is_own_requirement(side) for side in _sides(rung))


def _is_own_requirement(side: StandingEntry) -> bool:
    """Whether a requirement of the user's own excludes it, rather than one of a package."""
    return side["kind"] == RejectionReason.REQUIREMENT and len(side["path"]) < 2 and side["line"] is not None
