"""The guarded HTTP client: the only module of the core that opens a socket.

Every connection goes to an address that we resolved and the guard passed (`guard`); the check happens where the
connection is made, so that a name cannot point elsewhere between check and use. The TLS server name stays the
host's. Redirects are followed by hand and each one is a new, checked request. Proxies of the environment are not
used: the guard could not see behind them.
"""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpcore2
import httpx2

from resolver_core.index.base import FetchError, Response
from resolver_core.index.network.credentials import basic_authentication, origin
from resolver_core.index.network.guard import (
    AddressGuard,
    Network,
    RefusedAddress,
    parse_networks,
    split_url,
    without_credentials,
)

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host name and port to numeric addresses. Raises `OSError`."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RETRIED = (
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.ConnectTimeout,
)


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """How much one request and all requests together may cost."""

    connect_s: float = 10.0  #: for one connection attempt
    read_s: float = 30.0  #: without a byte
    total_s: float = 120.0  #: for one request, redirects and retries included
    body_bytes: int = 128 * 1024 * 1024  #: of one answer, decompressed
    redirects: int = 5
    retries: int = 2  #: after transient connection trouble
    connections: int = 20
    requests: int = 40  #: at the same time


async def system_resolver(host: str, port: int) -> list[str]:
    """The operating system's name resolution."""
    rows = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


class _GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Resolves, checks every address, and connects to a checked one only."""

    def __init__(self, guard: AddressGuard, guards_by_port: Mapping[int, AddressGuard], resolver: Resolver) -> None:
        self._guard = guard
        self._guards_by_port = guards_by_port
        self._resolver = resolver
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._checked_addresses(host, port)
        for index, address in enumerate(addresses):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if index == len(addresses) - 1:
                    raise
        raise httpcore2.ConnectError("the host has no address")

    async def _checked_addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolver(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"name resolution failed: {error}") from error
        guard = self._guards_by_port.get(port, self._guard)
        for address in addresses:
            guard.check(address)
        return addresses

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        raise RefusedAddress("a Unix socket")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _Body(httpx2.AsyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


class _GuardedTransport(httpx2.AsyncBaseTransport):
    """httpx2's transport over a pool whose connections the guard passed."""

    def __init__(self, pool: httpcore2.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=b"",
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


def tls_context() -> ssl.SSLContext:
    """Certificates are verified against the system's store, or `SSL_CERT_FILE` where the environment sets it."""
    return ssl.create_default_context()


class GuardedClient:
    """A `Fetcher` for addresses that users write: http(s) only, guarded, bounded in time and size.

    Use it in one event loop and close it there (`aclose` or `async with`). `allowed_networks` are CIDR texts that
    are exempt from the guard, `allowed_endpoints` are addresses that are exempt at one port. User name and password
    in a URL are sent as Basic authentication to that origin only, and appear in no error and no answer.
    """

    def __init__(
        self,
        allowed_networks: Iterable[str] = (),
        *,
        allowed_endpoints: Iterable[tuple[str, int]] = (),
        limits: ClientLimits | None = None,
        resolver: Resolver = system_resolver,
        user_agent: str = "whichwheel",
    ) -> None:
        self._limits = limits or ClientLimits()
        networks = parse_networks(allowed_networks)
        pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls_context(),
            max_connections=self._limits.connections,
            max_keepalive_connections=self._limits.connections,
            keepalive_expiry=30.0,
            http1=True,
            http2=True,
            network_backend=_GuardedBackend(
                AddressGuard(networks), _guards_by_port(networks, allowed_endpoints), resolver
            ),
        )
        self._client = httpx2.AsyncClient(
            transport=_GuardedTransport(pool),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(self._limits.read_s, connect=self._limits.connect_s, pool=self._limits.total_s),
            headers={"user-agent": user_agent, "accept-encoding": "gzip"},
        )
        self._slots = asyncio.Semaphore(self._limits.requests)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, limit_bytes: int | None = None
    ) -> Response:
        """GET, following redirects. Any HTTP status is an answer; raises `FetchError` for everything else."""
        limit = min(limit_bytes or self._limits.body_bytes, self._limits.body_bytes)
        shown = without_credentials(url)
        try:
            async with self._slots, asyncio.timeout(self._limits.total_s):
                return await self._follow(url, dict(headers or {}), limit)
        except RefusedAddress as error:
            raise FetchError(shown, f"refused: {error.reason}", refused=True) from None
        except TimeoutError:
            raise FetchError(shown, f"no complete answer within {self._limits.total_s:g} seconds") from None
        except httpx2.InvalidURL as error:
            raise FetchError(shown, f"refused: {error}", refused=True) from None
        except (httpx2.HTTPError, *_CORE_ERRORS) as error:
            raise FetchError(shown, _described(error)) from None

    async def _follow(self, url: str, headers: dict[str, str], limit: int) -> Response:
        for _ in range(self._limits.redirects + 1):
            split_url(url)
            if (secret := basic_authentication(url)) is not None:
                headers["authorization"] = secret
            url = without_credentials(url)
            response = await self._with_retries(url, headers, limit)
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return response
            target = urljoin(url, response.headers["location"])
            split_url(target)
            if origin(target) != origin(url):
                headers.pop("authorization", None)
            url = target
        raise FetchError(url, f"more than {self._limits.redirects} redirects")

    async def _with_retries(self, url: str, headers: dict[str, str], limit: int) -> Response:
        for attempt in range(self._limits.retries):
            try:
                return await self._get_once(url, headers, limit)
            except _RETRIED:
                await asyncio.sleep(0.1 * 2**attempt * (1 + random.random()))
        return await self._get_once(url, headers, limit)

    async def _get_once(self, url: str, headers: dict[str, str], limit: int) -> Response:
        async with self._client.stream("GET", url, headers=headers) as answer:
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > limit:
                    raise FetchError(url, f"the answer is larger than {limit} bytes")
            return Response(url, answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, bytes(body))


def _guards_by_port(networks: tuple[Network, ...], endpoints: Iterable[tuple[str, int]]) -> dict[int, AddressGuard]:
    addresses: dict[int, list[str]] = {}
    for address, port in endpoints:
        addresses.setdefault(port, []).append(address)
    return {port: AddressGuard(networks + parse_networks(texts)) for port, texts in addresses.items()}


_CORE_ERRORS = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
