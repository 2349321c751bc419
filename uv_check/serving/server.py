"""The HTTP server on loopback. Its socket may belong to another network namespace: that of the uv it serves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from uv_check.serving.places import HOST
from uv_check.serving.recorded import RecordedAnswers


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet per answer: else each waits for a delayed acknowledgement
    timeout = 60
    answers: RecordedAnswers

    def do_GET(self) -> None:
        reply = self.answers.reply(self.path.partition("?")[0])
        if reply.status == 0:
            self.close_connection = True
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_HEAD = do_GET

    def log_message(self, *arguments: object) -> None:
        """Nobody reads it."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """uv hangs up when it has what it needs."""


def listening() -> socket.socket:
    """A socket on a free port of loopback."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((HOST, 0))
    listener.listen(_Server.request_queue_size)
    return listener


@contextmanager
def serving(answers: RecordedAnswers, listener: socket.socket) -> Iterator[None]:
    """Answer whoever connects to a listening socket until the block ends, which closes it."""
    handler = type("_BoundHandler", (_Handler,), {"answers": answers})
    server = _Server((HOST, 0), handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
