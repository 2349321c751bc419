"""What was changed in an experiment, and what had to come out."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.explain.lab.changes import Axis, AxisChange, Change, Start
from resolver_core.explain.wording.names import listed, mode

THE_SAME = "the same in both modes"
"""What has to come out where both modes are solved with one thing changed."""
ANSWER_OR_CLASH = "a solution, or the clash"
"""What comes out of a question: whatever it is, it answers."""
ANYTHING_BUT = "anything but "
"""How it begins where any other outcome will do."""
NO_ANSWER = "no solution, or not finished"
"""What a mode without an answer gives."""


def title(start: Start, words: str) -> str:
    """The whole title of an experiment."""
    return f"{mode(start)} solve {words}"


_RULES: dict[tuple[Axis, ...], tuple[str, str]] = {
    (Axis.PYTHON,): ("for every Python that the lock is for", "for the Python of the target alone"),
    (Axis.ENVIRONMENTS, Axis.MARKER_READING): ("for every platform", "for the platform of the target alone"),
    (Axis.ENVIRONMENTS, Axis.MARKER_READING, Axis.PYTHON): ("for every platform and Python", "for the target alone"),
    (Axis.FILE_RULE,): ("where a file for any platform will do", "where a version needs a file for the target"),
    (Axis.METADATA_RULE,): ("reading the file that a lock reads", "reading the file that the target would install"),
    (Axis.ROOTS,): ("with all extras and groups", "with only the extras and groups asked for"),
    (Axis.INDEX_ROUTING,): ("with every source that is declared", "with the sources of what is asked for alone"),
    (Axis.REQUIREMENT_ORDER,): (
        "with requirements in alphabetical order",
        "with requirements in the order of the file",
    ),
    (Axis.PREFERENCES,): ("with the versions of your uv.lock", "without your uv.lock"),
}
"""By axes that go together: as the lock has it, as the install has it."""


def with_changes(other: Start, changes: Iterable[AxisChange]) -> str:
    """An experiment that does some things as the other mode does, for some projects or for all."""
    return " and ".join(_with_change(other, change) for change in changes)


def _with_change(other: Start, change: AxisChange) -> str:
    as_lock, as_install = _RULES[change.axes]
    words = as_lock if other is Start.UNIVERSAL else as_install
    return f"{words} ({listed(change.projects)} alone)" if change.projects else words


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
