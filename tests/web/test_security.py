"""The headers of every response, and templates that need no exception from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.support.documents import a_finished_submission
from webui.security import content_security_policy

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:|hx-on", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)


def test_the_policy_allows_nothing_unsafe_and_nothing_from_elsewhere() -> None:
    policy = content_security_policy(settings.SECURE_CSP)
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert set(re.findall(r"https?:|\*", policy)) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/r/nothing", "/api/v1/openapi.json", "/?example=jupyter"])
def test_every_response_carries_the_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == content_security_policy(settings.SECURE_CSP)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_no_inline_script_or_style(template: Path) -> None:
    text = template.read_text()
    assert not INLINE.findall(text)
    assert not ELSEWHERE.findall(text)


@pytest.mark.parametrize(
    "markup", ["<script>x()</script>", '<p style="color:red">', '<a onclick="x()">', "<style>p{}</style>"]
)
def test_inline_code_would_be_noticed(markup: str) -> None:
    assert INLINE.search(markup)


@pytest.mark.django_db
def test_what_was_pasted_cannot_become_markup(client: Client) -> None:
    attack = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    page = client.post("/", {"text": attack}).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.django_db
def test_what_an_index_says_cannot_become_markup(client: Client) -> None:
    from tests.support.documents import a_comparison, a_package, a_resolution, a_root, a_row, a_side

    name = '"><script>alert(1)</script>-1.0-py3-none-any.whl'
    documents = [
        a_resolution(label, [a_root("mine", {"x": 2}), a_package("x", "1.0", filename=name)])
        for label in ("single", "universal")
    ]
    comparison = a_comparison([a_row("x", "version", a_side("1.0", name), a_side("2.0", name))])
    submission = a_finished_submission(*documents, comparison)
    for view in ("differences", "packages", "input", "record"):
        page = client.get(f"/r/{submission.pk}?view={view}").content.decode()
        assert "<script>alert" not in page
