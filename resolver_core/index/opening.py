"""The usual index: the guarded client behind an `HttpIndex`."""

from __future__ import annotations

from collections.abc import Iterable

from resolver_core.index.client import GuardedClient
from resolver_core.index.http import HttpIndex
from resolver_core.index.store import Store


def open_index(*, store: Store | None = None, allow_networks: Iterable[str] = (), refresh: bool = False) -> HttpIndex:
    """An index for one run; use it as a context manager.

    `allow_networks` are CIDR texts of private networks that may be asked. `refresh` reads pages anew.
    """
    return HttpIndex(GuardedClient(allow_networks), store, refresh=refresh)
