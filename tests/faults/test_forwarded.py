"""The served application believes nobody who says to be somebody else: not even a neighbour on this machine."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.served_index import served_index
from tests.support.servers import Application, running_application

pytestmark = pytest.mark.slow


def test_an_address_in_a_header_is_not_a_way_around_the_rate_limit(tmp_path: Path, examples_database: Path) -> None:
    with (
        served_index([]) as index,
        running_application(
            tmp_path, index.url, database=examples_database, WHICHWHEEL_SUBMISSIONS_PER_MINUTE="1"
        ) as application,
    ):
        assert [posted_from(application, f"10.0.0.{number}") for number in (1, 2, 3)] == [202, 429, 429]


def posted_from(application: Application, address: str) -> int:
    """The status of a paste whose header names an address."""
    text = '[project]\nname = "x"\nversion = "1"\ndependencies = ["a"]\nrequires-python = ">=3.12"\n'
    headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
    body = json.dumps({"text": text}).encode()
    request = urllib.request.Request(f"{application.url}/api/v1/resolutions", body, headers)
    try:
        with urllib.request.urlopen(request) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
