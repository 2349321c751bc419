"""Words of `explicit-index`."""

from __future__ import annotations


def require(project: str) -> str:
    """The edit that asks for a project itself."""
    return f"require {project} yourself"


def remove_source(project: str) -> str:
    """The edit that sends a project nowhere."""
    return f"remove the source of {project}"


def trial(edit: str) -> str:
    """An experiment with one of these edits: goes on after "single-platform solve"."""
    return f"after the edit “{edit}”"


def asked_everywhere(project: str, index: str) -> str:
    """Both modes agree once the project itself requires it."""
    return f"{_rule(project, index)} With {project} among your own requirements both modes agree on it."


def asked_nowhere(project: str, index: str) -> str:
    """Both modes agree once nobody is sent to the index."""
    return f"{_rule(project, index)} Without its source both modes agree on it."


def answers(project: str, index: str) -> str:
    """A mode has a solution once the project itself requires it."""
    return (
        f"Only another package requires {project}, and {index} is explicit: uv asks it for your own requirements "
        f"alone. With {project} among them, sent to {index}, there is a solution."
    )


def _rule(project: str, index: str) -> str:
    return (
        f"{index} is an explicit index: uv takes {project} from it if you require {project} yourself, and from the "
        "other indexes if only another package requires it."
    )
