"""The Python side of a marker: its bounds, and cutting the axis to a project's range (sections 7.4, 7.5)."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.version import Version

from resolver_core.markers.diagram import FALSE, TRUE, Cut, Node, alternating, build, map_children, uses_python
from resolver_core.markers.variables import PYTHON
from resolver_core.markers.versions import trim


@dataclass(frozen=True, slots=True)
class PythonBounds:
    """The smallest interval of Python versions that holds all of a marker. None means no bound on that side."""

    lower: Version | None
    lower_inclusive: bool
    upper: Version | None
    upper_inclusive: bool


def lower_cut(version: Version | None) -> Cut | None:
    """The border below the versions that are at least this one; None if every version is."""
    release = trim(version.release) if version is not None else ()
    return (release, 0) if release else None


def upper_cut(version: Version | None) -> Cut | None:
    """The border above the versions that are below this one; None if it is unbounded."""
    return (trim(version.release), 0) if version is not None else None


def python_range(lower: Cut | None, upper: Cut | None) -> Node:
    """The diagram of the versions between two borders."""
    above = TRUE if lower is None else alternating(PYTHON, False, (lower,))
    if upper is None:
        return above
    if upper <= (lower or ((), 0)):
        return FALSE
    return alternating(PYTHON, lower is None, (upper,) if lower is None else (lower, upper))


def python_bounds(node: Node) -> PythonBounds | None:
    """The hull of the Python intervals on the ways to TRUE (uv-resolution section 7.4).

    A way to TRUE that asks nothing about Python is unbounded. None if no way does ask.
    """
    if not uses_python(node):
        return None
    intervals = list(_python_intervals(node))
    lowers = [lower for lower, _ in intervals if lower is not None]
    uppers = [upper for _, upper in intervals if upper is not None]
    return _bounds(
        min(lowers) if len(lowers) == len(intervals) else None,
        max(uppers) if len(uppers) == len(intervals) else None,
    )


def _python_intervals(node: Node) -> list[tuple[Cut | None, Cut | None]]:
    intervals: list[tuple[Cut | None, Cut | None]] = []
    seen: set[Node] = {FALSE}
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if node.variable == PYTHON:
            intervals += [(lower, upper) for lower, upper, child in node.edges() if child is not FALSE]
        elif node.variable > PYTHON:
            intervals.append((None, None))
        else:
            waiting.extend(node.children)
    return intervals


def _bounds(lower: Cut | None, upper: Cut | None) -> PythonBounds:
    return PythonBounds(
        None if lower is None else as_version(lower),
        lower is not None and lower[1] == 0,
        None if upper is None else as_version(upper),
        upper is not None and upper[1] == 1,
    )


def as_version(cut: Cut) -> Version:
    """The version at a border of the Python axis."""
    value = cut[0]
    assert isinstance(value, tuple), "the Python axis holds release tuples"
    return Version(".".join(map(str, value)) or "0")


def cut_python(node: Node, lower: Cut | None, upper: Cut | None) -> Node:
    """Forget what the diagram says outside the range, and let the range's ends speak for all beyond them."""
    if lower is None and upper is None:
        return node
    results: dict[Node, Node] = {TRUE: TRUE, FALSE: FALSE}

    def visit(node: Node) -> Node:
        if node not in results:
            results[node] = _cut(node, lower, upper) if node.variable == PYTHON else map_children(node, visit)
        return results[node]

    return visit(node)


def _cut(node: Node, lower: Cut | None, upper: Cut | None) -> Node:
    """The edges that meet the range; empty ranges meet none, and then nothing is true (as in uv)."""
    low = lower or ((), -1)
    if upper is not None and upper <= low:
        return FALSE
    return build(
        PYTHON,
        (
            (start, child)
            for start, end, child in node.edges()
            if (end is None or end > low) and (start is None or upper is None or start < upper)
        ),
    )
