from __future__ import annotations

from ipaddress import ip_address

import pytest

from resolver_core.index.network.guard import (
    LOOPBACK_NETWORKS,
    AddressGuard,
    RefusedAddress,
    parse_networks,
    refusal,
    split_url,
    without_credentials,
)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "fec0::ffff:1",
        "feff:ffff::1",
        "ff02::1",
        "2001:db8::1",
        "localhost",
        "",
    ],
)
def test_addresses_off_the_public_internet_are_refused(address: str) -> None:
    with pytest.raises(RefusedAddress):
        AddressGuard().check(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.0.223", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_pass(address: str) -> None:
    AddressGuard().check(address)


def test_allowed_networks_pass_and_nothing_beside_them() -> None:
    guard = AddressGuard(parse_networks([*LOOPBACK_NETWORKS, "10.1.2.3"]))
    for address in ("127.0.0.1", "::1", "10.1.2.3", "::ffff:127.0.0.1"):
        guard.check(address)
    for address in ("10.1.2.4", "169.254.169.254", "fe80::1", "64:ff9b::7f00:1"):
        with pytest.raises(RefusedAddress):
            guard.check(address)


def test_the_kind_is_known_and_not_told() -> None:
    assert refusal(ip_address("::ffff:127.0.0.1")) == "a loopback address (inside an IPv6 address)"
    for address in ("::ffff:127.0.0.1", "10.0.0.7", "fec0::1", "169.254.169.254", "no address"):
        with pytest.raises(RefusedAddress) as caught:
            AddressGuard().check(address)
        assert caught.value.reason == "not a public address"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://index.test/simple",
        "gopher://index.test",
        "data:text/html,x",
        "unix:/run/docker.sock",
        "//index.test/simple",
        "index.test/simple",
        "http://",
        "http:///simple",
        "http://index.test:port/",
        "http://[::1",
        "http://index.test\\@127.0.0.1/",
        "http://index.test/a b",
        "http://index.test/\r\nHost: other",
    ],
)
def test_only_http_addresses_with_a_host(url: str) -> None:
    with pytest.raises(RefusedAddress):
        split_url(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@index.test/simple", "https://index.test/simple"),
        ("https://token@index.test:8443/simple?x=1", "https://index.test:8443/simple?x=1"),
        ("https://a@b:c@index.test/", "https://index.test/"),
        ("https://index.test/a@b", "https://index.test/a@b"),
        ("http://[oops", "(unreadable URL)"),
        ("https://index.test/simple?sig=secret", "https://index.test/simple"),
        ("https://u:p@index.test/a.whl?v=1&X-Amz-Signature=secret&w=2#f", "https://index.test/a.whl?v=1&w=2#f"),
    ],
)
def test_credentials_are_taken_out(url: str, shown: str) -> None:
    assert without_credentials(url) == shown
