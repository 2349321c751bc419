"""Secrets in URLs: user and password before the host, tokens in query and fragment. Each takes linear time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resolver_core.inputs.secrets.names import is_secret_parameter
from resolver_core.inputs.secrets.spans import SecretKind, Span, is_harmless

_AUTHORITY = re.compile(
    r"""(?:(?<![:/\w])//|:\\?/\\?/)(?P<plain>[^\s/?#"'<>\\`|]*)|%2[Ff]%2[Ff](?P<coded>[^\s/?#"'<>\\`|&]*)"""
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}\Z")
_HOST = re.compile(r"""([\w.-]{1,100}(?::\d{1,5})?)(?:[\s/?#"'<>\\`|)\],;]|\Z)""")
_NO_PORT = re.compile(r"[^:\[\]]*:(?!\d*$)")
_REST = re.compile(r"""[^\s"'<>`|]{0,500}""")
_CODED_END = re.compile(r"%2F|%3F|%23|%26", re.IGNORECASE)
_CODED_AT = re.compile(r"%40", re.IGNORECASE)
_QUERY = re.compile(r"""[?#](?=[^\s"'<>`|=]*=)[^\s"'<>`|\\?#]*""")
_CODED_PARAMETER = re.compile(r"""(?:%3F|%26)([\w.-]{1,64})%3D((?:(?!%26)[^\s"'<>`|&#])*)""", re.IGNORECASE)
_PARAMETER = re.compile(r"&amp;|&")
_TAIL = re.compile(r"[)\]},.;:!]+$")
_PLAIN_USERS = frozenset({"git", "hg", "svn"})
_KEEPS_USER = ("ssh", "git", "sftp", "rsync", "scp")  # there a user without a password is no secret
_PROXY = re.compile(r"""(?:--proxy|_proxy)[ \t=]{1,3}["']?([^\s:@/"']{1,200}:[^\s@/"']{1,200})@""", re.IGNORECASE)


def secrets_in_urls(text: str) -> Iterator[Span]:
    """User and password of every URL, whatever its scheme, and secret parameters of every query."""
    for match in _AUTHORITY.finditer(text):
        if match["plain"] is not None:
            yield from _in_authority(text, *match.span("plain"))
        elif match["coded"]:
            yield from _in_coded_authority(match["coded"], match.start("coded"))
    for match in _QUERY.finditer(text):
        yield from _in_query(match.group(), match.start())
    for match in _CODED_PARAMETER.finditer(text):
        if is_secret_parameter(match[1]) and not is_harmless(match[2]):
            yield Span(match.start(2), match.end(2), "", SecretKind.PARAMETER, match[1])
    for match in _PROXY.finditer(text):
        yield Span(match.start(1), match.end(1) + 1, "", SecretKind.URL, "a proxy")


def _in_authority(text: str, start: int, end: int) -> Iterator[Span]:
    authority = text[start:end]
    found = _SCHEME.search(text[max(0, start - 40) : start].rstrip("/\\:"))
    scheme = "" if found is None else found.group().lower().rpartition("+")[2]
    at = authority.rfind("@")
    if at < 0 and scheme not in _KEEPS_USER and _NO_PORT.match(authority):  # a password with a slash in it
        rest = _REST.match(text, end)
        at = -1 if rest is None or "@" not in rest.group() else end - start + rest.group().rindex("@")
    if at <= 0:
        return
    user, colon, password = text[start : start + at].partition(":")
    keeps_user = scheme in _KEEPS_USER
    if not colon and (keeps_user or not scheme or user.lower() in _PLAIN_USERS):
        return
    if (colon and password and is_harmless(password)) or (not colon and is_harmless(user)):
        return
    host = _HOST.match(text, start + at + 1)
    name = "" if host is None else host[1]
    if keeps_user:
        yield Span(start + len(user), start + at, "", SecretKind.URL, name)
    else:
        yield Span(start, start + at + 1, "", SecretKind.URL, name)


def _in_coded_authority(authority: str, start: int) -> Iterator[Span]:
    ended = _CODED_END.search(authority)
    authority = authority if ended is None else authority[: ended.start()]
    places = [match.end() for match in _CODED_AT.finditer(authority)]
    if places and not is_harmless(authority[: places[-1] - 3]):
        host = _HOST.match(authority, places[-1])
        yield Span(start, start + places[-1], "", SecretKind.URL, "" if host is None else host[1])


def _in_query(query: str, start: int) -> Iterator[Span]:
    """One span for the whole query, where anything in it is secret; the other parameters stay as they are."""
    tail = _TAIL.search(query)
    length = len(query) if tail is None else tail.start()
    kept, names, place, separator = [], [], 1, query[0]
    for end, next_separator in _parts(query, length):
        part = query[place:end]
        name, equals, value = part.partition("=")
        if equals and len(name) <= 64 and is_secret_parameter(name) and not is_harmless(value):
            names.append(name)
        else:
            kept.append((separator, part))
        place, separator = end + len(next_separator), next_separator
    if names:
        rest = "".join(f"{query[0] if not at else before}{part}" for at, (before, part) in enumerate(kept))
        yield Span(start, start + length, rest, SecretKind.PARAMETER, ", ".join(dict.fromkeys(names)))


def _parts(query: str, length: int) -> Iterator[tuple[int, str]]:
    """Where each parameter ends, and what parts it from the next."""
    for match in _PARAMETER.finditer(query, 1, length):
        yield match.start(), match.group()
    yield length, ""
