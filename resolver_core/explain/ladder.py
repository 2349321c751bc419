"""Every version of a project, newest first, with what each mode made of it and why.

A reason is a fact of the index, a requirement of the answer, or an event of the solve itself. Where the solve did
not record why a version was not chosen, that is what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from packaging.utils import NormalizedName
from packaging.version import Version

from resolver_core.explain.changes import Start
from resolver_core.explain.laboratory import Laboratory
from resolver_core.explain.model import Ladder, Rung, Standing, State
from resolver_core.explain.narrowing import facts_of, releases_of
from resolver_core.resolution import Pin, Resolution
from resolver_core.trace import ConflictFound, Decided, Event, VersionRefused


def ladders(laboratory: Laboratory) -> Iterator[Ladder]:
    """The ladders of all projects that either answer installs at the target; nothing new is read or solved."""
    here, there = laboratory.pins(laboratory.single), laboratory.pins(laboratory.universal)
    for project in sorted(here.keys() | there.keys()):
        ladder = _ladder(laboratory, here.get(project), there.get(project))
        if ladder is not None:
            yield ladder


def _ladder(laboratory: Laboratory, single: Pin | None, universal: Pin | None) -> Ladder | None:
    judges: list[Judge | None] = []
    versions: dict[Version, datetime | None] = {}
    for start, resolution, pin in (
        (Start.SINGLE, laboratory.single, single),
        (Start.UNIVERSAL, laboratory.universal, universal),
    ):
        judge = None if pin is None else _judge(laboratory, start, resolution, pin)
        judges.append(judge)
        releases = None if pin is None else releases_of(laboratory, pin)
        for version in () if releases is None else releases.versions:
            times = [file.uploaded_at for file in releases.of_version(version) if file.uploaded_at] if releases else []
            versions.setdefault(version, min(times, default=None))
    pin = single or universal
    if pin is None or not versions:
        return None
    here, there = judges

    def standings(version: Version) -> tuple[Standing | None, Standing | None]:
        return None if here is None else here(version), None if there is None else there(version)

    runs: list[tuple[tuple[Standing | None, Standing | None], list[Version], int]] = []
    for version in sorted(versions, reverse=True):
        found = standings(version)
        if runs and _is_prerelease_alone(found):
            said, run, prereleases = runs[-1]
            runs[-1] = said, [*run, version], prereleases + 1
        elif runs and runs[-1][0] == found:
            runs[-1][1].append(version)
        else:
            runs.append((found, [version], 0))
    rungs = (Rung(tuple(run), versions[run[0]], number, *said) for said, run, number in runs)
    return Ladder(pin.project, laboratory.target, tuple(rungs))


def _is_prerelease_alone(standings: tuple[Standing | None, Standing | None]) -> bool:
    """Whether nothing but being a pre-release is said of a version: it is counted with its neighbours."""
    return all(standing is None or standing.kind == "pre-release" for standing in standings)


NOT_CHOSEN = "no requirement in the answer excludes it, and the search did not choose it: ask why not"

Judge = Callable[[Version], Standing]


def _judge(laboratory: Laboratory, start: Start, resolution: Resolution, pin: Pin) -> Judge | None:
    releases = releases_of(laboratory, pin)
    if releases is None:
        return None
    # What else excludes a pre-release says more than that it is one.
    facts = sorted(facts_of(laboratory, resolution, pin, releases), key=lambda fact: fact.kind == "pre-release")
    listed = set(releases.versions)
    taken = _taken(resolution, pin)
    told = _told(laboratory.events(start), pin.project)
    newest_first = not laboratory.single_policy.resolution.startswith("lowest")

    def judge(version: Version) -> Standing:
        if version in taken:
            return Standing(State.TAKEN, "", taken[version])
        if version not in listed:
            return Standing(State.PASSED, "other-index", "another index was asked")
        fact = next((fact for fact in facts if not fact.keeps(version)), None)
        if fact is not None:
            return Standing(State.PASSED, fact.kind, fact.about(version), fact.line)
        if version in told:
            return told[version]
        if (version < pin.version) is newest_first:
            return Standing(State.NOT_NEEDED, "", f"{pin.version} was taken first")
        return Standing(State.PASSED, "not-chosen", NOT_CHOSEN)

    return judge


def _taken(resolution: Resolution, pin: Pin) -> dict[Version, str]:
    """The versions of a project in an answer, with where each holds; "" for the one at the target."""
    found = {
        other.version: " or ".join(other.fork_markers) or other.marker
        for other in resolution.pins
        if other.project == pin.project
    }
    return found | {pin.version: ""}


def _told(events: list[Event], project: NormalizedName) -> dict[Version, Standing]:
    """What the solve itself recorded of the versions of a project; what came last counts."""
    found: dict[Version, Standing] = {}
    tried: Version | None = None
    for event in events:
        if isinstance(event, VersionRefused) and event.project == project:
            found[Version(event.version)] = Standing(State.PASSED, "refused", event.reason)
        elif isinstance(event, Decided) and event.project.partition("[")[0] == project:
            tried = Version(event.version)
        elif isinstance(event, ConflictFound) and tried is not None and project in event.projects:
            found[tried] = Standing(State.PASSED, "given-up", f"tried, and given up: {event.summary}")
            tried = None
    return found
