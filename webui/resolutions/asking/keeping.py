"""How an answer is kept: who finds it, for how long, and which answer it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

UNLISTED, PUBLIC = "unlisted", "public"
PASTED, CHANGED, ANEW, IMPORTED = "pasted", "changed", "anew", "imported"
VISIBILITIES = ((UNLISTED, "Unlisted: whoever has the link"), (PUBLIC, "Public: listed here for everybody"))
DAYS = (1, 7, 30, 365)
FOREVER = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is said of the answer and is no part of the question."""

    visibility: str = UNLISTED
    days: int | None = None  #: until it expires; None: as long as this installation keeps answers
    parent: str = ""  #: the id of the answer that this one was made from
    origin: str = PASTED  #: how it came from that one

    @property
    def is_usual(self) -> bool:
        """Whether it is as most answers are: then one that is there already may serve."""
        return self.visibility == UNLISTED and self.days is None

    def expires_at(self, now: datetime) -> datetime | None:
        """When it expires; None: never by itself."""
        days = min((days for days in (self.days, settings.KEEP_DAYS) if days), default=0)
        return now + timedelta(days=days) if days else None


USUAL = Keeping()


DAY_CHOICES = ((FOREVER, "As long as this installation keeps answers"), *((str(days), f"{days} days") for days in DAYS))
"""What may be sent; the page offers what makes a difference."""


def day_choices() -> list[tuple[str, str]]:
    """For how long an answer can be kept: the value of the field, and words."""
    longest = settings.KEEP_DAYS
    some = [days for days in DAYS if not longest or days < longest]
    words = [(str(days), "1 day" if days == 1 else f"{days} days") for days in some]
    return [(FOREVER, f"{longest:g} days" if longest else "No end"), *words]
