"""An answer for one target beside the list that `uv pip compile` wrote."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core import Environment, MarkerSet, Pin, Resolution
from uv_check.comparing.difference import Difference, Field
from uv_check.reading.compiled import PinnedLine
from uv_check.reading.versions import is_local


def compare_compiled(ours: Resolution, uv: Iterable[PinnedLine], target: Environment) -> list[Difference]:
    """Every difference in version or source. Local projects aside: uv writes them as paths, without a version."""
    mine = {str(pin.project): pin for pin in ours.pins if not pin.is_root and not is_local(pin)}
    theirs = {line.name: line for line in uv if holds(line, target)}
    found = []
    for name in sorted(mine.keys() | theirs.keys()):
        pin, line = mine.get(name), theirs.get(name)
        if _version(pin) != _line_version(line, pin):
            found.append(Difference(Field.VERSION, name, _version(pin), _line_version(line, pin)))
        elif pin is not None and line is not None and line.source and _plain(pin.key.source) != _plain(line.source):
            found.append(Difference(Field.SOURCE, name, pin.key.source, line.source))
    return found


def holds(line: PinnedLine, target: Environment) -> bool:
    """Whether a line is meant for a target."""
    return not line.marker or MarkerSet.parse(line.marker).evaluate(target.markers)


def _version(pin: Pin | None) -> str:
    return "" if pin is None else str(pin.version)


def _line_version(line: PinnedLine | None, pin: Pin | None) -> str:
    """A line that names a URL says no version; the file's name does, and that is compared as its source."""
    if line is None:
        return ""
    return _version(pin) if line.version is None else str(line.version)


def _plain(url: str) -> str:
    return url.partition("#")[0].rstrip("/")
