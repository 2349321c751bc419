"""Words of `invalid-metadata`."""

from __future__ import annotations

from resolver_core.explain.wording.outcomes import then

LEFT_OUT = "with unreadable fields left out"


def left_out(project: str) -> str:
    """An experiment without the unreadable fields of a project."""
    return f"with the unreadable fields of {project} left out"


def in_divergence(project: str, filename: str, why: str) -> str:
    """Both modes agree without the field."""
    return (
        f"{filename} is passed over, because it cannot be read ({why}). Without the unreadable field both modes agree "
        f"on {project}."
    )


def in_failure(filename: str, why: str) -> str:
    """A mode has a solution without the field."""
    return (
        f"{filename} is passed over, because it cannot be read ({why}): without the "
        "unreadable field there is a solution. The publisher has to repair it."
    )


def in_pick(filename: str, why: str, outcome: str) -> str:
    """A file that was passed over for another."""
    return (
        f"{filename} is passed over in silence, because it cannot be read ({why}). Without the "
        f"unreadable field {then(outcome)}. The publisher has to repair it."
    )
