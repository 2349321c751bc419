"""What an answer holds of each project, wherever it is installed, and in what two answers differ first.

It reads resolution documents: an answer is compared long after it was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from resolver_core.codec.resolution import ResolutionDocument


class Aspect(StrEnum):
    """A thing in which two versions of a project can differ: a field of `Held`."""

    VERSION = "version"
    SOURCE = "source"
    MARKER = "marker"
    METADATA_FILE = "metadata_file"


@dataclass(frozen=True, slots=True)
class Held:
    """One version of a project. `marker` is "" for everywhere in scope, `metadata_file` where no file was read."""

    version: str
    marker: str
    source: str
    metadata_file: str


def held_versions(document: ResolutionDocument) -> dict[str, tuple[Held, ...]]:
    """By project, in the document's order; the pasted project itself has no entry."""
    found: dict[str, tuple[Held, ...]] = {}
    for package in document["packages"]:
        if not package["root"]:
            read = package["metadata_from"]
            name = (read["filename"] or "") if read else ""
            held = Held(package["version"], package["marker"], package["source"], name)
            found[package["name"]] = (*found.get(package["name"], ()), held)
    return found


def first_difference(before: Iterable[Held], after: Iterable[Held], aspects: Iterable[Aspect]) -> Aspect | None:
    """The first of these aspects whose values are not the same on both sides; None where all are."""
    before, after = tuple(before), tuple(after)
    differing = (one for one in aspects if _values(before, one) != _values(after, one))
    return next(differing, None)


def _values(held: tuple[Held, ...], aspect: Aspect) -> set[str]:
    return {str(getattr(one, aspect)) for one in held}
