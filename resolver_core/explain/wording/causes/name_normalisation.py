"""Words of `name-normalisation`."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.names import listed, pinned


def as_spelled(extra: str) -> str:
    """An experiment with a pip that compares extras as they are spelled."""
    return f"with extras compared as spelled ([{extra}])"


def in_answer(line: str, asked: str, pin: Pin, declared: str, lost: Iterable[str]) -> str:
    """An extra in another spelling, and what an old pip leaves out."""
    return (
        f"{line!r} asks for the extra {asked!r}, which {pinned(pin.key)} spells {declared!r}. uv and "
        f"pip since 24.1 treat the two as one name; an older pip does not find the extra and leaves out "
        f"{listed(lost)}."
    )


def spellings(asked: str, declared: str) -> str:
    """Both spellings."""
    return f"asked for as {asked}, declared as {declared}"


def respell(project: str) -> str:
    """The declared spelling as a fix."""
    return f"spell the extra as {project} does"
