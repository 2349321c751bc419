"""Whose request it is: the address of the client, behind as many proxies as the operator named."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NOBODY = ""
"""Where the server does not say who asks (a Unix socket)."""


def client_address(request: HttpRequest) -> str:
    """The address that a request comes from.

    `X-Forwarded-For` is read from its end, and only as far as each address is a proxy of `settings.PROXIES`: what
    stands further left was written by whoever sent it.
    """
    sender = _parsed(str(request.META.get("REMOTE_ADDR", "")))
    if sender is None:
        return NOBODY
    trusted = _networks(tuple(settings.PROXIES))
    for text in reversed(str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")):
        if not _is_in(sender, trusted):
            break
        before = _parsed(text.strip())
        if before is None:
            break
        sender = before
    return str(sender)


def network_of(address: str) -> str:
    """What one person has: an IPv4 address, or the /64 that an IPv6 address stands in."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return address


def _parsed(text: str) -> Address | None:
    try:
        address = ip_address(text.strip("[]"))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


@lru_cache(maxsize=4)
def _networks(texts: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(text, strict=False) for text in texts)


def _is_in(address: Address, networks: tuple[Network, ...]) -> bool:
    return any(address in network for network in networks)
