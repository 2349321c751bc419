from __future__ import annotations

import asyncio
import contextlib
import gzip
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from resolver_core.index.base import FetchError, Response
from resolver_core.index.network.client import ClientLimits, GuardedClient

LOOPBACK = ("127.0.0.0/8",)
LIMITS = ClientLimits(connect_s=60, read_s=60, total_s=60, back_off_s=0.01)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.failures_left = 0
        self.is_over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        kind, _, rest = self.path[1:].partition("/")
        if kind == "to":
            return self.answer(302, headers={"Location": rest})
        if kind == "hop":
            return self.answer(307, headers={"Location": f"/hop/{int(rest) - 1}" if int(rest) else "/done"})
        if kind == "zeros":
            return self.answer(200, b"\0" * int(rest))
        if kind == "bomb":
            return self.answer(200, gzip.compress(b"\0" * int(rest)), {"Content-Encoding": "gzip"})
        if kind == "slow":
            return self.trickle()
        if kind == "flaky" and self.server.failures_left > 0:
            self.server.failures_left -= 1
            self.close_connection = True
            return None
        return self.answer(int(rest) if kind == "status" else 200, b"hello")

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000000")
        self.end_headers()
        with contextlib.suppress(OSError):  # they have gone
            while not self.server.is_over.wait(0.01):
                self.wfile.write(b".")
                self.wfile.flush()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.is_over.set()
        running.shutdown()
        thread.join()


def get(
    url: str,
    *,
    allowed: Sequence[str] = LOOPBACK,
    limits: ClientLimits = LIMITS,
    names: dict[str, list[str]] | None = None,
    limit_bytes: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """One GET with a client of its own. `names` is all that can be resolved, numeric addresses aside."""

    async def resolver(host: str, port: int) -> Sequence[str]:
        if names is not None and host in names:
            return names[host]
        infos = await asyncio.get_running_loop().getaddrinfo(host, port)
        return [str(info[4][0]) for info in infos]

    async def run() -> Response:
        async with GuardedClient(allowed, limits=limits, resolver=resolver) as client:
            return await client.get(url, limit_bytes=limit_bytes, headers=headers)

    return asyncio.run(run())


def refused(url: str, **options: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        get(url, **options)  # type: ignore[arg-type]
    return caught.value


def test_any_status_is_an_answer(server: Server) -> None:
    assert get(f"{server.url}/").body == b"hello"
    for status in (404, 500):
        assert get(f"{server.url}/status/{status}").status_code == status


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "[::1]", "0"],
)
def test_loopback_is_refused_however_it_is_spelled(server: Server, host: str) -> None:
    error = refused(f"http://{host}:{server.server_address[1]}/", allowed=())
    assert error.refused
    assert server.seen == []


@pytest.mark.parametrize(
    "addresses",
    [["10.0.0.7"], ["169.254.169.254"], ["fd00::1"], ["8.8.8.8", "192.168.0.1"], ["::ffff:10.0.0.7"]],
)
def test_a_name_that_points_to_a_private_address_is_refused(addresses: list[str]) -> None:
    assert refused("http://index.test/simple/", names={"index.test": addresses}).refused


def test_the_connection_goes_to_the_checked_address(server: Server) -> None:
    """A name that changes its mind between check and use has no use: it is resolved once per connection."""
    answer = get(f"http://index.test:{server.server_address[1]}/", names={"index.test": ["127.0.0.1"]})
    assert answer.body == b"hello"
    assert server.seen[0][1]["host"] == f"index.test:{server.server_address[1]}"


def test_a_redirect_inwards_is_refused(server: Server) -> None:
    for target in ("http://127.0.0.2:1/", "http://localhost:1/", "http://10.0.0.1/"):
        error = refused(f"{server.url}/to/{target}", allowed=["127.0.0.1/32"], names={"localhost": ["127.0.0.3"]})
        assert error.refused, target
    assert len(server.seen) == 3


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://index.test/", "gopher://127.0.0.1:6379/_INFO"])
def test_a_redirect_to_another_scheme_is_refused(server: Server, target: str) -> None:
    assert refused(f"{server.url}/to/{target}").refused


def test_redirects_are_followed_and_counted(server: Server) -> None:
    answer = get(f"{server.url}/hop/3")
    assert answer.url == f"{server.url}/done"
    assert "more than 5 redirects" in refused(f"{server.url}/hop/9").detail
    assert len(server.seen) == 5 + 6


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://index.test/x", "http://", "//x", "http://a b/"])
def test_other_schemes_are_refused(url: str) -> None:
    assert refused(url).refused


def test_an_answer_that_is_too_large(server: Server) -> None:
    assert len(get(f"{server.url}/zeros/1000", limit_bytes=1000).body) == 1000
    assert "larger than 999 bytes" in refused(f"{server.url}/zeros/1000", limit_bytes=999).detail
    assert "larger than 5000 bytes" in refused(f"{server.url}/bomb/3000000", limit_bytes=5000).detail


def test_an_answer_that_is_too_slow(server: Server) -> None:
    """The answer never ends, and no pause in it is long."""
    error = refused(f"{server.url}/slow", limits=replace(LIMITS, total_s=0.3))
    assert "within 0.3 seconds" in error.detail
    assert not error.refused


def test_transient_trouble_is_tried_again_three_times(server: Server) -> None:
    server.failures_left = 3
    assert get(f"{server.url}/flaky").body == b"hello"
    server.failures_left = 4
    assert not refused(f"{server.url}/flaky").refused
    assert len(server.seen) == 8


def test_credentials_are_sent_but_never_shown(server: Server) -> None:
    url = server.url.replace("//", "//user:s3cret@")
    answer = get(f"{url}/x")
    assert server.seen[0][1]["authorization"] == "Basic dXNlcjpzM2NyZXQ="
    assert "s3cret" not in answer.url
    for error in (refused(f"{url}/hop/9"), refused(f"{url}/x", allowed=()), refused(f"{url}/zeros/9", limit_bytes=1)):
        assert "s3cret" not in str(error)


def test_credentials_do_not_follow_a_redirect_to_another_origin(server: Server) -> None:
    url = server.url.replace("//", "//user:s3cret@")
    port = server.server_address[1]
    get(f"{url}/to/http://other.test:{port}/x", names={"other.test": ["127.0.0.1"]})
    get(f"{url}/to//x")
    assert ["authorization" in headers for _, headers in server.seen] == [True, False, True, True]


def test_a_name_that_does_not_resolve_is_network_trouble() -> None:
    error = refused("http://no-such-host.invalid/", names={"no-such-host.invalid": []})
    assert not error.refused


def test_nothing_listens() -> None:
    assert not refused("http://127.0.0.1:1/").refused


def test_proxies_of_the_environment_are_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get(f"{server.url}/").body == b"hello"


def test_cookies_and_accept_encoding(server: Server) -> None:
    get(f"{server.url}/", headers={"accept": "text/html", "accept-encoding": "identity"})
    headers = server.seen[0][1]
    assert headers["accept"] == "text/html"
    assert headers["accept-encoding"] == "identity"
