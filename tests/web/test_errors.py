"""The pages for trouble: each in the look of the site, one plain sentence, and a step that can be taken."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests.support.documents import a_finished_submission
from webui import errors

PAGES = {
    400: lambda request: errors.bad_request(request, BadRequest()),
    403: errors.forbidden,
    404: errors.not_found,
    405: errors.method_not_allowed,
    410: errors.gone,
    413: lambda request: errors.bad_request(request, RequestDataTooBig()),
    429: lambda request: errors.too_many_requests(request, 7),
    500: errors.server_error,
    503: lambda request: errors.unavailable(request, "The queue is full.", 7),
}


def a_page(status: int, request: HttpRequest) -> HttpResponse:
    response: HttpResponse = PAGES[status](request)
    assert response.status_code == status
    return response


@pytest.mark.parametrize("status", PAGES)
def test_an_error_has_a_title_a_sentence_and_a_next_step(status: int) -> None:
    page = a_page(status, RequestFactory().get("/r/nothing?a=1")).content.decode()
    assert '<header class="bar">' in page
    assert len(re.findall("<h1>[^<]+</h1>", page)) == 1
    assert re.search(r"<h1>[^<]+</h1>\s*<p>[A-Z][^<]+\.</p>", page)
    assert re.search(r'<ul class="next-steps".*?<a class="button primary"\s+href="[^"]+">[^<]+</a>', page, re.DOTALL)


@pytest.mark.parametrize("status", PAGES)
def test_the_api_gets_the_same_words_as_json(status: int) -> None:
    response = a_page(status, RequestFactory().get("/api/v1/nothing"))
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("status", [429, 503])
def test_a_text_is_kept_and_is_not_sent_again_by_a_link(status: int) -> None:
    request = RequestFactory().post("/", {"text": "[project]"})
    response = a_page(status, request)
    page = response.content.decode()
    assert response["Retry-After"] == "7"
    assert "[project]</textarea>" in page
    assert "Try this address again" not in page


@pytest.mark.django_db
def test_an_address_that_is_no_page_says_so(client: Client) -> None:
    address = f"{a_finished_submission().get_absolute_url()}/retry"
    response = client.get(address)
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Not a page" in response.content.decode()


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_told_how_much_is_read(client: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2048  # type: ignore[attr-defined]
    response = client.post("/", {"text": "x" * 5000})
    assert response.status_code == 413
    assert "At most 2 kB are read at once." in response.content.decode()
