"""How much is compared with uv: a share that changes from day to day, or (`make differential`) everything."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from typing import TypeVar

Item = TypeVar("Item")
LENGTH = "WHICHWHEEL_DIFFERENTIAL"
"""Set to "long" for everything. A number is the first seed, to repeat a run of another day."""


def at_length() -> bool:
    """Whether everything is asked for."""
    return os.environ.get(LENGTH) == "long"


def chosen_seed() -> int | None:
    """The seed that a run shall begin with, where one is given."""
    said = os.environ.get(LENGTH, "")
    return int(said) if said.isdigit() else None


def seed_base() -> int:
    """A number that is another one each day (UTC), so that runs explore; printed by whoever uses it."""
    return chosen_seed() or int(f"{datetime.now(UTC):%y%m%d}") * 1000


def share(items: Sequence[Item], count: int) -> Sequence[Item]:
    """All items in a long run, else `count` of them, in their order."""
    if at_length() or len(items) <= count:
        return items
    chosen = set(Random(seed_base()).sample(range(len(items)), count))
    return [item for place, item in enumerate(items) if place in chosen]
