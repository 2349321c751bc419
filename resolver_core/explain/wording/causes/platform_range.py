"""Words of `platform-range`."""

from __future__ import annotations

REASON = (
    "The lock has to hold on every platform at once, the install on one: a requirement that applies elsewhere "
    "counts in the lock."
)


def alone(marker: str) -> str:
    """An experiment with one platform."""
    return f"for {marker} alone"


def in_failure(marker: str) -> str:
    """A lock for one platform has a solution."""
    return f"The lock has to hold on every platform: for {marker} alone there is a solution."
