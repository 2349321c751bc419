"""When a solve stops early: its caller asks it to, or its time is used up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from resolver_core.errors import BudgetExceeded, Cancelled


@dataclass
class Limits:
    """The limits of one solve; its clock runs from the moment they are made."""

    should_stop: Callable[[], bool] | None = None
    limit_seconds: float | None = None
    _started: float = field(default_factory=monotonic)

    @property
    def elapsed_seconds(self) -> float:
        """How long the solve has run."""
        return monotonic() - self._started

    def check(self) -> None:
        """Raises Cancelled when `should_stop` says so, and BudgetExceeded after `limit_seconds`."""
        if self.should_stop is not None and self.should_stop():
            raise Cancelled
        if self.limit_seconds is not None and self.elapsed_seconds > self.limit_seconds:
            raise BudgetExceeded("seconds", self.limit_seconds)
