"""A store in Redis, for several workers on several machines. The `redis` package is imported only when used."""

from __future__ import annotations

import struct
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from resolver_core.index.kept.store import StoredBytes

_HEAD = struct.Struct(">d")  # fetched_at, seconds since 1970
_REST_AFTER_TROUBLE_S = 30.0


class RedisStore:
    """Keeps bytes in Redis under a prefix; entries expire after `lifetime`, counted from when they were put.

    Redis bounds its memory itself (`maxmemory` with an eviction policy). When it does not answer, the store finds
    nothing for half a minute and then tries again: a cache that is down slows a run but never breaks it.
    """

    def __init__(
        self, url: str, *, prefix: str = "whichwheel:index:", lifetime: timedelta = timedelta(days=30)
    ) -> None:
        import redis

        self._trouble: type[Exception] = redis.RedisError
        self._redis: Any = redis.Redis.from_url(url, socket_timeout=2.0, socket_connect_timeout=2.0)
        self._prefix = prefix
        self._lifetime = lifetime
        self._resting_until = 0.0

    def close(self) -> None:
        """Close the connections."""
        with suppress(self._trouble):
            self._redis.close()

    def get(self, key: str) -> StoredBytes | None:
        """What was kept under the key, or None."""
        if time.monotonic() < self._resting_until:
            return None
        try:
            value = self._redis.get(self._prefix + key)
        except self._trouble:
            self._rest()
            return None
        if not isinstance(value, bytes) or len(value) < _HEAD.size:
            return None
        (fetched_at,) = _HEAD.unpack_from(value)
        return StoredBytes(value[_HEAD.size :], datetime.fromtimestamp(fetched_at, UTC))

    def put(self, key: str, stored: StoredBytes) -> None:
        """Keep bytes, in place of what was there."""
        if time.monotonic() < self._resting_until:
            return
        value = _HEAD.pack(stored.fetched_at.timestamp()) + stored.data
        try:
            self._redis.set(self._prefix + key, value, ex=self._lifetime)
        except self._trouble:
            self._rest()

    def _rest(self) -> None:
        self._resting_until = time.monotonic() + _REST_AFTER_TROUBLE_S
