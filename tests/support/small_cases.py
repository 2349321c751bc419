"""A question made small, to be written in other formats."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from resolver_core import Options, Selection, target
from resolver_core.exports.smallest import Setting
from resolver_core.index.kept.memory import DEFAULT_URL
from resolver_core.minimise.minimising import minimise
from resolver_core.minimise.smallest import Smallest
from tests.support.causes import OLD
from tests.support.small_indexes import Example, of

HERE = target("3.11", "linux")
SETTING = Setting(HERE, datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), DEFAULT_URL)
WHEELS = Example(
    projects={"a": {"1": of("b", uploaded=OLD), "2": of("b", tags="W", uploaded=OLD)}, "b": {"1": of(uploaded=OLD)}},
    ask=["a>=1", "b"],
)
"""On Linux there is no file of a 2, which is locked all the same."""


@cache
def smallest() -> Smallest:
    """The smallest of the example."""
    return minimise(WHEELS.problem(), HERE, Options(DEFAULT_URL), WHEELS.index(), Selection())
