"""Words of `platform-tags`."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.answer.resolution import Pin
from resolver_core.explain.wording.names import listed, pinned


def reason(pin: Pin, nearest: Iterable[str]) -> str:
    """Wheels for newer platforms of the target's kind, by their file names."""
    return f"The nearest wheels of {pinned(pin.key)} ask for a newer platform than the target: {listed(nearest)}."
