"""What uv knows beyond logic: a few pairs of values that cannot meet, and nothing else (uv-resolution section 7.3).

A more exact algebra would fork differently and give other versions.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, reduce
from typing import Final

from resolver_core.markers.diagram import FALSE, TRUE, Node, alternating, conjunction, disjunction
from resolver_core.markers.variables import string_variable

_OTHER_SYSTEMS = ("FreeBSD", "NetBSD", "OpenBSD", "SunOS", "iOS", "iPadOS")
_NAMED_PLATFORMS = ("aix", "android", "emscripten", "ios", "linux", "darwin", "win32", "cygwin", "wasi")

UV_IMPOSSIBLE_PAIRS: Final[tuple[tuple[str, str, str], ...]] = (
    *(("os_name", "nt", platform) for platform in ("linux", "darwin", "ios")),
    ("os_name", "posix", "win32"),
    *(
        ("platform_system", system, platform)
        for system in _OTHER_SYSTEMS
        for platform in _NAMED_PLATFORMS
        if not (platform == "ios" and system in ("iOS", "iPadOS"))
    ),
)
"""Variable, its value, and the value of `sys_platform` that uv takes to be impossible beside it."""


def equals(name: str, value: str) -> Node:
    """The diagram of `name == 'value'` for a string variable."""
    return alternating(string_variable(name), False, ((value, 0), (value, 1)))


def any_of(nodes: Iterable[Node]) -> Node:
    """Plain OR of all."""
    return reduce(disjunction, nodes, FALSE)


def all_of(nodes: Iterable[Node]) -> Node:
    """Plain AND of all."""
    return reduce(conjunction, nodes, TRUE)


@cache
def uv_possible() -> Node:
    """Where none of uv's impossible pairs holds."""
    return any_of(
        conjunction(equals(name, value), equals("sys_platform", platform))
        for name, value, platform in UV_IMPOSSIBLE_PAIRS
    ).negation
