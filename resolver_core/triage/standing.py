"""`Standing`: what a report, or a part of it, came to."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Standing(StrEnum):
    """What a report came to."""

    REPRODUCED = "reproduced"
    PARTLY = "partly"  #: some of what was seen comes out here, too
    NOT_REPRODUCED = "not-reproduced"
    NEEDS_INFORMATION = "needs-information"
    NOT_ABOUT_RESOLUTION = "not-about-resolution"


def standing_of(claims: Collection[bool]) -> Standing:
    """The standing of claims, of which there is one at least, each with whether it holds here."""
    if all(claims):
        return Standing.REPRODUCED
    return Standing.PARTLY if any(claims) else Standing.NOT_REPRODUCED
