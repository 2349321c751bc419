"""Work that goes wrong, for the tests of what runs it."""

from __future__ import annotations

import os


def crash_on_some(number: int) -> int:
    """Ten times the number; 2 raises, and 3 ends the process as if it had been killed."""
    if number == 2:
        raise ValueError("two")
    if number == 3:
        os._exit(1)
    return 10 * number
