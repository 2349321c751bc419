"""Single facts under a cause, in words."""

from __future__ import annotations

from packaging.utils import NormalizedName

from resolver_core.answer.resolution import Edge, Pin
from resolver_core.explain.lab.changes import Start
from resolver_core.explain.wording.files import none_fits
from resolver_core.explain.wording.markers import in_words
from resolver_core.explain.wording.names import mode, pinned, release
from resolver_core.targets.environment import Environment

INSTALLED_FILE = "a sync at the target would install this file"


def metadata_read(start: Start, pin: Pin) -> str:
    """Which file a mode read."""
    return f"the {mode(start)} solve read the metadata of {pinned(pin.key)} from this file"


def no_file(pin: Pin, target: Environment) -> str:
    """The files of a version that has none for the target."""
    return none_fits(pinned(pin.key), pin.distributions, target)


def required(start: Start, edge: Edge) -> str:
    """A requirement on a project in one mode."""
    asking = "your requirements" if edge.parent is None else pinned(edge.parent)
    marker = f" ; {in_words(edge.marker)}" if edge.marker else ""
    return f"{mode(start)}: {asking} requires {edge.child.project}{edge.specifier}{marker}"


def requires(parent: str, requirement: object) -> str:
    """A requirement as its parent's metadata have it."""
    return f"{parent} requires {requirement}"


def of_release(pin: Pin, said: object) -> str:
    """What a release says of itself."""
    return f"{pinned(pin.key)}: {said}"


def becomes(project: NormalizedName, before: object, after: object) -> str:
    """A project that is another version afterwards."""
    return f"{release(project, str(before))} (it becomes {after})"


def entry(name: str, value: str) -> str:
    """An entry of a table: its name and what it says."""
    return f"{name}: {value}"
