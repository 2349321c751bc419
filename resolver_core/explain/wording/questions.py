"""What is asked, and what the answers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from packaging.requirements import Requirement
from packaging.version import Version

from resolver_core.answer.failure import FailureKind
from resolver_core.answer.resolution import Edge, Pin, Resolution
from resolver_core.answer.split import Split
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording import files, forks
from resolver_core.explain.wording.markers import in_words
from resolver_core.explain.wording.names import command, line, listed, parent, pinned, release
from resolver_core.explain.wording.numbers import counted
from resolver_core.explain.wording.outcomes import trouble, troubles
from resolver_core.index.records import SkippedFile
from resolver_core.targets.environment import Environment

# -- what is asked ------------------------------------------------------------------------------------

NO_EXTRAS = "leave out extras, markers and addresses"


def why_this(pin: Pin) -> str:
    """Why a version."""
    return f"why {pinned(pin.key)}"


def why_not(requirement: str) -> str:
    """Why not another."""
    return f"why not {requirement}"


def why_here(project: str) -> str:
    """Why a project is installed at all."""
    return f"why {project} is here"


def why_several(versions: int, project: str) -> str:
    """Why a lock has more than one version."""
    return f"why {versions} versions of {project}"


def no_project(text: str) -> str:
    """A question about what cannot be a project."""
    return f"{text!r} is not the name of a project"


def not_installed(project: str, target: Environment) -> str:
    """A question about a project that no answer has."""
    return f"neither mode installs {project} on {target.label}"


def no_version(text: str, why: object = "") -> str:
    """A question about what is no single version."""
    said = f"{text!r} is not NAME==VERSION"
    return f"{said}: {why}" if why else said


# -- why this version ---------------------------------------------------------------------------------

DIRECT = "It comes from a direct URL, so there is no other."
NEWEST = "It is the newest version that everything here allows."


def taken(start: Start, pin: Pin) -> str:
    """What a mode takes."""
    return f"{command(start)} takes {pinned(pin.key)}."


def allowed(newest: Version) -> str:
    """A newer version that no requirement excludes."""
    return f"No requirement in the answer excludes {newest}, the newest."


# -- why not another ----------------------------------------------------------------------------------

YANKED = "It was yanked: uv takes it only if a requirement of yours pins it with ==, or your uv.lock has it."
PRERELEASE = "It is a pre-release: a requirement of yours that contains one (>=2.0rc1) allows it."


NOT_KEPT = "files that this would have to read are not among the index data that are kept with this answer."


def not_kept(after: Resolution) -> bool:
    """Whether a solve ended for want of recorded data alone, which decides nothing."""
    return after.failure is not None and after.failure.kind is FailureKind.NOT_RECORDED


def stops(requirement: Requirement, after: Resolution) -> Iterator[str]:
    """Data that the solve with the version does not get."""
    if not_kept(after):
        yield f"What comes out with {requirement} is not known: {NOT_KEPT}"
        return
    yield f"With {requirement} the solve cannot go on: {troubles(after)}"


def clashes(requirement: Requirement, after: Resolution) -> Iterator[str]:
    """The clash."""
    yield f"{requirement} clashes:"
    yield from trouble(after)


MOST_SKIPPED = 5
"""Skipped files that are named."""


def not_listed(version: Version, project: str, skipped: Sequence[SkippedFile]) -> str:
    """A version of which no index has a file that anybody can use."""
    if skipped:
        named = files.skipped(skipped, MOST_SKIPPED)
        return f"Of {release(project, version)} only files are listed that were skipped: {named}."
    return f"No index that was asked lists {release(project, version)}."


def never_installed(requirement: Requirement, project: str) -> str:
    """A project that is not there, whatever its version."""
    return f"{project} is not installed here, with {requirement} or without."


def is_taken(requirement: Requirement) -> str:
    """The version that is there already."""
    return f"{requirement} is what is taken."


def fine(requirement: Requirement, moves: int) -> Iterator[str]:
    """A version that could be taken, and what else it would move."""
    yield f"{requirement} would be fine: with it there is a solution."
    yield f"It would move {counted(moves, 'other')}." if moves else "Nothing else would move."


# -- why is this here ---------------------------------------------------------------------------------


def way(edges: Iterable[Edge]) -> str:
    """A way from the user's line down."""
    return " → ".join(map(_hop, edges))


def _hop(edge: Edge) -> str:
    marker = f" ; {in_words(edge.marker)}" if edge.marker else ""
    where = f"{line(edge.line)}: " if edge.line is not None else ""
    return f"{where}{edge.child.project}{edge.specifier}{marker} ({edge.child.version})"


def more_ways(count: int) -> str:
    """Ways that are left out."""
    return f"… and {count} more."


# -- why two versions ---------------------------------------------------------------------------------


def holds_where(pin: Pin, edges: Iterable[Edge]) -> str:
    """Where a version of the lock holds, and who asks for it by the edges that lead to it."""
    markers = in_words(" or ".join(pin.fork_markers) or pin.marker) or "everywhere"
    askers = dict.fromkeys(f"{parent(edge)} ({pin.project}{edge.specifier})" for edge in edges if edge.specifier)
    asked = f"; asked for by {listed(askers)}" if askers else ""
    return f"{pinned(pin.key)}: {markers}{asked}."


def split_on(splits: Iterable[Split]) -> str:
    """What the lock split on."""
    return f"The lock forks on: {listed(map(forks.split_on, splits))}."


def alone(version: Version, text: str, after: Resolution) -> str:
    """Whether one version would do everywhere; data that are not kept leave it open."""
    if not_kept(after):
        return f"Whether {version} alone would do is not known: {NOT_KEPT}"
    if after.solved:
        return f"{version} alone would do: with {text} there is a solution for every environment."
    return f"{version} alone would not do: {troubles(after)}"
