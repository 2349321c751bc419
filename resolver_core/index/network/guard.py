"""Which addresses may be asked at all: the rules that keep a pasted index URL away from private networks. No I/O.

The rules are for numeric addresses, after name resolution. However a host is spelled (decimal, octal, a name that
points inward), what counts is where the connection would go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit, urlunsplit

from resolver_core.inputs.secrets import is_secret_parameter

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

LOOPBACK_NETWORKS = ("127.0.0.0/8", "::1/128")
"""What the command line allows by default: the user's own machine."""

_METADATA_SERVICES = tuple(
    ip_network(text) for text in ("169.254.169.254/32", "168.63.129.16/32", "100.100.100.200/32", "fd00:ec2::254/128")
)
_SPECIAL_PURPOSE = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)
"""Of IANA's special-purpose registries: what the tables of some Python versions lack."""
_NAT64 = ip_network("64:ff9b::/96")
_NAT64_LOCAL = ip_network("64:ff9b:1::/48")
_SIX_TO_FOUR = ip_network("2002::/16")


NOT_PUBLIC = "not a public address"


class RefusedAddress(Exception):
    """The guard forbids the request; `reason` names no credentials."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Networks in CIDR notation; a bare address is a network of one. Raises `ValueError`."""
    return tuple(ip_network(text.strip(), strict=False) for text in texts)


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Refuses every address that is not on the public internet, `allowed` networks aside."""

    allowed: tuple[Network, ...] = ()

    def check(self, text: str) -> None:
        """Raise `RefusedAddress` unless the numeric address may be connected to.

        The reason does not tell which address or what kind: a name inside of a network must not become known by it.
        """
        try:
            address = ip_address(text.partition("%")[0])
        except ValueError:
            raise RefusedAddress(NOT_PUBLIC) from None
        if not self._is_allowed(address) and refusal(address) is not None:
            raise RefusedAddress(NOT_PUBLIC)

    def _is_allowed(self, address: Address) -> bool:
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return any(address in network or (mapped is not None and mapped in network) for network in self.allowed)


def refusal(address: Address) -> str | None:
    """Why an address is refused, or None for one on the public internet."""
    for inner in embedded(address):
        if reason := refusal(inner):
            return f"{reason} (inside an IPv6 address)"
    if any(address in network for network in _METADATA_SERVICES):
        return "a cloud metadata service"
    if any(address in network for network in _SPECIAL_PURPOSE):
        return "a special-purpose address"
    if isinstance(address, IPv6Address) and address in _NAT64_LOCAL:
        return "a local NAT64 address"
    for kind in ("unspecified", "loopback", "link_local", "multicast", "private", "reserved"):
        if getattr(address, f"is_{kind}") and not (address in _NAT64 and kind == "reserved"):
            return f"a {kind.replace('_', '-')} address"
    if address in _NAT64:
        return None
    return None if address.is_global else "an address that is not on the public internet"


def embedded(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address leads to: mapped, NAT64, 6to4, Teredo."""
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address in _NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address in _SIX_TO_FOUR and address.sixtofour is not None:
        return (address.sixtofour,)
    return address.teredo or ()


def split_url(url: str) -> SplitResult:
    """The parts of an http(s) URL with a host. Raises `RefusedAddress` for anything else."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedAddress(f"not a URL: {error}") from None
    if parts.scheme not in ("http", "https"):
        raise RefusedAddress(f"scheme {parts.scheme!r} is not http or https")
    if not host:
        raise RefusedAddress("no host")
    if any(ord(character) <= 32 or character == "\\" for character in url):
        raise RefusedAddress("a URL with spaces, control characters or backslashes")
    return parts


def without_userinfo(url: str) -> str:
    """The URL without user name and password, as it is asked for."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable URL)"
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def without_credentials(url: str) -> str:
    """The URL without user name, password and tokens in its query: safe to show, store and log."""
    plain = without_userinfo(url)
    if "?" not in plain:
        return plain
    parts = urlsplit(plain)
    query = [part for part in parts.query.split("&") if not is_secret_parameter(part.partition("=")[0])]
    return plain if "&".join(query) == parts.query else urlunsplit(parts._replace(query="&".join(query)))
