"""A configured index may stand at a private address; nothing else may."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from packaging.utils import canonicalize_name

from resolver_core.index.base import FetchError
from resolver_core.index.network.client import GuardedClient
from resolver_core.index.network.opening import configured_addresses, open_index
from resolver_core.index.records import IndexLocation, PageProblem, PageProblemKind, ProjectPage
from tests.support.served_index import ServedFile, served_index

A = canonicalize_name("a")
FILES = [ServedFile("a-1.0-py3-none-any.whl")]


class Names:
    """A name service of our own that remembers what it was asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        if not self.addresses:
            raise OSError("no such host")
        return self.addresses


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://index.test/simple", ("index.test", 443)),
        ("http://user:secret@index.test/simple", ("index.test", 80)),
        ("http://index.test:8080/simple", ("index.test", 8080)),
    ],
)
def test_the_host_of_the_url_is_resolved(url: str, asked: tuple[str, int]) -> None:
    names = Names("10.1.2.3", "fe80::1%eth0", "10.1.2.3")
    assert configured_addresses(url, names) == ("10.1.2.3", "fe80::1")
    assert names.asked == [asked]


def test_a_host_without_an_address_allows_nothing() -> None:
    assert configured_addresses("https://index.test/simple", Names()) == ()


@pytest.mark.parametrize("url", ["", "index.test", "file:///simple", "https://", "http://[::1/simple", "http://h:x/"])
def test_what_is_no_web_address_is_not_resolved(url: str) -> None:
    names = Names("10.1.2.3")
    assert configured_addresses(url, names) == ()
    assert names.asked == []


def test_the_users_own_index_on_this_machine_is_read() -> None:
    with served_index(FILES) as served, open_index(own_index=served.url) as index:
        assert isinstance(index.page(IndexLocation(served.url), A), ProjectPage)


def test_another_index_at_that_address_is_refused() -> None:
    with (
        served_index(FILES) as own,
        served_index(FILES) as other,
        open_index(own_index=own.url) as index,
    ):
        answer = index.page(IndexLocation(other.url), A)
    assert isinstance(answer, PageProblem)
    assert answer.kind is PageProblemKind.REFUSED


def test_an_endpoint_is_an_address_and_a_port() -> None:
    async def ask(port: int) -> None:
        async with GuardedClient(allowed_endpoints=[("10.0.0.1", 81)], resolver=Names("10.0.0.2")) as client:
            await client.get(f"http://index.test:{port}/")

    for port in (80, 81):
        with pytest.raises(FetchError) as caught:
            asyncio.run(ask(port))
        assert caught.value.refused
