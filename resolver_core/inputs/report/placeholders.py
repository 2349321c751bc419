"""Hosts that a reporter made unreadable (`<ourindex>`, `index.example.com`): they stand for the default index."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_RESERVED = ("example.com", "example.org", "example.net", "example")
_WORDS = re.compile(
    r"(?:your|my|our|some|the|internal|private|custom|redacted|hidden|xxx+)?[-_]?"
    r"(?:index|repo|registry|company|corp|org|server|host|hostname|private|internal"
    r"|pypi|pypirepo|mirror|artifactory|nexus|domain"
    r"|redacted|hidden|xxx+)[\w-]{0,20}",
    re.IGNORECASE,
)


def is_placeholder(url: str) -> bool:
    """Whether the host of an address stands for one that is not told."""
    behind = url.partition("://")[2]
    host = behind.partition("/")[0].rpartition("@")[2]
    if any(mark in host for mark in "<>[]{}$*") or host.startswith("..."):
        return True
    try:
        name = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return True
    if name in _RESERVED or name.endswith(tuple(f".{one}" for one in _RESERVED)):
        return True
    first, _, behind_first = name.partition(".")
    return behind_first in ("", "com", "org", "net", "local", "corp", "internal") and bool(_WORDS.fullmatch(first))


def with_default_index(text: str, default_index: str) -> str:
    """A project's text in which every placeholder of an index's address is the default index."""
    return re.sub(
        r"(?P<key>\b(?:url|index-url|default-index)\s{0,4}=\s{0,4}\")(?P<url>https?://[^\"\n]{1,1000})(?P<end>\")",
        lambda found: f"{found['key']}{default_index if is_placeholder(found['url']) else found['url']}{found['end']}",
        text,
    )
