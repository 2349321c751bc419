"""A pasted issue report fills the form; nothing is solved, and nothing is lost, before its reader agrees."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client

from tests.core.inputs.report.test_read import FENCED
from webui.resolutions.models import Submission

pytestmark = pytest.mark.django_db


def field(page: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_a_report_fills_the_form(client: Client) -> None:
    response = client.post("/", {"text": FENCED})
    page = response.content.decode()
    assert response.status_code == 200
    assert not Submission.objects.exists()
    assert field(page, "text").startswith('[project]\nname = "app"')
    assert "Read from the report" in page
    assert re.search(r"<option[^>]*selected[^>]*>\s*3.11", page)
    assert re.search(r'value="aarch64-apple-darwin"\s*selected', page)
    assert "Not stated: no date" in html.unescape(page)
    assert "The report as it was pasted" in page


def test_a_report_without_a_project_is_kept(client: Client) -> None:
    text = "It crashed on my machine this morning.\n```\nTraceback\n```\n"
    response = client.post("/", {"text": text})
    assert response.status_code == 422
    assert field(response.content.decode(), "text").strip() == text.strip()
    assert b"Looked for a pyproject.toml" in response.content


def test_a_report_without_a_project_keeps_the_target_that_it_states(client: Client) -> None:
    text = "It crashed.\n```\nResolved 5 packages in 0.42s\n```\n\n### Platform\n\nWindows 11\n"
    text += "\n### Python version\n\nPython 3.11.9\n"
    response = client.post("/", {"text": text})
    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r'value="x86_64-pc-windows-msvc"\s*selected', page)
    assert re.search(r"<option[^>]*selected[^>]*>\s*3.11", page)
    assert "is not a valid requirement" not in page
    assert field(page, "text").strip() == text.strip()


SIDES = """It differs on Linux x86_64:

```
$ uv pip install numpy --index-url https://first.test/simple
$ uv pip install scipy --prerelease allow
error: Failed to fetch: `https://first.test/f/scipy-1-py3-none-any.whl`
  Caused by: HTTP status client error (404 Not Found) for url (https://first.test/f/scipy-1-py3-none-any.whl)
```
"""


def test_the_form_starts_from_the_chosen_side(client: Client) -> None:
    page = client.post("/", {"text": SIDES}).content.decode()
    assert "What the report compares" in page
    assert page.count('name="side"') == 2
    assert "scipy-1-py3-none-any.whl" in page
    assert "numpy" in field(page, "text")
    chosen = client.post("/", {"text": SIDES, "side": "1"}).content.decode()
    assert "scipy" in field(chosen, "text")
    assert re.search(r'value="x86_64-unknown-linux-gnu"\s*selected', chosen)
    assert re.search(r"<option[^>]*selected[^>]*>\s*allow", chosen)
    assert 'aria-pressed="true"' in chosen


@pytest.mark.parametrize("side", ["", "9", "-1", "x", "99999999"])
def test_a_side_that_is_not_there_is_none(client: Client, side: str) -> None:
    response = client.post("/", {"text": SIDES, "side": side})
    assert response.status_code == 200
    assert "aria-pressed" not in response.content.decode()


def test_markup_in_a_report_is_text(client: Client) -> None:
    text = FENCED.replace("macOS 14 arm64", "macOS <script>alert(1)</script>")
    page = client.post("/", {"text": text}).content.decode()
    assert "<script>alert" not in page


def test_the_api_takes_a_report(client: Client, queue: list[int]) -> None:
    body = json.dumps({"text": FENCED.replace(" --index-url https://index.test/simple", ""), "python": "3.12"})
    response = client.post("/api/v1/resolutions", body, content_type="application/json")
    answer = response.json()
    assert response.status_code == 202, answer
    assert {fact["field"] for fact in answer["report"]["facts"]} >= {"text", "python", "platform", "uv"}
    submission = Submission.objects.get(pk=answer["id"])
    assert submission.options["python"] == "3.12", "the request goes before the report"
    assert submission.options["platform"] == "aarch64-apple-darwin"
    assert submission.text.startswith("[project]")


def test_the_api_refuses_a_report_without_a_project(client: Client) -> None:
    body = json.dumps({"text": "It crashed this morning.\n```\nTraceback\n```\n"})
    response = client.post("/api/v1/resolutions", body, content_type="application/json")
    assert response.status_code == 422
    assert "no project" in response.json()["error"]
    assert response.json()["report"]["missing"]


TWO = """Two projects differ:

```toml
[project]
name = "first"
version = "1"
dependencies = ["numpy"]
```

```toml
[project]
name = "second"
version = "1"
dependencies = ["scipy"]
```
"""


def test_another_project_can_be_asked_about(client: Client) -> None:
    page = client.post("/", {"text": TWO}).content.decode()
    assert "The projects that it shows" in page
    first, second = ("first" in field(page, "text"), "second" in field(page, "text"))
    assert first is not second
    other = client.post("/", {"text": TWO, "project": "1"}).content.decode()
    assert ("first" in field(other, "text"), "second" in field(other, "text")) == (second, first)
    assert other.count('name="project"') == 2
    assert other.count('aria-pressed="true"') == 1
    assert client.post("/", {"text": TWO, "project": "9"}).status_code == 200
    assert "The projects that it shows" not in client.post("/", {"text": FENCED}).content.decode()


def test_what_the_project_does_not_declare_is_not_asked_for(client: Client, queue: list[int]) -> None:
    text = TWO.replace(
        "Two projects differ:",
        "It fails on Linux:\n\n    $ uv sync --extra gpu --index https://a.test/s --index named\n",
    )
    response = client.post("/api/v1/reports", json.dumps({"text": text}), content_type="application/json")
    assert response.status_code == 202, response.json()
    options = Submission.objects.get().options
    assert options["extras"] == []
    assert options["extra_index_urls"] == ["https://a.test/s"]
