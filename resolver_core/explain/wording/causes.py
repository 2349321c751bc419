"""Facts become plain English that a maintainer would paste into a thread. No HTML, no judgement of a mode."""

from __future__ import annotations

from resolver_core.answer.comparison import Difference, Row
from resolver_core.answer.resolution import Conflict, Failure, Pin
from resolver_core.explain.classes import near_misses
from resolver_core.explain.explanation import CauseClass
from resolver_core.explain.facts import offered, requirement_lines
from resolver_core.explain.lab.changes import Axis
from resolver_core.targets.environment import Environment


def difference_sentence(row: Row, target: Environment) -> str:
    """What differs, without any reason."""
    single = "absent" if row.single is None else str(row.single.version)
    universal = "absent" if row.universal is None else str(row.universal.version)
    if row.difference is Difference.SOURCE and row.single is not None and row.universal is not None:
        return f"{row.project} {single} comes from another index in the lock than when installed on {target.label}."
    if row.difference is Difference.METADATA:
        return f"{row.project} is {single} in both modes, read from two files whose metadata differ."
    return f"{row.project} is {universal} in the lock and {single} when installed on {target.label}."


def cause_sentence(cause: CauseClass, row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    """Why, for a proven cause."""
    writer = _WRITERS.get(cause)
    said = difference_sentence(row, target)
    return said if writer is None else f"{said} {writer(row, target, axes)}"


def _no_file(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    pin = row.universal or row.single
    if pin is None:
        return "A version without a file for the target makes the difference."
    allows = ""
    if pin.metadata is not None and pin.metadata.requires_python is not None:
        allows = f" allows Python {pin.metadata.requires_python} but"
    python_tag = f"cp{target.python.replace('.', '')}" if target.python[:1].isdigit() else target.python
    return (
        f"{pin.project} {pin.version}{allows} has no file for {target.label} (no {python_tag} wheel that fits, "
        f"only {offered(pin.distributions)}): the lock accepts it because some environment in scope has a file, this "
        "target has none."
    )


def _tags(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    pin = row.universal or row.single
    if pin is None:
        return "The target's platform is older than what the wheels ask for."
    nearest = ", ".join(file.filename for file in near_misses(pin, target)[:2])
    return f"The nearest wheels of {pin.project} {pin.version} ask for a newer platform than the target: {nearest}."


def _metadata(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    single, universal = row.single, row.universal
    if single is None or universal is None or single.version != universal.version:
        return (
            "The metadata the lock reads are those of a file for another platform, and they differ from the target's."
        )
    here, there = requirement_lines(single), requirement_lines(universal)
    more, less = sorted(here - there), sorted(there - here)
    parts = [f"The lock read {_file(universal)}, the install reads {_file(single)}."]
    if more:
        parts.append(f"The target's file requires {_counted(more)} that the lock's file does not: {_listed(more)}.")
    if less:
        parts.append(f"The lock's file requires {_counted(less)} that the target's file does not: {_listed(less)}.")
    parts.append("The metadata file is not the file that is installed.")
    return " ".join(parts)


def _file(pin: Pin) -> str:
    return "supplied metadata" if pin.provenance is None else pin.provenance.filename or "supplied metadata"


def _counted(lines: list[str]) -> str:
    return f"{len(lines)} project{'' if len(lines) == 1 else 's'}"


def _listed(lines: list[str]) -> str:
    names = [line.partition(";")[0].strip() for line in lines]
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _python(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    return (
        "The lock has to hold for every Python in requires-python, the install for one: "
        "with the other's Python range each mode gives the other's version."
    )


def _platform(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    return (
        "The lock has to hold on every platform at once, the install on one: a requirement that applies elsewhere "
        "counts in the lock."
    )


def _forks(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    return (
        f"{row.project} is required under several markers: the lock splits there and prefers versions that another "
        "part already has, the install sees only the markers that hold on the target."
    )


def _extras(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    return (
        "The lock solves all extras and groups together, the install only those that are asked for: "
        f"with the same selection both modes have the same {row.project}."
    )


def _index(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    sources = " and ".join(
        dict.fromkeys(pin.index_url or pin.key.source for pin in (row.universal, row.single) if pin is not None)
    )
    return (
        f"The two modes take it from different indexes ({sources}): pins by extra, group or constraint reach further "
        "in a lock."
    )


def _order(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    return (
        "Several answers are valid, and the order in which requirements are met decides: the lock meets them by name, "
        "the install as written. A bound would settle it."
    )


def _preferences(row: Row, target: Environment, axes: tuple[Axis, ...]) -> str:
    return "The existing lock holds its version; without it the two modes agree."


_WRITERS = {
    CauseClass.NO_COMPATIBLE_FILE: _no_file,
    CauseClass.PLATFORM_TAGS: _tags,
    CauseClass.WHEEL_METADATA_DIFFERS: _metadata,
    CauseClass.PYTHON_RANGE: _python,
    CauseClass.PLATFORM_RANGE: _platform,
    CauseClass.MARKER_FORKS: _forks,
    CauseClass.EXTRAS_GROUPS_CONFLICTS: _extras,
    CauseClass.INDEX_ROUTING: _index,
    CauseClass.BACKTRACKING: _order,
    CauseClass.PREFERENCES: _preferences,
}


def unreachable_sentence(failure: Failure, target_file: str | None, target: Environment) -> str:
    """A metadata file that cannot be had, although the target's own can."""
    status = f"answers HTTP {failure.status_code}" if failure.status_code else "cannot be read"
    own = f" The file for {target.label}, {target_file}, can be read." if target_file else ""
    return f"The universal solve reads the metadata of {failure.filename}, which {status}.{own}"


def fallen_sentence(project: str, version: str, newest: str, years: float, moved: list[str], bound: str) -> str:
    """A pick that is years older than the newest release, and what a bound would do."""
    said = f"Both modes fall back to {project} {version}, {years:.0f} years older than {newest}: nothing forbids it."
    because = f" Newer releases of {project} exclude what was chosen before: {', '.join(moved)}." if moved else ""
    return f"{said}{because} With {bound} the solve succeeds."


def forced_sentence(project: str, version: str, newest: str, years: float, conflict: Conflict) -> str:
    """A pick that is years older than the newest release, because newer ones clash."""
    clash = " ".join(conflict.summary)
    return f"{project} falls back to {version}, {years:.0f} years older than {newest}. Newer ones clash: {clash}"
