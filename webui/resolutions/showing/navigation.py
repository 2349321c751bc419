"""The tabs of a result page, and the links to its targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.labels import Label
from webui.resolutions.showing import formats
from webui.resolutions.showing.addresses import VIEWS, Addresses


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the answer."""

    word: str
    address: str
    is_shown: bool
    count: str


@dataclass(frozen=True, slots=True)
class TargetLink:
    """One of several targets. `address` shows the whole answer at it."""

    words: str
    address: str
    is_shown: bool


def views_of(asked: Asked) -> list[str]:
    """The parts that the answer to a question has."""
    missing = set() if asked.targets else {"targets"}
    if Label.LOCK not in asked.labels:
        missing.add("lock")
    return [view for view in VIEWS if view not in missing]


def tabs(asked: Asked, addresses: Addresses, shown: str, counts: Mapping[str, int]) -> list[Tab]:
    """One per part; `counts` are shown beside some of them."""
    return [Tab(VIEWS[view], addresses[view], view == shown, str(counts.get(view, ""))) for view in views_of(asked)]


def target_links(asked: Asked, addresses: Addresses) -> list[TargetLink]:
    """All targets; none where there is only one."""
    links = [
        TargetLink(formats.target(*names), addresses.of_target(number), number == addresses.number)
        for number, names in enumerate(asked.all_targets, 1)
    ]
    return links if len(links) > 1 else []
