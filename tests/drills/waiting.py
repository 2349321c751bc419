"""Waiting for what other processes do. The one place of the drills that sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable

STEP_S = 0.05


class TookTooLong(Exception):
    """Something without which a drill makes no sense did not happen."""


def happens(happened: Callable[[], object], seconds: float, step: float = STEP_S) -> bool:
    """Whether something happens within so many seconds."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(step)
    return True


def until(happened: Callable[[], object], what: str, seconds: float = 120.0) -> None:
    """Wait for something. Raises `TookTooLong` with its name."""
    if not happens(happened, seconds):
        raise TookTooLong(f"waited {seconds:g} s for: {what}")


def pause(seconds: float) -> None:
    """Let time pass, for drills whose trouble lasts."""
    time.sleep(seconds)
