"""A package index on loopback that means no good: each kind of page and file that must not hurt anybody.

`index.url("drip")` is the address of an index of that kind; what was asked is in `index.seen`.
"""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = "application/vnd.pypi.simple.v1+json"
MIB = 1024 * 1024
DIGITS = "9" * 10_000
GOOD = "1.0"


class HostileIndex(ThreadingHTTPServer):
    """The running index. `seen` are the paths and headers of all requests; `dripped` counts single bytes."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), _Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.asked: dict[str, int] = {}
        self.stopped = threading.Event()

    @property
    def base(self) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def url(self, kind: str) -> str:
        """The index of a kind, without a trailing slash."""
        return f"{self.base}/{kind}/simple"

    def handle_error(self, *_: object) -> None:
        """Clients that go away are no news."""


@contextmanager
def hostile_index(host: str = "127.0.0.1") -> Iterator[HostileIndex]:
    """Serve until the block ends."""
    with HostileIndex(host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: HostileIndex
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        server.seen.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        server.asked[self.path] = server.asked.get(self.path, 0) + 1
        kind, _, rest = self.path.partition("?")[0][1:].partition("/")
        name = rest.rstrip("/").rpartition("/")[2]
        kind, _, number = kind.partition("-")
        amount = int(number or 0)
        if kind == "drip":
            return self.drip()
        if kind == "hang":
            server.stopped.wait(60)
            return None
        if kind == "half" and server.asked[self.path] % 2:
            return self.answer(500, b"")
        if kind == "status":
            return self.answer(amount, b"")
        if kind == "bomb":
            return self.answer(200, bomb(amount), {"Content-Type": JSON, "Content-Encoding": "gzip"})
        if name.endswith(".metadata"):
            return self.answer(200, _metadata(kind, amount, name.removesuffix(".metadata")))
        return self.answer(200, _page(kind, amount, name), {"Content-Type": JSON})

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        """One byte per five seconds."""
        self.send_response(200)
        self.send_header("Content-Type", JSON)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        while not self.server.stopped.wait(5):
            self.wfile.write(b" ")
            self.wfile.flush()

    def log_message(self, *arguments: object) -> None:
        pass


@lru_cache(maxsize=8)
def bomb(mebibytes: int) -> bytes:
    """A valid page with so much white space, compressed to a thousandth."""
    head = _page("good", 0, "z").removesuffix(b"}")
    return gzip.compress(head + b" " * (mebibytes * MIB) + b"}")


def _wheel(name: str, version: str, tags: str = "py3-none-any", **fields: Any) -> dict[str, Any]:
    filename = f"{name.replace('-', '_')}-{version}-{tags}.whl"
    return {"filename": filename, "url": f"../../files/{filename}", "hashes": {}, "core-metadata": True, **fields}


@lru_cache(maxsize=32)
def _page(kind: str, amount: int, name: str) -> bytes:
    files = [_wheel(name, GOOD)]
    match kind:
        case "many":
            files += [_wheel(name, f"2.{number}") for number in range(amount)]
        case "versions":
            shapes = ("{}", "2.{}", "2a{}", "{}!2", "2+{}", "2.post{}")
            files += [_wheel(name, shape.format(DIGITS[: amount or None])) for shape in shapes]
            files += [{**_wheel(name, "3"), "filename": f"{name}-{DIGITS}.tar.gz", "url": f"../../files/{name}.tar.gz"}]
            files += [_wheel(name, f"2-{DIGITS}")]  # a build tag
        case "pythons":
            files += [_wheel(name, "2.0", **{"requires-python": f">={'9' * 6_000}"})]
            files += [_wheel(name, "3.0", **{"requires-python": f"<{'9' * 30}"})]
            files += [_wheel(name, "4.0", **{"requires-python": ",".join(f"!={n}" for n in range(9_000))})]
        case "tags":
            several = ".".join(f"t{number}" for number in range(27))
            files += [_wheel(name, f"2.{number}", f"{several}-{several}-{several}") for number in range(50)]
        case "times":
            files += [_wheel(name, "2.0", **{"upload-time": "0001-01-01T00:00:00+23:59"})]
            files += [_wheel(name, "3.0", **{"upload-time": 10**40, "size": 10**300, "yanked": {}, "hashes": 7})]
        case "metadata" | "depths" | "numbers" | "extras" | "header" | "markers":
            files += [_wheel(name, "2.0")]
        case "hard":
            files = [_wheel(name, f"{version}.0") for version in range(1, 12)]
    return json.dumps({"meta": {"api-version": "1.0"}, "name": name, "files": files}).encode()


@lru_cache(maxsize=32)
def _metadata(kind: str, amount: int, filename: str) -> bytes:
    name, version = filename.split("-")[:2]
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    match kind:
        case "metadata" if version == "2.0":
            lines += [f"Requires-Dist: p{number}" for number in range(amount)]
        case "depths" if version == "2.0":
            lines += [f"Requires-Dist: a ; {'(' * amount}os_name == 'a'{')' * amount}"]
        case "numbers" if version == "2.0":
            lines += [f"Requires-Dist: a>={'9' * amount}"]
        case "extras" if version == "2.0":
            lines += [f"Provides-Extra: e{number}" for number in range(amount)]
        case "header" if version == "2.0":
            lines += ["Description: " + "x" * amount]
        case "markers" if version == "2.0":
            lines += [f"Requires-Dist: a ; {' and '.join(_terms(amount))}"]
        case "wide" if name == "root":
            lines += [f"Requires-Dist: p{number}" for number in range(amount)]
        case "chain":
            lines += [f"Requires-Dist: p{int(name[1:]) + 1}"]
        case "hard" if name.startswith("h"):
            lines += [f"Requires-Dist: s{version.removesuffix('.0')}=={int(name[1:]) + 1}.0"]
    return "\n".join(lines).encode()


def _terms(count: int) -> Iterator[str]:
    for number in range(count):
        yield f"('a{number}' in platform_version or 'b{number}' in platform_version)"
