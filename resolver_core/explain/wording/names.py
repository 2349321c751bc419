"""What the things are called that every sentence speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from packaging.version import Version

from resolver_core.answer.resolution import Edge, PinKey
from resolver_core.explain.lab.changes import Start


def mode(start: Start) -> str:
    """A mode, as it stands before "solve"."""
    return {"single": "single-platform", "universal": "universal", "as-pip": "pip-like"}[start.value]


def command(start: Start) -> str:
    """What somebody types who gets the answer of a mode."""
    return {"single": "uv pip install", "universal": "uv sync", "as-pip": "pip install"}[start.value]


def class_in_words(cause_class: str) -> str:
    """The class of a cause as people read it; in documents it has its own name."""
    return _CLASSES.get(cause_class, cause_class)


_CLASSES = {"representative-unreachable": "metadata-file-unreachable"}


def release(project: str, version: Version | str | None) -> str:
    """One version of a project."""
    return f"{project} {version}"


def pinned(key: PinKey) -> str:
    """A pin, by its project and version."""
    return release(key.project, key.version)


def line(number: int) -> str:
    """A line of the pasted text."""
    return f"line {number}"


def parent(edge: Edge) -> str:
    """Who requires something."""
    if edge.line is not None:
        return f"your line {edge.line}"
    return "your request" if edge.parent is None else pinned(edge.parent)


def move(project: str, before: str, after: str) -> str:
    """A project that is another version afterwards."""
    return f"{project} {before} → {after}"


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return ", ".join(names)


def shortened(names: Sequence[str], most: int) -> str:
    """The first of many names, and how many more there are."""
    return listed(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
