"""User names and passwords of index URLs: taken out of every URL at the border, sent to their origin only."""

from __future__ import annotations

import base64
from hashlib import sha256
from urllib.parse import unquote, urlsplit

Origin = tuple[str, str | None, int | None]


def origin(url: str) -> Origin:
    """Scheme, host and port of a URL. Raises `ValueError`."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def basic_authentication(url: str) -> str | None:
    """The value of the Authorization header (RFC 7617) for a URL's user name and password, or None."""
    parts = urlsplit(url)
    if parts.username is None and parts.password is None:
        return None
    text = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    return f"Basic {base64.b64encode(text.encode()).decode()}"


class Credentials:
    """What the index URLs of one run say about themselves; files at the same origin get the same header."""

    def __init__(self) -> None:
        self._by_origin: dict[Origin, str] = {}

    def learn(self, url: str) -> None:
        """Remember the user name and password of an index URL, if it has any."""
        try:
            value = basic_authentication(url)
            if value is not None:
                self._by_origin[origin(url)] = value
        except ValueError:
            return

    def headers(self, url: str) -> dict[str, str]:
        """The Authorization header for a URL, or nothing."""
        try:
            value = self._by_origin.get(origin(url))
        except ValueError:
            value = None
        return {} if value is None else {"authorization": value}

    def cache_key(self, url: str) -> str:
        """A key for stored bytes that those without the same credentials cannot hit."""
        secret = self.headers(url).get("authorization", "")
        return sha256(f"{secret}\n{url}".encode()).hexdigest()
