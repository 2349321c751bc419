"""The addresses that must not be asked, and who would hear of it."""

from __future__ import annotations

import socket
from ipaddress import ip_address

import pytest

from resolver_core.index.network.guard import AddressGuard, RefusedAddress
from tests.drills.forbidden import ADDRESSES, NAMES, listener
from tests.support.servers import until


@pytest.mark.parametrize("address", [*ADDRESSES, *NAMES.values()])
def test_the_guard_refuses_every_one(address: str) -> None:
    with pytest.raises(RefusedAddress):
        AddressGuard().check(str(ip_address(address)))


def test_a_listener_hears_who_comes() -> None:
    with listener() as heard:
        with socket.create_connection(("127.0.0.2", heard.port)) as connection:
            connection.sendall(b"GET /x")
        until(lambda: heard.heard, "the request")
    assert heard.heard[0].startswith(f"127.0.0.2:{heard.port}")
    assert "GET /x" in heard.heard[0]
