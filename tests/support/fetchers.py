"""A `Fetcher` made of values: no socket, and every request remembered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from resolver_core.index.base import FetchError, Response


@dataclass(frozen=True)
class Canned:
    """One answer. `ranges` says whether parts of the body may be asked for; `goes_to` is where a redirect ended."""

    body: bytes = b""
    content_type: str = "application/octet-stream"
    status_code: int = 200
    ranges: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
    goes_to: str | None = None


@dataclass
class CannedFetcher:
    """Answers by exact URL; 404 for the rest. An exception among the answers is raised."""

    answers: dict[str, Canned | FetchError] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    delay_s: float = 0.0
    closed: bool = False

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.requests]

    @property
    def ranges(self) -> list[str]:
        """The ranges that were asked for, in order; "" for a whole file."""
        return [headers.get("range", "") for _, headers in self.requests]

    async def get(
        self, url: str, *, headers: Mapping[str, str] | None = None, limit_bytes: int | None = None
    ) -> Response:
        self.requests.append((url, dict(headers or {})))
        await asyncio.sleep(self.delay_s)
        answer = self.answers.get(url, Canned(status_code=404))
        if isinstance(answer, FetchError):
            raise answer
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.requests[-1][1].get("range", ""))
        if wanted and answer.ranges and answer.status_code == 200:
            return _part(url, answer, wanted[1], wanted[2])
        given = {"content-type": answer.content_type, **answer.headers}
        return Response(answer.goes_to or url, answer.status_code, given, answer.body)

    async def aclose(self) -> None:
        self.closed = True


def _part(url: str, answer: Canned, first: str, last: str) -> Response:
    size = len(answer.body)
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return Response(url, 416, {"content-range": f"bytes */{size}"}, b"")
    return Response(url, 206, {"content-range": f"bytes {start}-{end}/{size}"}, answer.body[start : end + 1])
