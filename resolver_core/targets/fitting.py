"""Which files a target can install."""

from __future__ import annotations

from resolver_core.index.records import Distribution
from resolver_core.targets.environment import Environment
from resolver_core.targets.wheel_tags import TagMismatch, rank_of


def fits(file: Distribution, target: Environment) -> bool:
    """Whether a target could install a file, by its tags alone; a source distribution always could."""
    return not file.is_wheel or not isinstance(rank_of(target.tags).judge(file.tags), TagMismatch)


def is_installable(file: Distribution, target: Environment) -> bool:
    """Whether a target can install a file, by its tags and by the range of Pythons that the index page states for it.

    The whole range counts here, as an installer reads it; a lock compares lower ends only (uv-resolution 4.6).
    """
    allowed = file.requires_python is None or target.python_version in file.requires_python
    return allowed and fits(file, target)
