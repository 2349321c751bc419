"""Words of `env-specific-lock`."""

from __future__ import annotations

from resolver_core.targets.environment import Environment

AS_IT_STANDS = "of the list as it stands"
INSTALLED = "installed"
"""What has to come out for a project that is to be there, in whatever version."""


def without_line(line: str) -> str:
    """An experiment without a line of the list."""
    return f"without the line {line!r}"


def on(words: str, elsewhere: Environment) -> str:
    """The same experiment on another platform."""
    return f"{words}, on {elsewhere.label}"


def too_much(line: str, parent: str, project: str, marker: object, here: Environment, elsewhere: Environment) -> str:
    """A pin that nothing needs at the target."""
    return (
        f"{line!r} stands in the list without a marker, but only {parent} requires {project}, and only where "
        f"{marker} holds: the list was probably compiled on another platform than {here.label}. "
        f"Without this line {project} is not installed on {here.label}, and is still installed on {elsewhere.label}."
    )


def too_little(project: str, parent: str, marker: object, here: Environment, elsewhere: Environment) -> str:
    """A need at the target that nothing pins."""
    return (
        f"The list pins everything but {project}, which {parent} requires where {marker} holds: it was "
        f"probably compiled on a platform like {elsewhere.label}, and on {here.label} {project} is not pinned."
    )


def add_marker(line: str, marker: object) -> str:
    """A marker as a fix."""
    return f"add the marker {marker} to the line {line!r}"


def pin_too(project: str) -> str:
    """One more pin as a fix."""
    return f"pin {project} too"
