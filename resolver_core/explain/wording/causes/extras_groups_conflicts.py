"""Words of `extras-groups-conflicts`."""

from __future__ import annotations

from collections.abc import Iterable


def reason(project: str) -> str:
    """A project on which extras or groups pull that were not asked for."""
    return (
        "The lock solves all extras and groups together, the install only those that are asked for: "
        f"with the same selection both modes agree on {project}."
    )


DROP_ALL_OTHERS = "drop the extras and groups that were not asked for"


def named(parts: Iterable[tuple[str, str]]) -> str:
    """Extras and groups by kind and name."""
    return " and ".join(f"{kind} {name}" for kind, name in parts)


def declared(parts: str) -> str:
    """An experiment with a declared conflict."""
    return f"with {parts} declared as conflicting"


def declare(parts: str) -> str:
    """The same edit as a fix."""
    return f"declare {parts} as conflicting"


def in_failure(parts: str) -> str:
    """A lock that has a solution with the two apart."""
    return (
        f"A lock solves all extras and groups together, and {parts} exclude each other: declared as "
        "conflicting they are locked apart, and there is a solution."
    )
