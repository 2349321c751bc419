"""A package index on loopback, made of values, that remembers which files were read."""

from __future__ import annotations

import html
import io
import json
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from packaging.utils import canonicalize_name


@dataclass(frozen=True)
class ServedFile:
    """One file that the index lists. `requires_python` is on the page and in the metadata alike."""

    filename: str
    requires_dist: tuple[str, ...] = ()
    requires_python: str | None = None
    uploaded_at: str | None = None  #: RFC 3339
    yanked: bool | str = False
    sha256: str | None = None  #: what the page says; nothing checks it
    pages: tuple[str, ...] = ("simple", "flat")  #: which of the two kinds of page list it
    extras: tuple[str, ...] = ()

    @property
    def project(self) -> str:
        return canonicalize_name(self.filename.split("-")[0])

    @property
    def stem(self) -> str:
        """`name-version`, the folder inside an sdist and the prefix of `.dist-info`."""
        if self.filename.endswith(".whl"):
            return "-".join(self.filename.split("-")[:2])
        return self.filename.removesuffix(".tar.gz").removesuffix(".tar.bz2").removesuffix(".zip")

    def metadata(self) -> bytes:
        name, version = self.stem.split("-")
        lines = ["Metadata-Version: 2.2", f"Name: {name}", f"Version: {version}"]
        lines += [f"Requires-Python: {self.requires_python}"] if self.requires_python else []
        lines += [f"Provides-Extra: {extra}" for extra in self.extras]
        lines += [f"Requires-Dist: {requirement}" for requirement in self.requires_dist]
        return ("\n".join(lines) + "\n").encode()

    def archive(self) -> bytes:
        if self.filename.endswith(".whl"):
            return self._wheel()
        return self._zip_sdist() if self.filename.endswith(".zip") else self._tar_sdist()

    def _wheel(self) -> bytes:
        buffer, folder = io.BytesIO(), f"{self.stem}.dist-info"
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{folder}/METADATA", self.metadata())
            archive.writestr(f"{folder}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n")
            archive.writestr(f"{folder}/RECORD", "")
        return buffer.getvalue()

    def _zip_sdist(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(f"{self.stem}/PKG-INFO", self.metadata())
        return buffer.getvalue()

    def _tar_sdist(self) -> bytes:
        buffer = io.BytesIO()
        compression = "bz2" if self.filename.endswith(".bz2") else "gz"
        with tarfile.open(fileobj=buffer, mode=f"w:{compression}") as archive:  # type: ignore[call-overload]
            member = tarfile.TarInfo(f"{self.stem}/PKG-INFO")
            member.size = len(self.metadata())
            archive.addfile(member, io.BytesIO(self.metadata()))
        return buffer.getvalue()

    def as_json(self) -> dict[str, Any]:
        """The file's entry on a JSON page (PEP 691, 700, 714)."""
        entry: dict[str, Any] = {"filename": self.filename, "url": f"/files/{self.filename}", "hashes": {}}
        entry["yanked"] = self.yanked
        if self.sha256:
            entry["hashes"] = {"sha256": self.sha256}
        if self.requires_python:
            entry["requires-python"] = self.requires_python
        if self.uploaded_at:
            entry["upload-time"] = self.uploaded_at
        if self.filename.endswith(".whl"):
            entry["core-metadata"] = True
        return entry

    def as_html(self) -> str:
        """The file's link on an HTML page (PEP 503, 592)."""
        attributes = {
            "href": f"/files/{self.filename}",
            "data-requires-python": self.requires_python,
            "data-yanked": self.yanked if isinstance(self.yanked, str) else "" if self.yanked else None,
            "data-upload-time": self.uploaded_at,
        }
        written = (f'{name}="{html.escape(value)}"' for name, value in attributes.items() if value is not None)
        return f"<a {' '.join(written)}>{html.escape(self.filename)}</a>"


class ServedIndex:
    """The running index: `url` is its simple API, `flat_url` one page with every file (a flat index)."""

    def __init__(self, files: Iterable[ServedFile], port: int, empty: Iterable[str] = ()) -> None:
        self.reads: list[str] = []  #: names of the files whose metadata or bytes were asked for, in order
        self.list_instead(files, empty)
        self.url = f"http://127.0.0.1:{port}/simple"
        self.flat_url = f"http://127.0.0.1:{port}/flat/"

    def list_instead(self, files: Iterable[ServedFile], empty: Iterable[str] = ()) -> None:
        """List these files from now on."""
        self.files = {file.filename: file for file in files}
        self._projects: dict[str, list[ServedFile]] = {name: [] for name in empty}
        for file in self.files.values():
            self._projects.setdefault(file.project, []).append(file)

    def answer(self, path: str) -> tuple[str, bytes] | None:
        """Content type and body, or None for 404."""
        folder, _, name = path.strip("/").partition("/")
        if folder == "simple" and name in self._projects:
            return "application/vnd.pypi.simple.v1+json", self._project_page(name)
        if folder == "flat":
            return "text/html", self._flat_page()
        if folder == "files" and name.removesuffix(".metadata") in self.files:
            return "application/octet-stream", self._file(name)
        return None

    def reads_of(self, project: str) -> list[str]:
        """The files of a project that were read, each once, in the order of the first reading."""
        return list(dict.fromkeys(name for name in self.reads if self.files[name].project == project))

    def _project_page(self, project: str) -> bytes:
        files = [file.as_json() for file in self._projects[project] if "simple" in file.pages]
        return json.dumps({"meta": {"api-version": "1.1"}, "name": project, "files": files}).encode()

    def _flat_page(self) -> bytes:
        links = "".join(file.as_html() for file in self.files.values() if "flat" in file.pages)
        return f"<!DOCTYPE html><html><body>{links}</body></html>".encode()

    def _file(self, name: str) -> bytes:
        file = self.files[name.removesuffix(".metadata")]
        self.reads.append(file.filename)
        return file.metadata() if name.endswith(".metadata") else file.archive()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet per answer: else each waits for a delayed acknowledgement
    index: ServedIndex

    def do_GET(self) -> None:
        answer = self.index.answer(self.path.partition("?")[0])
        self.send_response(404 if answer is None else 200)
        content_type, body = answer or ("text/plain", b"")
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request: object, client_address: object) -> None:
        """Readers that go away (some tests kill them) are no news."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def served_index(files: Iterable[ServedFile], empty: Iterable[str] = ()) -> Iterator[ServedIndex]:
    """Serve the files until the block ends. `empty` are projects whose page lists none."""
    handler = type("_BoundHandler", (_Handler,), {})
    with _Server(("127.0.0.1", 0), handler) as server:
        index = handler.index = ServedIndex(files, server.server_address[1], empty)  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield index
        finally:
            server.shutdown()
            thread.join()
