"""A token bucket per address, kept in the cache: a burst is fine, a flood is not."""

from __future__ import annotations

import logging
import math
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis import RedisError

log = logging.getLogger(__name__)


def seconds_to_wait(request: HttpRequest) -> int:
    """Take one token of the request's address. 0: go on; else the seconds until there is one.

    Two requests at the same instant may both see the last token: the limit protects, it does not account.
    """
    rate = settings.SUBMISSIONS_PER_MINUTE / 60
    if rate <= 0:
        return 0
    try:
        return _take(request, rate)
    except RedisError:
        log.warning("the rate limit does not reach its cache, so nobody is limited", exc_info=True)
        return 0


def _take(request: HttpRequest, rate: float) -> int:
    capacity = max(1.0, settings.SUBMISSIONS_PER_MINUTE)
    key = f"submissions:{request.META.get('REMOTE_ADDR', '')}"
    now = time.time()
    kept: tuple[float, float] = cache.get(key, (capacity, now))
    tokens, then = kept
    tokens = min(capacity, tokens + max(0.0, now - then) * rate)
    if tokens < 1:
        return math.ceil((1 - tokens) / rate)
    cache.set(key, (tokens - 1, now), timeout=math.ceil(capacity / rate) + 1)
    return 0
