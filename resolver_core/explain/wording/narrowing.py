"""Who narrowed the versions of a project: one fact each."""

from __future__ import annotations

from datetime import datetime

from packaging.version import Version

from resolver_core.answer.resolution import Edge
from resolver_core.explain.wording.names import parent
from resolver_core.explain.wording.numbers import counted
from resolver_core.inputs.cutoff import as_typed
from resolver_core.targets.environment import Environment

YANKED = "yanked versions are passed over"
STABLE = "a stable release is preferred to pre-releases"


def listed(versions: int, project: str) -> str:
    """How many versions there are."""
    return f"the index lists {counted(versions, 'version')} of {project}"


def cut_off(cutoff: datetime) -> str:
    """A cut-off."""
    return f"exclude-newer {as_typed(cutoff)} hides what was uploaded later"


def without_file(target: Environment) -> str:
    """The files that a target needs."""
    return f"versions without a file for {target.label} are passed over"


def required(edge: Edge) -> str:
    """A requirement."""
    return f"{parent(edge)} requires {edge.child.project}{edge.specifier}"


def constraint(text: str) -> str:
    """A constraint of the pasted text."""
    return f"the constraint {text}"


def pythons_above(python: Version) -> str:
    """Lower limits of Requires-Python."""
    return f"releases that need a newer Python than {python} are passed over"
