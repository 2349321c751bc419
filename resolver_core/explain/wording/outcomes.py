"""How a solve without an answer ended, in its own words."""

from __future__ import annotations

from resolver_core.answer.resolution import Failure, Resolution
from resolver_core.explain.wording.conflicts import summary
from resolver_core.explain.wording.failures import message


def failed(failure: Failure) -> str:
    """The outcome of an experiment that could not be finished."""
    return f"failed: {message(failure)}"


def refused(error: Exception) -> str:
    """The outcome of an experiment on a text that cannot be read."""
    return f"failed: {error}"


def trouble(resolution: Resolution) -> tuple[str, ...]:
    """The clash, or what could not be had, in sentences; nothing where there is an answer."""
    if resolution.failure is not None:
        return (message(resolution.failure),)
    return () if resolution.conflict is None else summary(resolution.conflict)


def troubles(resolution: Resolution) -> str:
    """The same as one text."""
    return " ".join(trouble(resolution))


def trouble_before(resolution: Resolution) -> str:
    """The same as one text that another sentence follows."""
    said = troubles(resolution)
    return said if resolution.failure is None else said.rstrip(".") + "."


def then(outcome: str) -> str:
    """What an experiment made of a project, as the end of a sentence."""
    return {"absent": "it is absent", "unsatisfiable": "there is no solution"}.get(outcome, f"it is {outcome}")
