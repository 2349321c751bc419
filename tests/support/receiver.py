"""A receiver on loopback, of webhooks and other messages, which remembers what it was sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Receiver:
    """One message."""

    headers: Mapping[str, str]
    body: bytes


@contextmanager
def receiver(port: int) -> Iterator[list[Receiver]]:
    """What arrives at a port while the body runs; each is answered with 200."""
    with answering(port, 200, b"") as taken:
        yield taken


@contextmanager
def answering(port: int, status: int, answer: bytes) -> Iterator[list[Receiver]]:
    """The same, with another answer."""
    taken: list[Receiver] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            taken.append(Receiver(dict(self.headers), body))
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield taken
    finally:
        server.shutdown()
        server.server_close()
