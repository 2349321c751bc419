"""Whether this installation can answer: its database, its queue, and a worker behind it."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from django.conf import settings
from django.db import Error, connection
from redis import Redis, RedisError

from webui.hosting import workers_seen

log = logging.getLogger(__name__)

BROKER_SECONDS = 1.0


def parts() -> dict[str, bool]:
    """Whether each part is there. What is not is logged, with the reason."""
    return {"database": _is_there(_database), "broker": _is_there(_broker), "worker": _is_there(_worker)}


def _is_there(look: Callable[[], None]) -> bool:
    try:
        look()
    except (Error, RedisError, OSError) as error:
        log.warning("not ready: %s", error)
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    if settings.REDIS_URL:
        with Redis.from_url(
            settings.REDIS_URL, socket_timeout=BROKER_SECONDS, socket_connect_timeout=BROKER_SECONDS
        ) as redis:
            redis.ping()
    elif not os.access(settings.DATA_DIR / "queue", os.W_OK):
        raise OSError("the folder of the queue cannot be written to")


def _worker() -> None:
    if not workers_seen.lately():
        raise OSError("no worker was seen lately")
