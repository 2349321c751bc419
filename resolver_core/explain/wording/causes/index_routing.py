"""Words of `index-routing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from resolver_core.explain.wording.names import listed

OPENED = "with the explicit index open to every project"
OPEN = "open the explicit index to every project"
PUT_TOGETHER = "with the versions of all indexes put together"
PUT_TOGETHER_ANSWERS = (
    'By default uv uses only the first index that has the project. With index-strategy = "unsafe-best-match" there '
    "is a solution. It lets anyone who can publish that name on one of the indexes supply the project (dependency "
    "confusion)."
)
PUT_TOGETHER_FIX = 'set index-strategy = "unsafe-best-match"'


def reason(sources: Iterable[str]) -> str:
    """A project that the modes take from different sources."""
    return (
        f"The two modes take it from different indexes ({' and '.join(sources)}): a lock counts every source "
        "that is declared, an install only the sources of what is asked for."
    )


def opened_agrees(project: str) -> str:
    """Both modes agree once an index is open."""
    return (
        f"The index of {project} is explicit, so that nothing else is looked for there: "
        f"with the index open to every project both modes agree on {project}."
    )


def opened_answers(index: str) -> str:
    """A mode has a solution once an index is open."""
    return (
        f"{index} is explicit, so that it is asked for nothing else: with it open to every project there is a solution."
    )


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
