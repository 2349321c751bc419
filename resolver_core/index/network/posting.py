"""Sending a message to an address that somebody named, through the guard that index requests go through."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable, Mapping

import httpcore2
import httpx2

from resolver_core.errors import CoreError
from resolver_core.index.network.connecting import (
    FailedHosts,
    GuardedBackend,
    GuardedTransport,
    Resolver,
    system_resolver,
    tls_context,
)
from resolver_core.index.network.guard import AddressGuard, RefusedAddress, parse_networks, split_url

SECONDS = 10.0


class NotDelivered(CoreError):
    """Nobody has taken the message; `str()` says why, and `is_refused` that it must not be sent there at all."""

    def __init__(self, why: str, *, is_refused: bool = False) -> None:
        super().__init__(why)
        self.is_refused = is_refused


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow_networks: Iterable[str] = (),
    resolver: Resolver = system_resolver,
) -> int:
    """POST once, without redirects, credentials or proxies; the HTTP status. Raises `NotDelivered`.

    `allow_networks` are CIDR texts of private networks that may be asked, as for indexes.
    """
    try:
        split_url(url)
        return asyncio.run(_posted(url, body, headers, AddressGuard(parse_networks(allow_networks)), resolver))
    except RefusedAddress as error:
        raise NotDelivered(f"the address is refused: {error.reason}", is_refused=True) from error
    except (httpx2.HTTPError, httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError) as error:
        raise NotDelivered(f"no answer: {type(error).__name__}") from error
    except (OSError, UnicodeError, httpx2.InvalidURL) as error:
        raise NotDelivered(f"no answer: {type(error).__name__}") from error


def check_address(url: str, *, allow_networks: Iterable[str] = ()) -> None:
    """Refuse at once what could never be sent to: no http(s) URL, or a number that is no public address.

    A name is looked up where it is sent. Raises `NotDelivered`.
    """
    try:
        host = split_url(url).hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return
        AddressGuard(parse_networks(allow_networks)).check(host)
    except RefusedAddress as error:
        raise NotDelivered(f"the address is refused: {error.reason}", is_refused=True) from error


async def _posted(url: str, body: bytes, headers: Mapping[str, str], guard: AddressGuard, resolver: Resolver) -> int:
    pool = httpcore2.AsyncConnectionPool(
        ssl_context=tls_context(), network_backend=GuardedBackend(guard, {}, resolver, FailedHosts())
    )
    async with (
        asyncio.timeout(SECONDS),
        httpx2.AsyncClient(
            transport=GuardedTransport(pool), trust_env=False, follow_redirects=False, timeout=SECONDS
        ) as client,
        client.stream("POST", url, content=body, headers=dict(headers)) as answer,
    ):
        return answer.status_code
