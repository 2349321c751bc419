"""Messages to addresses that somebody named: private ones are refused, whatever name leads there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from resolver_core import Fetched, NotDelivered, check_address, fetch, post
from resolver_core.index.network.posting import MOST_BYTES
from tests.support.receiver import answering, receiver
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


LOOPBACK = ["127.0.0.0/8"]


def test_what_is_answered_is_read() -> None:
    port = free_port()
    with answering(port, 403, b"no") as taken:
        url = f"http://hooks.test:{port}/door"
        assert fetch(url, headers={"X-One": "1"}, allow_networks=LOOPBACK, resolver=to_loopback) == Fetched(403, b"no")
        fetch(url, form={"a b": "\xe9&"}, allow_networks=LOOPBACK, resolver=to_loopback)
    assert [one.body for one in taken] == [b"", b"a+b=%C3%A9%26"]
    assert (taken[0].headers["X-One"], taken[0].headers["Accept-Encoding"]) == ("1", "identity")
    assert taken[1].headers["Content-Type"] == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://10.0.0.1/", "file:///etc/passwd", "http://", "http://[::"]
)
def test_nothing_is_read_at_a_refused_address(url: str) -> None:
    with pytest.raises(NotDelivered) as refused:
        fetch(url)
    assert refused.value.is_refused


def test_a_name_that_leads_to_a_private_address_is_not_read() -> None:
    port = free_port()
    with answering(port, 200, b"secret") as taken, pytest.raises(NotDelivered) as refused:
        fetch(f"http://hooks.test:{port}/", resolver=to_loopback)
    assert refused.value.is_refused
    assert not taken


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_a_long_answer_is_not_read_to_its_end(more: int, is_read: bool) -> None:
    port = free_port()
    with answering(port, 200, b"x" * (MOST_BYTES + more)):
        if is_read:
            assert len(fetch(f"http://127.0.0.1:{port}/", allow_networks=LOOPBACK).body) == MOST_BYTES
        else:
            with pytest.raises(NotDelivered, match="longer than 1,000,000 bytes"):
                fetch(f"http://127.0.0.1:{port}/", allow_networks=LOOPBACK)
