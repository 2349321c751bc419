"""Connections to checked addresses only, and the memory of hosts that cannot be connected to.

Every connection goes to an address that we resolved and the guard passed (`guard`); the check happens where the
connection is made, so that a name cannot point elsewhere between check and use.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress

import httpcore2
import httpx2

from resolver_core.index.network.guard import AddressGuard, Network, RefusedAddress, parse_networks

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host name and port to numeric addresses. Raises `OSError`."""

NEXT_ADDRESS_SECONDS = 0.3
"""How long an address of a host is tried alone before the next one is tried beside it (RFC 8305)."""

CONNECTION_TROUBLE = (httpcore2.ConnectError, httpcore2.ConnectTimeout)


async def system_resolver(host: str, port: int) -> list[str]:
    """The operating system's name resolution. It cannot be interrupted, so nobody waits for the thread that does it."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def tell(addresses: list[str] | OSError | UnicodeError) -> None:
        if not answer.done():
            if isinstance(addresses, list):
                answer.set_result(addresses)
            else:
                answer.set_exception(addresses)

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found: list[str] | OSError | UnicodeError = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as error:
            found = error
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(tell, found)

    threading.Thread(target=look_up, name="name-resolution", daemon=True).start()
    return await answer


def tls_context() -> ssl.SSLContext:
    """Certificates are verified against the system's store, or `SSL_CERT_FILE` where the environment sets it."""
    return ssl.create_default_context()


class FailedHosts:
    """The hosts of one run that could not be connected to, or never said a word, each with what went wrong.

    A host that does not answer costs one time-out, however many of its pages are wanted.
    """

    def __init__(self) -> None:
        self._said: dict[tuple[str, int], Exception] = {}
        self._answered: set[tuple[str, int]] = set()

    def remember_answer(self, host: str, port: int) -> None:
        """It is there, and may be slow at times."""
        self._answered.add((host, port))

    def has_answered(self, host: str, port: int) -> bool:
        """Whether it has answered anything in this run."""
        return (host, port) in self._answered

    def remember(self, host: str, port: int, error: Exception) -> None:
        """Ask this host no more."""
        self._said.setdefault((host, port), error)

    def said(self, host: str, port: int) -> Exception | None:
        """Why a host is not asked again; None for one that may be asked."""
        return self._said.get((host, port))


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Resolves, checks every address, and connects to a checked one only."""

    def __init__(
        self, guard: AddressGuard, guards_by_port: Mapping[int, AddressGuard], resolver: Resolver, failed: FailedHosts
    ) -> None:
        self._guard = guard
        self._guards_by_port = guards_by_port
        self._resolver = resolver
        self._failed = failed
        self._inner = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to one of the host's addresses; all of them together have the time of `timeout`."""
        if (error := self._failed.said(host, port)) is not None:
            raise type(error)(*error.args)
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._checked_addresses(host, port)
                return await self._first_connection(addresses, port, local_address, socket_options)
        except TimeoutError:
            raise httpcore2.ConnectTimeout("no connection in time") from None

    async def _checked_addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolver(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"name resolution failed: {error}") from error
        guard = self._guards_by_port.get(port, self._guard)
        for address in addresses:
            guard.check(address)
        return addresses

    async def _first_connection(
        self,
        addresses: Sequence[str],
        port: int,
        local_address: str | None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None,
    ) -> httpcore2.AsyncNetworkStream:
        """Try the addresses in turn, the next one beside those that are slow; the first connection counts."""
        waiting = list(addresses)
        trying: set[asyncio.Task[httpcore2.AsyncNetworkStream]] = set()
        last: Exception = httpcore2.ConnectError("the host has no address")
        try:
            while waiting or trying:
                if waiting:
                    attempt = self._inner.connect_tcp(waiting.pop(0), port, None, local_address, socket_options)
                    trying.add(asyncio.ensure_future(attempt))
                patience = NEXT_ADDRESS_SECONDS if waiting else None
                done, trying = await asyncio.wait(trying, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    error = task.exception()
                    if error is None:
                        trying |= done - {task}
                        return task.result()
                    if not isinstance(error, CONNECTION_TROUBLE):
                        raise error
                    last = error
            raise last
        finally:
            await _discard(trying)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Never."""
        raise RefusedAddress("a Unix socket")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


async def _discard(tasks: Iterable[asyncio.Task[httpcore2.AsyncNetworkStream]]) -> None:
    """End attempts that lost, and close what they may have opened."""
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, httpcore2.AsyncNetworkStream):
            await outcome.aclose()


class _Body(httpx2.AsyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._response.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._response.aclose()


class GuardedTransport(httpx2.AsyncBaseTransport):
    """httpx2's transport over a pool whose connections the guard passed."""

    def __init__(self, pool: httpcore2.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass a request on."""
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
                content=request.content,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


def guards_by_port(networks: tuple[Network, ...], endpoints: Iterable[tuple[str, int]]) -> dict[int, AddressGuard]:
    """A guard for each port at which some addresses are exempt."""
    addresses: dict[int, list[str]] = {}
    for address, port in endpoints:
        addresses.setdefault(port, []).append(address)
    return {port: AddressGuard(networks + parse_networks(texts)) for port, texts in addresses.items()}
