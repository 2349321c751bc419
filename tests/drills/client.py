"""What a person or a program sends to an installation, and what came back."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any

NO_ANSWER = 0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """Of one request: its status (0: the connection ended without one), its body, and how long it took."""

    status: int
    body: bytes
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def words(self) -> str:
        return self.body.decode("utf-8", "replace")


def send(
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    opener: urllib.request.OpenerDirector | None = None,
    timeout: float = 120,
) -> Answer:
    """One request. Never raises for what the other side does."""
    began = time.monotonic()
    request = urllib.request.Request(url, body, dict(headers or {}))
    try:
        with (opener or urllib.request.build_opener()).open(request, timeout=timeout) as response:
            content = response.read()
            return Answer(response.status, content, time.monotonic() - began, dict(response.headers), response.url)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read(), time.monotonic() - began, dict(error.headers), url)
    except (OSError, HTTPException) as error:
        return Answer(NO_ANSWER, str(error).encode(), time.monotonic() - began)


def post_json(site: str, question: Mapping[str, Any], address: str = "") -> Answer:
    """Ask over the API, from an address that a proxy names."""
    headers = {"Content-Type": "application/json"} | ({"X-Forwarded-For": address} if address else {})
    return send(f"{site}/api/v1/resolutions", json.dumps(question).encode(), headers)


class Browser:
    """Somebody with cookies, who sends forms."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._token = ""

    def get(self, path: str) -> Answer:
        return send(f"{self.site}{path}", opener=self._opener)

    def post(self, path: str, fields: Mapping[str, str] | None = None) -> Answer:
        """Send a form, with the token of the paste page; redirects are followed."""
        if not self._token:
            found = _TOKEN.search(self.get("/").words)
            self._token = found[1] if found else ""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self._token, **(fields or {})}).encode("utf-8", "replace")
        return send(f"{self.site}{path}", body, {"Referer": self.site}, self._opener)
