"""A step that is tried again while the database is away: what a worker found must not be lost to a restart of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections

log = logging.getLogger(__name__)

Value = TypeVar("Value")
AWAY = (OperationalError, InterfaceError)
"""What is raised while a database cannot be reached, or when it ends a connection."""
SECONDS_BETWEEN = 0.5


def insist(step: Callable[[], Value], seconds: float) -> Value:
    """What the step gives; while the database is away it is tried again, for so many seconds.

    It has to be one that may be done twice: the database may have gone after it was done.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return step()
        except AWAY as error:
            if time.monotonic() > deadline:
                raise
            log.warning("the database is away; the step is tried again: %s", error)
            close_old_connections()  # one that is broken stays so
            time.sleep(SECONDS_BETWEEN)
