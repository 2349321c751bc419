"""What machines ask of the site."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client


def test_the_health_check_asks_no_database(client: Client) -> None:
    # Without the mark `django_db` a query would fail the test.
    assert client.get("/healthz").content == b"ok\n"


def test_pastes_are_not_for_crawlers(client: Client) -> None:
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())
    assert not rules.can_fetch("anybody", "https://whichwheel.test/r/abc")


@pytest.mark.django_db
def test_only_the_front_page_may_be_found(client: Client) -> None:
    assert "X-Robots-Tag" not in client.get("/").headers
    assert client.get("/r/nothing")["X-Robots-Tag"] == "noindex"
