"""Characters that one of the databases does not keep are no trouble of the server."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from webui.resolutions.models import Submission

pytestmark = pytest.mark.django_db

PROJECT = (
    '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["torch"]\ndescription = "{}"\n'
)
CHARACTERS = ["\0", "\ud800", "\u2028", "\U0001f600", "\x1b", "\ufffe"]


@pytest.mark.parametrize("character", CHARACTERS, ids=ascii)
@pytest.mark.parametrize("field", ["text", "lock", "report", "files", "exclude_newer", "extras", "index_url"])
def test_the_api_takes_or_refuses_them(client: Client, queue: list[int], field: str, character: str) -> None:
    client.raise_request_exception = False
    body: dict[str, object] = {"text": PROJECT.format("")}
    values: dict[str, object] = {
        "text": PROJECT.format(character),
        "lock": f'version = 1\nrequires-python = ">=3.9"\n# {character}\n',
        "report": f"```toml\n{PROJECT.format(character)}\n```\n$ uv sync\n{character}",
        "files": {"pyproject.toml": PROJECT.format(""), f"lib{character}/pyproject.toml": PROJECT.format(character)},
        "exclude_newer": f"2024-01-01{character}",
        "extras": [character],
        "index_url": f"https://index.test/{character}",
    }
    body[field] = values[field]
    answer = client.post("/api/v1/resolutions", json.dumps(body), "application/json")
    assert answer.status_code < 500, answer.content
    form = client.post(
        "/", {name: value for name, value in body.items() if isinstance(value, str) and "\ud800" not in value}
    )
    assert form.status_code < 500
    assert Submission.objects.count() <= 2


@pytest.mark.parametrize(
    "path", ["/r/a%00b", "/api/v1/resolutions/a%00b", "/r/a%00b/graph.svg", "/?from=a%00b", "/compare?before=%00"]
)
def test_addresses_with_them_lead_nowhere(client: Client, path: str) -> None:
    client.raise_request_exception = False
    assert client.get(path).status_code < 500
