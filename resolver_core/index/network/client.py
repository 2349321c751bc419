"""The guarded HTTP client: with `connecting` the only module of the core that opens a socket.

Redirects are followed by hand and each one is a new, checked request. Proxies of the environment are not used: the
guard could not see behind them. What is retried, and when, is uv's (measured with uv 0.13.8, docs/uv-behaviour.md).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpcore2
import httpx2

from resolver_core.index import limits as index_limits
from resolver_core.index.base import FetchError, Response
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.connecting import (
    CONNECTION_TROUBLE,
    FailedHosts,
    GuardedBackend,
    GuardedTransport,
    Resolver,
    guards_by_port,
    system_resolver,
    tls_context,
)
from resolver_core.index.network.credentials import OperatorCredentials, basic_authentication, origin
from resolver_core.index.network.decoding import ACCEPTED, Decoder, UndecodableBody
from resolver_core.index.network.guard import (
    AddressGuard,
    RefusedAddress,
    parse_networks,
    split_url,
    without_credentials,
    without_userinfo,
)

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_RETRIED = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException)
_RETRIED_STATUSES = frozenset({408, 429, *range(500, 600)})
_LONGEST_NUMBER = 20
_ERROR_BYTES = 64 * 1024  # of a body that nobody looks at; what is longer costs its connection
_CORE_ERRORS = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """How much one request and all requests together may cost."""

    connect_s: float = 10.0  #: for one connection, all addresses of the host together
    read_s: float = 30.0  #: without a byte
    total_s: float = 120.0  #: for one request, redirects and retries included
    body_bytes: int = index_limits.BODY_BYTES  #: of one answer, decompressed
    redirects: int = 5
    retries: int = 3  #: after 5xx, 408, 429 and transient connection trouble
    back_off_s: float = 1.0  #: the shortest wait before a retry; the longest doubles each time
    connections: int = 20
    requests: int = 40  #: at the same time


class GuardedClient:
    """A `Fetcher` for addresses that users write: http(s) only, guarded, bounded in time and size.

    Use it in one event loop and close it there (`aclose` or `async with`). `allowed_networks` are CIDR texts that
    are exempt from the guard, `allowed_endpoints` are addresses that are exempt at one port. User name and password
    in a URL are sent as Basic authentication to that origin only, those of the `operator` to addresses below their
    prefix only and never after a redirect; neither appears in any error or answer. Spends from `budget`.
    """

    def __init__(
        self,
        allowed_networks: Iterable[str] = (),
        *,
        allowed_endpoints: Iterable[tuple[str, int]] = (),
        limits: ClientLimits | None = None,
        resolver: Resolver = system_resolver,
        user_agent: str = "whichwheel",
        operator: OperatorCredentials | None = None,
        budget: IndexBudget | None = None,
    ) -> None:
        self._limits = limits or ClientLimits()
        self._operator = operator or OperatorCredentials()
        self._budget = budget or IndexBudget()
        self._failed_hosts = FailedHosts()
        networks = parse_networks(allowed_networks)
        guard, by_port = AddressGuard(networks), guards_by_port(networks, allowed_endpoints)
        pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls_context(),
            max_connections=self._limits.connections,
            max_keepalive_connections=self._limits.connections,
            keepalive_expiry=30.0,
            http1=True,
            http2=True,
            network_backend=GuardedBackend(guard, by_port, resolver, self._failed_hosts),
        )
        self._client = httpx2.AsyncClient(
            transport=GuardedTransport(pool),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(self._limits.read_s, connect=self._limits.connect_s, pool=self._limits.total_s),
            headers={"user-agent": user_agent, "accept-encoding": ACCEPTED},
        )
        self._slots = asyncio.Semaphore(self._limits.requests)
        self._large = asyncio.Semaphore(index_limits.LARGE_BODIES)

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
        """GET, following redirects. Any HTTP status is an answer; raises `FetchError` for everything else.

        Raises `BudgetExceeded` where the budget is spent.
        """
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
        except UndecodableBody as error:
            raise FetchError(shown, f"a body that cannot be read: {error}") from None
        except (httpx2.HTTPError, *_CORE_ERRORS) as error:
            raise FetchError(shown, _described(error)) from None

    async def _follow(self, url: str, headers: dict[str, str], limit: int) -> Response:
        split_url(url)
        if (secret := basic_authentication(url)) is not None:
            headers["authorization"] = secret
        url = without_userinfo(url)
        is_operators = "authorization" not in headers and (secret := self._operator.header(url)) is not None
        if is_operators and secret is not None:
            headers["authorization"] = secret
        for _ in range(self._limits.redirects + 1):
            response = await self._with_retries(url, headers, limit)
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return response
            target = urljoin(url, response.headers["location"])
            split_url(target)
            if is_operators or origin(target) != origin(url):
                headers.pop("authorization", None)
            if (own := basic_authentication(target)) is not None:
                headers["authorization"] = own
            url = without_userinfo(target)
        raise FetchError(without_credentials(url), f"more than {self._limits.redirects} redirects")

    async def _with_retries(self, url: str, headers: dict[str, str], limit: int) -> Response:
        host, port = _host_and_port(url)
        started = monotonic()
        for attempt in range(self._limits.retries + 1):
            waits = random.uniform(1, 2 ** (attempt + 1)) * self._limits.back_off_s
            is_last = attempt == self._limits.retries
            try:
                response = await self._get_once(url, headers, limit)
                if is_last or response.status_code not in _RETRIED_STATUSES:
                    return response
            except CONNECTION_TROUBLE as error:
                # A host that cannot be connected to costs one time-out, not one for each of its pages.
                is_over = monotonic() - started + waits > self._limits.connect_s
                if is_last or is_over or isinstance(error, httpcore2.ConnectTimeout):
                    self._failed_hosts.remember(host, port, error)
                if self._failed_hosts.said(host, port) is not None:
                    raise
            except _RETRIED as error:
                # uv asks a host that never said a word again, and fails some time-outs later.
                if isinstance(error, httpcore2.ReadTimeout) and not self._failed_hosts.has_answered(host, port):
                    self._failed_hosts.remember(host, port, error)
                    raise
                if is_last:
                    raise
            await asyncio.sleep(waits)
        raise AssertionError("the last attempt returns or raises")

    async def _get_once(self, url: str, headers: dict[str, str], limit: int) -> Response:
        self._budget.spend_request()
        async with self._client.stream("GET", url, headers=headers) as answer:
            self._failed_hosts.remember_answer(*_host_and_port(url))
            given = {key.lower(): value for key, value in answer.headers.items()}
            is_read = 200 <= answer.status_code < 300
            body = await self._body(url, answer, limit if is_read else _ERROR_BYTES, is_read)
            return Response(url, answer.status_code, given, body)

    async def _body(self, url: str, answer: httpx2.Response, limit: int, is_read: bool) -> bytes:
        """The body, decompressed; of one that nobody looks at as much as leaves the connection usable."""
        body = bytearray()
        if is_read and _declared_length(answer) > limit:
            raise _too_large(url, limit)
        decoder = Decoder(answer.headers.get("content-encoding", "") if is_read else "")
        async with AsyncExitStack() as held:
            is_large = False
            async for raw in answer.aiter_raw():
                for piece in decoder.feed(raw):
                    self._budget.spend_bytes(len(piece))
                    body += piece
                    if len(body) > limit and not is_read:
                        return b""
                    if len(body) > limit:
                        body.clear()  # the error's traceback would keep it
                        raise _too_large(url, limit)
                    if len(body) > index_limits.SMALL_BODY_BYTES and not is_large:
                        is_large = True
                        await held.enter_async_context(self._large)
        decoder.end()
        return bytes(body)


def _declared_length(answer: httpx2.Response) -> int:
    """How long the body will be, where it says so and comes as it is; else 0."""
    text = "" if answer.headers.get("content-encoding") else answer.headers.get("content-length", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_NUMBER else 0


def _too_large(url: str, limit: int) -> FetchError:
    return FetchError(without_credentials(url), f"the answer is larger than {limit} bytes", too_large=True)


def _host_and_port(url: str) -> tuple[str, int]:
    return httpx2.URL(url).raw_host.decode("ascii"), origin(url)[2] or 0


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
