"""Messages to addresses that somebody named: private ones are refused, whatever name leads there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from resolver_core import NotDelivered, check_address, post
from tests.support.receiver import receiver
from tests.support.servers import free_port


async def to_loopback(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/hook", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1:8000/", "ftp://x/"]
)
def test_a_private_address_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(NotDelivered) as refused:
        check_address(url)
    assert refused.value.is_refused
    with pytest.raises(NotDelivered) as refused:
        post(url, b"{}", {})
    assert refused.value.is_refused


def test_a_name_that_leads_to_a_private_address_is_refused_where_it_is_sent() -> None:
    check_address("http://hooks.test/")
    port = free_port()
    with receiver(port) as taken, pytest.raises(NotDelivered) as refused:
        post(f"http://hooks.test:{port}/", b"{}", {}, resolver=to_loopback)
    assert refused.value.is_refused
    assert not taken


def test_an_allowed_network_is_sent_to() -> None:
    port = free_port()
    with receiver(port) as taken:
        url = f"http://hooks.test:{port}/"
        assert post(url, b"{}", {"X-One": "1"}, allow_networks=["127.0.0.0/8"], resolver=to_loopback) == 200
    assert (taken[0].body, taken[0].headers["X-One"]) == (b"{}", "1")


def test_nobody_there_is_no_refusal() -> None:
    with pytest.raises(NotDelivered) as trouble:
        post(f"http://127.0.0.1:{free_port()}/", b"{}", {}, allow_networks=["127.0.0.0/8"])
    assert not trouble.value.is_refused
