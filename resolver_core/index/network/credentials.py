"""User names and passwords of indexes: who gets them, and that nobody else does.

Those of an index URL that a person wrote are taken out of the URL at the border and sent to its origin only. Those of
the operator (or of the user of this machine) are bound to a prefix of a URL: never sent elsewhere, nor after a
redirect, whatever a pasted text names.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from resolver_core.errors import CoreError
from resolver_core.index.network.guard import RefusedAddress, split_url, without_userinfo

Origin = tuple[str, str | None, int | None]

FILE_VARIABLE = "WHICHWHEEL_INDEX_CREDENTIALS_FILE"
TEXT_VARIABLE = "WHICHWHEEL_INDEX_CREDENTIALS"

_DOUBTFUL_PATH = re.compile(r"//|\\|;|%2e|%2f|%5c|(?:^|/)\.{1,2}(?:/|$)|[\x00-\x20]", re.IGNORECASE)


def origin(url: str) -> Origin:
    """Scheme, host and port of a URL. Raises `ValueError`."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def basic_authentication(url: str) -> str | None:
    """The value of the Authorization header (RFC 7617) for a URL's user name and password, or None."""
    parts = urlsplit(url)
    if parts.username is None and parts.password is None:
        return None
    return _basic(unquote(parts.username or ""), unquote(parts.password or ""))


def _basic(user: str, password: str) -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


class InvalidCredentials(CoreError, ValueError):
    """The operator's credentials cannot be read; the message names the line and never what stands in it."""


@dataclass(frozen=True, slots=True)
class _Bound:
    origin: Origin
    path: str  #: without a trailing slash; "" is the whole host
    header: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OperatorCredentials:
    """Credentials by URL prefix. An address below a prefix is of the same scheme, host and port, and its path goes on
    where the prefix ends, at a slash; a path that could be read in two ways (`..`, `%2e`, `//`) is below none.
    """

    _bound: tuple[_Bound, ...] = ()

    @classmethod
    def parse(cls, text: str) -> OperatorCredentials:
        """Read entries `url PREFIX login NAME password SECRET`, over one line or several; `#` begins a comment line.

        Raises `InvalidCredentials`.
        """
        words = [
            (number, word)
            for number, line in enumerate(text.splitlines(), 1)
            if not line.lstrip().startswith("#")
            for word in line.split()
        ]
        return cls(tuple(_longest_first(_entries(words))))

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> OperatorCredentials:
        """What `WHICHWHEEL_INDEX_CREDENTIALS` and the file of `WHICHWHEEL_INDEX_CREDENTIALS_FILE` say.

        Raises `InvalidCredentials`, also for a file that cannot be read.
        """
        texts = [environment.get(TEXT_VARIABLE, "")]
        if path := environment.get(FILE_VARIABLE, "").strip():
            try:
                texts.append(Path(path).read_text("utf-8"))
            except (OSError, UnicodeDecodeError) as error:
                raise InvalidCredentials(f"{FILE_VARIABLE}: {path} cannot be read: {type(error).__name__}") from None
        return cls(tuple(_longest_first(bound for text in texts for bound in cls.parse(text)._bound)))

    def with_index(self, url: str, *, root: bool = False) -> OperatorCredentials:
        """The same, and user name and password of an index's own URL, bound to that URL.

        With `root` they hold for what stands beside a last `/simple`, too, as uv takes it: files often stand there.
        """
        header = basic_authentication(url)
        if header is None:
            return self
        path = urlsplit(url).path.rstrip("/")
        path = path.removesuffix("/simple") if root else path
        return OperatorCredentials(tuple(_longest_first((*self._bound, _Bound(origin(url), path, header)))))

    def header(self, url: str) -> str | None:
        """The value of the Authorization header for an address; None for one that is below no prefix."""
        try:
            path, place = urlsplit(url).path, origin(url)
        except ValueError:
            return None
        if _DOUBTFUL_PATH.search(path):
            return None
        fitting = (
            bound.header
            for bound in self._bound
            if bound.origin == place and (path == bound.path or path.startswith(f"{bound.path}/"))
        )
        return next(fitting, None)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._bound)

    def cover(self, url: str) -> bool:
        """Whether an address is below a prefix."""
        return self.header(url) is not None


def _entries(words: list[tuple[int, str]]) -> Iterable[_Bound]:
    for at in range(0, len(words), 6):
        entry = words[at : at + 6]
        number = entry[0][0]
        if [word for _, word in entry[::2]] != ["url", "login", "password"] or len(entry) != 6:
            raise InvalidCredentials(
                f"the index credentials, line {number}: an entry is `url PREFIX login NAME password SECRET`"
            )
        yield _bound(number, *(word for _, word in entry[1::2]))


def _bound(number: int, url: str, user: str, password: str) -> _Bound:
    try:
        parts = split_url(url)
    except RefusedAddress as error:
        raise InvalidCredentials(f"the index credentials, line {number}: {error.reason}") from None
    if parts.query or parts.fragment or "@" in parts.netloc or _DOUBTFUL_PATH.search(parts.path):
        raise InvalidCredentials(
            f"the index credentials, line {number}: a prefix is an address without user, query, fragment, `..` or `//`"
        )
    return _Bound(origin(url), parts.path.rstrip("/"), _basic(user, password))


def _longest_first(bound: Iterable[_Bound]) -> list[_Bound]:
    return sorted(bound, key=lambda entry: -len(entry.path))


class Credentials:
    """What one run knows: the index URLs that people wrote, and the operator's prefixes."""

    def __init__(self, operator: OperatorCredentials | None = None) -> None:
        self._by_origin: dict[Origin, str] = {}
        self._operator = operator or OperatorCredentials()
        self.used_operator = False  #: whether any address that was asked for is below one of the operator's prefixes

    def learn(self, url: str) -> None:
        """Remember the user name and password of an index URL, if it has any."""
        try:
            value = basic_authentication(url)
            if value is not None:
                self._by_origin[origin(url)] = value
        except ValueError:
            return

    def headers(self, url: str) -> dict[str, str]:
        """The Authorization header that a person's own URL gives an address, or nothing."""
        try:
            value = self._by_origin.get(origin(url))
        except ValueError:
            value = None
        return {} if value is None else {"authorization": value}

    def is_operators(self, url: str) -> bool:
        """Whether the operator's credentials are sent to an address; then the run has used them."""
        is_theirs = not self.headers(url) and self._operator.cover(url)
        self.used_operator = self.used_operator or is_theirs
        return is_theirs

    def cache_key(self, url: str) -> str:
        """A key for stored bytes that those without the same credentials cannot hit. It tells nothing of them."""
        secret = "operator" if self.is_operators(url) else self.headers(url).get("authorization", "")
        return sha256(f"{secret}\n{without_userinfo(url)}".encode()).hexdigest()
