"""Whose request it is: `X-Forwarded-For` counts only as far as the operator's own proxies wrote it."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from webui.addresses import client_address, network_of


def address(sender: str, forwarded: str = "") -> str:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=sender, **headers))


def test_without_proxies_the_header_is_only_a_claim(settings: Settings) -> None:
    settings.PROXIES = []
    assert address("192.0.2.1", "198.51.100.7") == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", "198.51.100.7"),  # the first was written by the client itself
        ("198.51.100.7, 10.0.0.2", "198.51.100.7"),  # two proxies of ours
        ("nonsense", "10.0.0.1"),
        ("198.51.100.7, nonsense", "10.0.0.1"),
        ("", "10.0.0.1"),
        ("2001:db8::7", "2001:db8::7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_behind_a_proxy_its_last_word_counts(settings: Settings, forwarded: str, expected: str) -> None:
    settings.PROXIES = ["10.0.0.0/8"]
    assert address("10.0.0.1", forwarded) == expected


def test_a_stranger_is_no_proxy(settings: Settings) -> None:
    settings.PROXIES = ["10.0.0.0/8"]
    assert address("192.0.2.1", "198.51.100.7") == "192.0.2.1"


def test_a_network_of_ipv6_addresses_is_one_person() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::/64"
    assert network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("") == ""
