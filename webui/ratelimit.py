"""Token buckets per address, kept in the cache: a burst is fine, a flood is not."""

from __future__ import annotations

import functools
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from redis import RedisError

from webui import errors
from webui.addresses import client_address, network_of

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Cost(StrEnum):
    """What a request costs us; each kind has a bucket of its own, filled at the rate of its setting."""

    SUBMISSION = "submissions"  #: it is solved: SUBMISSIONS_PER_MINUTE
    PARSING = "parsing"  #: a pasted text is read: PARSED_TEXTS_PER_MINUTE
    RENDERING = "rendering"  #: a page, a picture or a file is made: RENDERED_PAGES_PER_MINUTE


@dataclass(frozen=True, slots=True)
class Standing:
    """How a bucket stands after a request."""

    cost: Cost
    per_minute: int
    left: int
    wait_seconds: int


def seconds_to_wait(request: HttpRequest, cost: Cost = Cost.SUBMISSION) -> int:
    """Take one token of the request's address. 0: go on; else the seconds until there is one.

    Two requests at the same instant may both see the last token: the limit protects, it does not account.
    """
    per_minute = _per_minute(cost)
    if per_minute <= 0:
        return 0
    try:
        wait, left = _take(f"{cost.value}:{_whose(request)}", per_minute)
    except RedisError:
        log.warning("the rate limit does not reach its cache, so nobody is limited", exc_info=True)
        return 0
    request.rate_limit = Standing(cost, math.floor(per_minute), left, wait)  # type: ignore[attr-defined]
    return wait


def _whose(request: HttpRequest) -> str:
    """A token has a bucket of its own; everybody else shares that of their network."""
    token = getattr(request, "api_token_digest", "")
    return f"token-{token}" if token else network_of(client_address(request))


def limited(cost: Cost) -> Callable[[View], View]:
    """A view that answers 429 with Retry-After where its address asks too often."""

    def decorated(view: View) -> View:
        @functools.wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            wait = seconds_to_wait(request, cost)
            return errors.too_many_requests(request, wait) if wait else view(request, *args, **kwargs)

        return cast(View, answered)

    return decorated


def _per_minute(cost: Cost) -> float:
    return {
        Cost.SUBMISSION: settings.SUBMISSIONS_PER_MINUTE,
        Cost.PARSING: settings.PARSED_TEXTS_PER_MINUTE,
        Cost.RENDERING: settings.RENDERED_PAGES_PER_MINUTE,
    }[cost]


def _take(key: str, per_minute: float) -> tuple[int, int]:
    """The seconds to wait, and how many tokens are left."""
    rate, capacity = per_minute / 60, max(1.0, per_minute)
    now = time.time()
    kept: tuple[float, float] = cache.get(key, (capacity, now))
    tokens, then = kept
    tokens = min(capacity, tokens + max(0.0, now - then) * rate)
    if tokens < 1:
        return math.ceil((1 - tokens) / rate), 0
    cache.set(key, (tokens - 1, now), timeout=math.ceil(capacity / rate) + 1)
    return 0, math.floor(tokens - 1)
