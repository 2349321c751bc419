"""Reads the locks of other tools as the tests of their formats do."""

from __future__ import annotations

from packaging.utils import canonicalize_name

from resolver_core import Resolution, parse_lock, parse_problem, resolution_of_lock
from resolver_core.errors import ProblemSyntaxError
from resolver_core.targets.environment import Environment

PROJECT = """\
[project]
name = "mine"
version = "1"
requires-python = ">=3.9"
dependencies = ["a[fast]>=1", "b; os_name == 'nt'"]
[project.optional-dependencies]
x = ["c"]
[dependency-groups]
dev = ["d"]
"""


def said(lock: str, project: str = PROJECT) -> Resolution:
    """What a lock says of a project."""
    return resolution_of_lock(parse_lock(lock), parse_problem(project))


def versions(answer: Resolution, target: Environment, *names: str) -> dict[str, str]:
    """What is installed on a target; a name with a colon before it is a group, another one an extra."""
    extras = tuple(canonicalize_name(name) for name in names if name[0] != ":")
    groups = tuple(canonicalize_name(name[1:]) for name in names if name[0] == ":")
    return {str(name): str(pin.version) for name, pin in sorted(answer.at(target, extras, groups).items())}


def mistakes(lock: str) -> list[tuple[int | None, str]]:
    """The mistakes in a lock: line and message."""
    try:
        said(lock)
    except ProblemSyntaxError as error:
        return [(mistake.line, mistake.message) for mistake in error.mistakes]
    return []
