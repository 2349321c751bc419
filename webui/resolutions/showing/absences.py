"""What no index has, and what is never asked: read from the sentences of a resolution document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from resolver_core import FailureEntry, ResolutionDocument

SPELLING = "Check how the name is spelled, or name the index that has it."
PRIVATE = "This site does not reach private addresses: run Whichwheel locally, or use an index that it can reach."
_NOT_FOUND = re.compile(r"(?P<project>\S+) was not found: there is no project of that name on (?P<asked>.+)\.")
_REFUSED = "refused: not a public address"


@dataclass(frozen=True, slots=True)
class MissingProject:
    """A name that every index that was asked answered with "not found", and their hosts."""

    project: str
    hosts: tuple[str, ...]


def missing_project(document: ResolutionDocument | None) -> MissingProject | None:
    """The project because of whose name alone there is no solution.

    None where anything else plays a part, and where an index refused to answer: then nobody knows whether it has it.
    """
    conflict = document["conflict"] if document else None
    if conflict is None or len(conflict["projects"]) != 1:
        return None
    told = (_NOT_FOUND.fullmatch(step["text"]) for step in conflict["proof"]["steps"])
    found = next((one for one in told if one and one["project"] == conflict["projects"][0]), None)
    if found is None:
        return None
    hosts = (urlsplit(address).hostname or address for address in found["asked"].split(" and "))
    return MissingProject(found["project"], tuple(dict.fromkeys(hosts)))


def is_private(failure: FailureEntry | None) -> bool:
    """Whether the address that was needed is one that this site never asks, however often it is tried."""
    return failure is not None and _REFUSED in failure["message"]
