"""Words of `overrides-constraints`. A `kind` is "constraint" or "override"."""

from __future__ import annotations

from resolver_core.explain.wording.outcomes import then


def without(kind: str, project: str) -> str:
    """An experiment without the lines on a project."""
    return f"without the {kind} on {project}"


def without_override(project: str) -> str:
    """An experiment on a pick."""
    return f"without the override of {project}"


def in_divergence(kind: str, line: str, project: str) -> str:
    """Both modes agree without the line."""
    return f"Without the {kind} {line!r} both modes agree on {project}."


def in_failure(kind: str, project: str) -> str:
    """A mode has a solution without the lines."""
    return f"Without the {kind} on {project} there is a solution."


def in_answer(line: str, project: str, is_installed: bool, outcome: str) -> str:
    """An override that adds or drops a project."""
    what = "brings it in where no requirement asks for it" if is_installed else "drops it where it is asked for"
    return (
        f"The override {line!r} replaces every requirement on {project}, markers included, and "
        f"{what}. Without the override {then(outcome)}."
    )


def remove(kind: str, project: str) -> str:
    """The same edit as a fix."""
    return f"remove the {kind} on {project}"


def remove_override(project: str) -> str:
    """The same edit as a fix of a surprising pick."""
    return f"remove the override of {project}"
