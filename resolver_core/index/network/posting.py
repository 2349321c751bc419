"""One request to an address that somebody named, through the guard that index requests go through."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

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
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    url: str
    body: bytes | None
    headers: Mapping[str, str]
    most: int = 0  #: bytes of the answer that are read


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
    return _sent(_Question("POST", url, body, headers), allow_networks, resolver).status


def fetch(
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    allow_networks: Iterable[str] = (),
    resolver: Resolver = system_resolver,
) -> Fetched:
    """GET once, or POST where there is a `form`, as `post` does; with what was answered, up to 1 MB of it.

    Raises `NotDelivered`, for a longer answer as well.
    """
    sent = {"Accept-Encoding": "identity", **(headers or {})}  # nothing is unpacked: its size is what was sent
    if form is None:
        return _sent(_Question("GET", url, None, sent, MOST_BYTES), allow_networks, resolver)
    sent["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode(form).encode("ascii")
    return _sent(_Question("POST", url, body, sent, MOST_BYTES), allow_networks, resolver)


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


def _sent(question: _Question, allow_networks: Iterable[str], resolver: Resolver) -> Fetched:
    try:
        split_url(question.url)
        return asyncio.run(_answered(question, AddressGuard(parse_networks(allow_networks)), resolver))
    except RefusedAddress as error:
        raise NotDelivered(f"the address is refused: {error.reason}", is_refused=True) from error
    except (httpx2.HTTPError, httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError) as error:
        raise NotDelivered(f"no answer: {type(error).__name__}") from error
    except (OSError, UnicodeError, httpx2.InvalidURL) as error:
        raise NotDelivered(f"no answer: {type(error).__name__}") from error


async def _answered(question: _Question, guard: AddressGuard, resolver: Resolver) -> Fetched:
    pool = httpcore2.AsyncConnectionPool(
        ssl_context=tls_context(), network_backend=GuardedBackend(guard, {}, resolver, FailedHosts())
    )
    async with (
        asyncio.timeout(SECONDS),
        httpx2.AsyncClient(
            transport=GuardedTransport(pool), trust_env=False, follow_redirects=False, timeout=SECONDS
        ) as client,
        client.stream(question.method, question.url, content=question.body, headers=dict(question.headers)) as answer,
    ):
        return Fetched(answer.status_code, await _read(answer, question.most) if question.most else b"")


async def _read(answer: httpx2.Response, most: int) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > most:
            raise NotDelivered(f"the answer is longer than {most:,} bytes")
    return bytes(body)
