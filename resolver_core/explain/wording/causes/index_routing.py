"""Words of `index-routing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from resolver_core.explain.wording.names import listed

OPENED = "with the explicit index open to every project"
OPEN = "open the explicit index to every project"
PUT_TOGETHER = "with the versions of all indexes put together"
PUT_TOGETHER_ANSWERS = (
    "uv stops at the first index that has the name: with the versions of all indexes put together there is an "
    "answer. Mixing indexes lets anyone who publishes the name on one of them win."
)
PUT_TOGETHER_FIX = "let every index offer every project"


def reason(sources: Iterable[str]) -> str:
    """A project that the modes take from different sources."""
    return (
        f"The two modes take it from different indexes ({' and '.join(sources)}): pins by extra, group or constraint "
        "reach further in a lock."
    )


def opened_agrees(project: str) -> str:
    """Both modes agree once an index is open."""
    return (
        f"The index of {project} is explicit, so that nothing else is looked for there: "
        "with the index open to every project both modes agree."
    )


def opened_answers(index: str) -> str:
    """A mode has an answer once an index is open."""
    return f"{index} is explicit, so that it is asked for nothing else: open to every project it gives an answer."


def open_named(index: str) -> str:
    """The same edit as a fix."""
    return f"open the index {index} to every project"


def without_sources(projects: Iterable[str]) -> str:
    """An experiment without the sources of some projects."""
    return f"without the sources of {listed(projects)}"


def without_sources_agrees(projects: Sequence[str], project: str) -> str:
    """Both modes agree without the sources."""
    return (
        f"Sources send {listed(projects)} to an index of {'its' if len(projects) == 1 else 'their'} own: without them "
        f"both modes agree on {project}."
    )


def remove_sources(project: str) -> str:
    """The same edit as a fix."""
    return f"remove the sources of {project}"
