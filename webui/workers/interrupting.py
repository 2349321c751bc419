"""Stop what the main thread of a worker computes, wherever it is: `should_stop` is asked often, but not everywhere.

main thread     with interruptible(): ── solver, parser, … ──X  Interrupted
                                                             │
keeper thread   cancelled, or past the deadline ── interrupt() ── SIGUSR2
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNAL = signal.SIGUSR2


class Interrupted(BaseException):
    """The computation was stopped from outside. No part of it may take this for an error of its own."""


class _Main:
    """Whether the main thread may be interrupted now. Signals reach the main thread of a process, so there is one."""

    is_open = False


@contextmanager
def interruptible() -> Iterator[None]:
    """Let `interrupt()` end the body with `Interrupted`. On any thread but the main one it does nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(SIGNAL, _on_signal)
    _Main.is_open = True
    try:
        yield
    finally:
        _Main.is_open = False
        signal.signal(SIGNAL, before)


def interrupt() -> None:
    """Interrupt the main thread of this process, if it is in an interruptible part."""
    main = threading.main_thread().ident
    if _Main.is_open and main is not None:
        signal.pthread_kill(main, SIGNAL)


def _on_signal(number: int, frame: FrameType | None) -> None:
    if _Main.is_open:
        raise Interrupted
