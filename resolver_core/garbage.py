"""How often Python looks for garbage in a process whose work is solving."""

from __future__ import annotations

import gc
from typing import Final

_THRESHOLDS: Final = (50_000, 20, 50)
"""Objects made before the youngest are looked at, and rounds before the older ones: a solve makes millions that stay
until it ends, and with Python's own thresholds a fifth of its time goes into looking at them (docs/performance.md)."""


def collect_rarely() -> None:
    """Look for garbage rarely from now on. For a process of our own."""
    gc.set_threshold(*_THRESHOLDS)
