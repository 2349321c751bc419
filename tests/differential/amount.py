"""How much is compared with uv: a share, fixed in the gate and free in `make explore`, or (`make differential`) all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from tests.support.seeds import first_seed

Item = TypeVar("Item")
LENGTH = "WHICHWHEEL_DIFFERENTIAL"
"""Set to "long" for everything."""


def at_length() -> bool:
    """Whether everything is asked for."""
    return os.environ.get(LENGTH) == "long"


def share(items: Sequence[Item], count: int) -> Sequence[Item]:
    """All items in a long run, else `count` of them, in their order."""
    if at_length() or len(items) <= count:
        return items
    chosen = set(Random(first_seed()).sample(range(len(items)), count))
    return [item for place, item in enumerate(items) if place in chosen]
