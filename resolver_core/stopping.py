"""Whether the work at hand may go on: cancelled, out of time, or neither.

Whoever begins a piece of work says so once (`heeding`); every long loop below asks (`check`), however deep it stands
and without passing anything down. Work that waits for something else asks between short waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Final

from resolver_core.errors import BudgetExceeded, Cancelled

ASKED_EVERY_SECONDS: Final = 0.02
"""How often `should_stop` is asked at most: it may cost a query, and loops are short."""

WAIT_SECONDS: Final = 0.05
"""How long a piece of work waits for another one before it asks again."""


class _Limits:
    """The limits of one piece of work; those of the work around it hold as well."""

    __slots__ = ("_deadline", "_limit_seconds", "_next", "_outer", "_should_stop")

    def __init__(
        self, should_stop: Callable[[], bool] | None, limit_seconds: float | None, outer: _Limits | None
    ) -> None:
        self._should_stop = should_stop
        self._limit_seconds = limit_seconds
        self._deadline = None if limit_seconds is None else monotonic() + limit_seconds
        self._outer = outer
        self._next = 0.0

    def check(self) -> None:
        now = monotonic()
        if now < self._next:
            return
        self._next = now + ASKED_EVERY_SECONDS
        if self._should_stop is not None and self._should_stop():
            raise Cancelled
        if self._deadline is not None and now > self._deadline:
            assert self._limit_seconds is not None
            raise BudgetExceeded("seconds", self._limit_seconds)
        if self._outer is not None:
            self._outer.check()


_LIMITS: ContextVar[_Limits | None] = ContextVar("limits", default=None)


@contextmanager
def heeding(should_stop: Callable[[], bool] | None = None, limit_seconds: float | None = None) -> Iterator[None]:
    """Let every `check` in the block ask `should_stop` and the clock, and whatever held before."""
    outer = _LIMITS.get()
    if should_stop is None and limit_seconds is None:
        yield
        return
    token = _LIMITS.set(_Limits(should_stop, limit_seconds, outer))
    try:
        yield
    finally:
        _LIMITS.reset(token)


@contextmanager
def heeding_only(should_stop: Callable[[], bool]) -> Iterator[None]:
    """The same for work that outlives whoever asked for it: limits from before do not hold in the block."""
    token = _LIMITS.set(_Limits(should_stop, None, None))
    try:
        yield
    finally:
        _LIMITS.reset(token)


def check() -> None:
    """Raise `Cancelled` or `BudgetExceeded` where the work shall end. Costs a tenth of a microsecond."""
    limits = _LIMITS.get()
    if limits is not None:
        limits.check()
