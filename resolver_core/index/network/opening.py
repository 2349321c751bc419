"""The usual index: the guarded client behind an `HttpIndex`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from resolver_core.index.kept.store import Store
from resolver_core.index.network.budget import IndexBudget
from resolver_core.index.network.client import GuardedClient
from resolver_core.index.network.connecting import Resolver, system_resolver
from resolver_core.index.network.credentials import OperatorCredentials, origin
from resolver_core.index.network.guard import RefusedAddress, split_url
from resolver_core.index.network.http import HttpIndex


def open_index(
    *,
    store: Store | None = None,
    allow_networks: Iterable[str] = (),
    own_index: str | None = None,
    refresh: bool = False,
    credentials: OperatorCredentials | None = None,
    budget: IndexBudget | None = None,
) -> HttpIndex:
    """An index for one run; use it as a context manager.

    `allow_networks` are CIDR texts of private networks that may be asked. `own_index` is the URL of an index that
    the user of this machine configured; it may stand at a private address, and that address may be asked at that
    port. It must never come from a pasted text. `credentials` are the operator's; a user and password in `own_index`
    are bound to it, too. `refresh` reads pages anew. Several runs may share a `budget`.
    """
    endpoints = (
        [] if own_index is None else [(address, _port(own_index)) for address in configured_addresses(own_index)]
    )
    operator = credentials or OperatorCredentials()
    if own_index is not None:
        operator = operator.with_index(own_index)
    spent = budget or IndexBudget()
    client = GuardedClient(allow_networks, allowed_endpoints=endpoints, operator=operator, budget=spent)
    return HttpIndex(client, store, refresh=refresh, operator=operator, budget=spent)


def configured_addresses(url: str, resolver: Resolver = system_resolver) -> tuple[str, ...]:
    """The numeric addresses that the host of an index URL has now; () where it has none or the URL is no http(s) URL.

    Blocks for the name resolution; not to be called in an event loop.
    """
    try:
        host = split_url(url).hostname or ""
        return tuple(asyncio.run(_resolved(resolver, host, _port(url))))
    except (RefusedAddress, OSError, UnicodeError):
        return ()


async def _resolved(resolver: Resolver, host: str, port: int) -> Iterable[str]:
    return dict.fromkeys(address.partition("%")[0] for address in await resolver(host, port))


def _port(url: str) -> int:
    return origin(url)[2] or 443
