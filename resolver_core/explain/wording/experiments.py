"""What was changed in an experiment, and what had to come out."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.explain.lab.changes import Axis, AxisChange, Change, Start
from resolver_core.explain.wording.names import listed, mode

THE_SAME = "the same in both modes"
"""What has to come out where both modes are solved with one thing changed."""
ANSWER_OR_CLASH = "an answer, or the clash"
"""What comes out of a question: whatever it is, it answers."""
ANYTHING_BUT = "anything but "
"""How it begins where any other outcome will do."""
NO_ANSWER = "no answer"
"""What a mode without an answer gives."""


def title(start: Start, words: str) -> str:
    """The whole title of an experiment."""
    return f"{mode(start)} solve {words}"


def axes_of(other: Start, axes: Iterable[Axis]) -> str:
    """Axes at the values that they have in the other mode."""
    return f"{mode(other)} {' and '.join(axis.value.replace('_', ' ') for axis in axes)}"


def with_changes(other: Start, changes: Iterable[AxisChange]) -> str:
    """An experiment that changes axes, for some projects or for all."""
    return " and ".join(
        f"with the {axes_of(other, change.axes)}{f' for {listed(change.projects)} alone' if change.projects else ''}"
        for change in changes
    )


def after_edit(edit: str) -> str:
    """An experiment with an edit of the text, by its title."""
    return f"after the edit “{edit}”"


def with_requirement(text: str) -> str:
    """An experiment that adds a requirement."""
    return f"with {text}"


def with_held(change: Change) -> str:
    """An experiment that holds a project at what the other mode has of it."""
    files = [alteration.detail for alteration in change.index]
    return f"with {listed(change.requirements)}{f', read from {listed(files)}' if files else ''}"


def with_requirement_everywhere(text: str) -> str:
    """An experiment that adds a constraint to every part of a lock."""
    return f"with {text} everywhere"


def anything_but(outcome: str) -> str:
    """Any other outcome."""
    return f"{ANYTHING_BUT}{outcome}"
