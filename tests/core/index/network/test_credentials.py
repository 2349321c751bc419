"""User names and passwords of index URLs go to their origin only, and never into a key that others can guess."""

from __future__ import annotations

import pytest

from resolver_core.index.network.credentials import Credentials, basic_authentication, origin

SECRET = "https://user:s3cret@index.test/simple"
HEADER = {"authorization": "Basic dXNlcjpzM2NyZXQ="}


@pytest.mark.parametrize(
    ("url", "value"),
    [
        (SECRET, HEADER["authorization"]),
        ("https://user@index.test/", "Basic dXNlcjo="),
        ("https://:token@index.test/", "Basic OnRva2Vu"),
        ("https://a%40b:c%3Ad@index.test/", "Basic YUBiOmM6ZA=="),
        ("https://index.test/", None),
    ],
)
def test_basic_authentication(url: str, value: str | None) -> None:
    assert basic_authentication(url) == value


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://Index.Test/x", ("https", "index.test", 443)),
        ("http://index.test/x", ("http", "index.test", 80)),
        ("https://user:s3cret@index.test:8443/x", ("https", "index.test", 8443)),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, found: object) -> None:
    assert origin(url) == found


@pytest.fixture
def credentials() -> Credentials:
    learned = Credentials()
    learned.learn(SECRET)
    return learned


@pytest.mark.parametrize(
    ("url", "is_sent"),
    [
        ("https://index.test/files/a.whl", True),
        ("https://index.test:443/x", True),
        ("http://index.test/x", False),
        ("https://index.test:8443/x", False),
        ("https://files.index.test/x", False),
        ("https://index.test.evil.test/x", False),
        ("https://[broken/", False),
    ],
)
def test_they_go_to_their_origin_only(credentials: Credentials, url: str, is_sent: bool) -> None:
    assert credentials.headers(url) == (HEADER if is_sent else {})


def test_what_has_none_teaches_nothing(credentials: Credentials) -> None:
    credentials.learn("https://index.test/other")
    credentials.learn("https://[broken/")
    assert credentials.headers("https://index.test/x") == HEADER


def test_a_key_needs_the_secret(credentials: Credentials) -> None:
    url = "https://index.test/files/a.whl"
    key = credentials.cache_key(url)
    assert key != Credentials().cache_key(url)
    assert key == credentials.cache_key(url)
    assert "s3cret" not in key
    assert credentials.cache_key("https://files.test/a") == Credentials().cache_key("https://files.test/a")
