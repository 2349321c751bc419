"""Asks a running application over its API."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from tests.support.servers import Application


def ask(application: Application, text: str) -> str:
    """Send a text; where its answer will be."""
    body, headers = json.dumps({"text": text}).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{application.url}/api/v1/resolutions", body, headers)
    with urllib.request.urlopen(request) as response:
        return str(json.load(response)["url"])


def read(address: str) -> Any:
    """The answer, as far as it is there."""
    with urllib.request.urlopen(address) as response:
        return json.load(response)
