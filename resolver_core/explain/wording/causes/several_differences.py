"""The words of `several-differences` (resolver_core/explain/causes)."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.explain.lab.changes import Axis, AxisChange

_RULES = {
    Axis.PYTHON: "it covers every Python in requires-python",
    Axis.ENVIRONMENTS: "it covers every environment",
    Axis.FILE_RULE: "a file for any platform will do",
    Axis.METADATA_RULE: "one file of a version is read for all platforms",
    Axis.ROOTS: "all extras and groups are resolved together",
    Axis.INDEX_ROUTING: "every source that is declared counts",
    Axis.REQUIREMENT_ORDER: "requirements are taken in alphabetical order",
    Axis.PREFERENCES: "your uv.lock is kept where it can be",
}


def reason(changes: Iterable[AxisChange]) -> str:
    """What only together makes the difference."""
    rules = [_RULES[next(axis for axis in change.axes if axis in _RULES)] for change in changes]
    return (
        f"Only several rules of the lock together make the difference: {'; '.join(rules)}. "
        "All of them are needed: without one of them the others do not turn one result into the other."
    )
