"""What a check found, in words."""

from __future__ import annotations

from collections.abc import Iterator

from uv_check.comparing.decisions import Parting
from uv_check.comparing.difference import Difference, Field
from uv_check.errors import Obstacle
from uv_check.question import Mode
from uv_check.reading.log import Decision
from uv_check.serving.recorded import Absent, AbsentKind
from uv_check.verdict import ModeCheck, Verdict

COMMANDS = {Mode.LOCK: "uv lock", Mode.COMPILE: "uv pip compile"}

_OBSTACLES = {
    Obstacle.NO_UV: "there is no uv {} here",
    Obstacle.SOURCE: "{} comes from a source that no index data hold",
    Obstacle.INPUT: "uv does not take {} in this mode",
    Obstacle.TARGET: "no option of uv describes {}",
    Obstacle.OPTION: "this release of uv does not know {}",
    Obstacle.INTERPRETER: "uv did not take the interpreter: {}",
    Obstacle.TIME: "uv was not done within {} seconds",
    Obstacle.RESOURCES: "uv was ended: {}",
    Obstacle.BUILD: "uv would build {}",
    Obstacle.DATA: "index data of {} are missing here",
    Obstacle.OUTPUT: "what uv wrote cannot be read: {}",
}

_FIELDS = {
    Field.OUTCOME: "the outcome",
    Field.REQUIRES_PYTHON: "the Pythons of the lock",
    Field.FORKS: "the forks of the lock",
    Field.SUPPORTED: "the supported environments",
    Field.REQUIRED: "the required environments",
    Field.VERSION: "the version",
    Field.SOURCE: "the source",
    Field.FORK_MARKERS: "the forks",
    Field.FILES: "the files",
    Field.EDGES: "the dependency",
    Field.EXTRAS: "the extra",
    Field.MARKER: "the marker",
}
_MOST = 60


def badge(check: ModeCheck) -> str:
    """One line: "checked with uv 0.13.8: the same 162 versions"."""
    start = f"checked with uv {check.uv_version}" if check.uv_version else "not checked"
    match check.verdict:
        case Verdict.AGREES:
            same = f"the same {_versions(check.packages)}" if check.packages else "the same answer"
            return f"{start}: {same}"
        case Verdict.DIFFERS:
            count = len(check.differences)
            return f"{start}: {count} {'difference' if count == 1 else 'differences'}"
        case Verdict.ABSENT:
            return f"{start}: index data are missing, so nothing is known"
        case Verdict.NOT_ASKED:
            return f"not checked with uv {check.uv_version}".rstrip() + f": {obstacle_sentence(check)}"


def told(check: ModeCheck) -> Iterator[str]:
    """Everything, a line each."""
    yield f"{COMMANDS[check.mode]}: {badge(check)}"
    yield from (f"  {difference_sentence(each)}" for each in check.differences[:_MOST])
    if len(check.differences) > _MOST:
        yield f"  and {len(check.differences) - _MOST} more"
    if check.parting is not None:
        yield f"  {parting_sentence(check.parting)}"
    yield from (f"  {absent_sentence(each)}" for each in check.absent)
    if check.verdict is Verdict.DIFFERS and check.detail:
        yield f"  uv: {check.detail}"


def difference_sentence(difference: Difference) -> str:
    """One difference, both sides."""
    whose = f" of {difference.project}" if difference.project else ""
    ours, uv = difference.ours or "nothing", difference.uv or "nothing"
    return f"{_FIELDS[difference.field]}{whose}: {ours} here, {uv} from uv"


def parting_sentence(parting: Parting) -> str:
    """The first differing decision."""
    after = "At once" if parting.shared == 0 else f"After {parting.shared} equal decisions"
    return f"{after}: {_decision(parting.ours)} here, {_decision(parting.uv)} in uv"


def absent_sentence(absent: Absent) -> str:
    """One thing that was not recorded."""
    what = "the page" if absent.kind is AbsentKind.PAGE else "the metadata"
    return f"{what} of {absent.project} at {absent.url} were not recorded"


def obstacle_sentence(check: ModeCheck) -> str:
    """Why uv could not be asked."""
    return "" if check.obstacle is None else not_asked_sentence(check.obstacle, check.detail)


def not_asked_sentence(obstacle: Obstacle, detail: str) -> str:
    """What was in the way of asking uv."""
    return _OBSTACLES[obstacle].format(detail)


def _decision(decision: Decision | None) -> str:
    return "nothing more" if decision is None else f"{decision.project} {decision.version}"


def _versions(count: int) -> str:
    return "version" if count == 1 else f"{count} versions"
