"""A second hostile index beside `tests/support/hostile_index.py`: redirects, links, archives, scripts, cycles.

The first part of a path is what the index does, with a number where there are several: `/redirect-3/simple/name/`.
Anything else is a well-behaved index that has every project once.
"""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.hostile_index import JSON

Reply = tuple[int, Mapping[str, str], bytes]

SCRIPT = "<script>alert('drill')</script>"
FIELDS = (
    "Summary", "Author", "License", "Requires-Python", "Keywords", "Home-page", "Project-URL", "Requires-Dist",
    "Provides-Extra", "Classifier", "Description", "Maintainer", "Platform", "License-Expression",
)  # fmt: skip
ENTRIES = 100_000


class HostileAnswers(ThreadingHTTPServer):
    """`elsewhere` are the addresses that redirects and links name; `seen` are all requests."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, host: str, elsewhere: Sequence[str]) -> None:
        super().__init__((host, 0), _Handler)
        self.elsewhere = elsewhere
        self.seen: list[tuple[str, dict[str, str]]] = []

    @property
    def base(self) -> str:
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """Clients that go away are no news."""

    def reply(self, path: str, headers: Mapping[str, str]) -> Reply:
        """What is answered to a request."""
        kind, _, rest = path.partition("?")[0].lstrip("/").partition("/")
        name = rest.rstrip("/").rpartition("/")[2]
        kind, _, number = kind.partition("-")
        amount = int(number) if number.isdecimal() else 0
        is_file = ".whl" in name or ".tar.gz" in name
        if kind == "redirect" or (kind == "moved" and is_file):
            return (301, 302, 303, 307, 308)[amount % 5], {"Location": self._elsewhere(amount)}, b""
        if kind == "loop":
            return 302, {"Location": f"/loop-{(amount + 1) % 3}/simple/{name}/"}, b""
        if kind == "link":
            return _page(name, [{"url": self._elsewhere(amount), "core-metadata": True}])
        if kind == "archive":
            return _ranged(amount, _archive(amount), headers) if is_file else _page(name, [{}])
        if is_file:
            return 200, {}, _metadata(kind, amount, name.removesuffix(".metadata"))
        return _page(
            name, [{"core-metadata": True, "yanked": SCRIPT if kind == "script" and amount % 4 == 3 else False}]
        )

    def _elsewhere(self, number: int) -> str:
        return self.elsewhere[number % len(self.elsewhere)]


class _Handler(BaseHTTPRequestHandler):
    server: HostileAnswers
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.server.seen.append((self.path, headers))
        status, answered, body = self.server.reply(self.path, headers)
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **answered}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            with suppress(ConnectionError):
                self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *arguments: object) -> None:
        pass


def _page(name: str, fields: Sequence[Mapping[str, object]]) -> Reply:
    filename = f"{name.replace('-', '_')}-1.0-py3-none-any.whl"
    files = [{"filename": filename, "url": f"../../files/{filename}", "hashes": {}, **each} for each in fields]
    body = json.dumps({"meta": {"api-version": "1.1"}, "name": name, "files": files}).encode()
    return 200, {"Content-Type": JSON}, body


def _metadata(kind: str, amount: int, filename: str) -> bytes:
    name, version = [*filename.split("-"), ""][:2]
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    if kind == "script":
        lines += [f"{FIELDS[amount % len(FIELDS)]}: {SCRIPT} javascript:alert(1) ]]> --> \"' onerror=alert(1)"]
    if kind == "cycle":
        lines += [f"Requires-Dist: c{(int(name[1:] or 0) + step) % (amount + 1)}" for step in range(1, 4)]
        lines += [f"Provides-Extra: x{amount}", f"Requires-Dist: {name}[x{amount}]; extra == 'x{amount}'"]
    return "\n".join(lines).encode()


@lru_cache(maxsize=4)
def _archive(amount: int) -> bytes:
    """A wheel: one large file, many entries, an absurd number in its directory, or nothing of a wheel."""
    buffer, shape = io.BytesIO(), amount % 5
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        if shape == 0:
            archive.writestr("x-1.0.dist-info/METADATA", b"Name: x\n" + b" " * (20 + amount) * 2**20)
        if shape == 1:
            for number in range(ENTRIES):
                archive.writestr(f"{number}", b"")
        if shape == 2:
            for number in range(200):
                archive.writestr(f"x{number}-1.0.dist-info/METADATA", b"Name: x\n")
    content = buffer.getvalue()
    if shape == 3:
        return content[:-22] + b"PK\x05\x06" + b"\xff" * 18
    return b"\x00" * 10_000 if shape == 4 else content


def _ranged(amount: int, content: bytes, headers: Mapping[str, str]) -> Reply:
    """A part of an archive, said to be another one."""
    if "range" not in headers:
        return 200, {"Accept-Ranges": "bytes"}, content
    wrong = ("bytes -5-3/7", "bytes 0-99999999999999/99999999999999", "bytes */0", "", f"bytes 0-1/{len(content)}")
    return 206, {"Content-Range": wrong[amount % len(wrong)]}, content[-64_000:]


@contextmanager
def hostile_answers(host: str, elsewhere: Sequence[str]) -> Iterator[HostileAnswers]:
    """Serve until the block ends."""
    with HostileAnswers(host, elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
