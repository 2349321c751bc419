"""An index with a part that only those with credentials may read; it remembers who asked for what."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class PrivateIndex(ThreadingHTTPServer):
    """Knows `demo` below every folder; /private wants the operator's header, /away redirects. Remembers who got it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.with_secret: list[str] = []
        self.without: list[str] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: PrivateIndex

    def do_GET(self) -> None:
        has_secret = self.headers.get("authorization") is not None
        (self.server.with_secret if has_secret else self.server.without).append(self.path)
        if "/away/" in self.path:
            return self.answer(302, b"", {"Location": self.path.replace("/away/", "/ok/")})
        if "/inwards/" in self.path:
            return self.answer(302, b"", {"Location": self.path.replace("/inwards/", "/private/")})
        if self.path.startswith("/private/") and not has_secret:
            return self.answer(401, b"")
        if self.path.endswith(".metadata"):
            return self.answer(200, b"Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n")
        name = "demo-1.0-py3-none-any.whl"
        entry = {"filename": name, "url": f"../../files/{name}", "hashes": {}, "core-metadata": True}
        page = json.dumps({"files": [entry]}).encode()
        return self.answer(200, page, {"Content-Type": "application/vnd.pypi.simple.v1+json"})

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def private_index() -> Iterator[PrivateIndex]:
    """Serve it until the block ends: `/private/…` is the private part, everything else is not."""
    with PrivateIndex() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
