"""What is secret is gone before anything is stored, at every door, and its line is named to whoever sent it."""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from resolver_core import OperatorCredentials
from tests.support.builders import an_index
from tests.support.documents import LOCK, TORCH
from tests.web.resolutions.asking.test_archives import a_zip
from webui import wiring
from webui.resolutions.models import Submission
from webui.resolutions.working import tasks

pytestmark = pytest.mark.django_db(transaction=True)

S = "S3CRETs3cret"
KINDS = {
    "user and password": f"https://alice:{S}@index.test/simple",
    "token as user": f"https://{S}@index.test/simple",
    "sig": f"https://index.test/simple?sig={S}",
    "token among others": f"https://index.test/simple?v=1&access_token={S}&w=2",
    "signed by a cloud": f"https://index.test/simple?X-Amz-Security-Token={S}",
    "percent signs": f"https://a%40b:{S}%2F@index.test/simple",
    "a port": f"http://bob:{S}@index.test:8080/simple",
    "an unreadable host": f"http://fred:{S}@[bad/simple",
}
INDEX = '[[tool.uv.index]]\nname = "e"\nurl = "{}"\n'
REPORT = "Hello,\n`uv pip install torch --index-url {0}` fails\n\n```toml\n{1}\n```\n\nUV_INDEX_E_PASSWORD={2}\n"


WORKSPACE = TORCH + '[tool.uv.workspace]\nmembers = ["packages/*"]\n'
MEMBER = '[project]\nname = "q"\nversion = "1"\n' + INDEX


def everything_stored() -> str:
    """Every value of every table, and the cache."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows: list[Any] = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows) + repr(getattr(cache, "_cache", ""))


def with_requirement(url: str) -> str:
    return TORCH.replace('"torch"', f'"torch", "foo @ {url}/foo-1-py3-none-any.whl"')


DOORS: dict[str, Callable[[Client, str], HttpResponse]] = {
    "an index of the text": lambda client, url: client.post("/", {"text": TORCH + INDEX.format(url)}),
    "a direct URL": lambda client, url: client.post("/", {"text": with_requirement(url)}),
    "a git source": lambda client, url: client.post(
        "/", {"text": f'{TORCH}[tool.uv.sources]\ntorch = {{ git = "{url}" }}\n'}
    ),
    "a list of requirements": lambda client, url: client.post("/", {"text": f"--extra-index-url {url}\ntorch\n"}),
    "a text with mistakes": lambda client, url: client.post(
        "/", {"text": f'{TORCH}{INDEX.format(url)}bad = ["{url}\n'}
    ),
    "the lock": lambda client, url: client.post("/", {"text": TORCH, "lock": LOCK + f'\n# from "{url}"\n'}),
    "the index field": lambda client, url: client.post("/", {"text": TORCH, "index_url": url}),
    "the further indexes": lambda client, url: client.post("/", {"text": TORCH, "extra_index_urls": f"{url} {url}"}),
    "a field of another kind": lambda client, url: client.post("/", {"text": TORCH, "python": url, "platform": url}),
    "while typing": lambda client, url: client.post("/declared", {"text": TORCH + INDEX.format(url)}),
    "a report": lambda client, url: client.post("/", {"text": REPORT.format(url, TORCH + INDEX.format(url), S)}),
    "a report without a project": lambda client, url: client.post(
        "/", {"text": f"Hello there, this is what I see here:\nuv pip install fails, see {url} with everything\n" * 3}
    ),
    "the API": lambda client, url: client.post(
        "/api/v1/resolutions",
        json.dumps({"text": TORCH + INDEX.format(url), "index_url": url, "extra_index_urls": [url]}),
        content_type="application/json",
    ),
    "a report to the API": lambda client, url: client.post(
        "/api/v1/resolutions",
        json.dumps({"text": REPORT.format(url, TORCH + INDEX.format(url), S)}),
        content_type="application/json",
    ),
    "a file beside the text": lambda client, url: client.post(
        "/", {"text": WORKSPACE, "file_path": "packages/q/pyproject.toml", "file_text": MEMBER.format(url)}
    ),
    "a file that is marked": lambda client, url: client.post(
        "/",
        {"text": WORKSPACE, "file_path": "packages/q/pyproject.toml", "file_text": MEMBER.format(url), "asked": "1"},
    ),
    "the path of a file": lambda client, url: client.post(
        "/", {"text": WORKSPACE, "file_path": f"packages/{url}", "file_text": "x"}
    ),
    "a path that is none": lambda client, url: client.post(
        "/", {"text": TORCH, "file_path": f"/{url}", "file_text": "x"}
    ),
    "an uploaded file": lambda client, url: client.post(
        "/", {"text": WORKSPACE, "uploads": SimpleUploadedFile("q.txt", f"--index-url {url}\n".encode())}
    ),
    "an archive": lambda client, url: client.post(
        "/", {"uploads": SimpleUploadedFile("q.zip", a_zip({"a/pyproject.toml": MEMBER.format(url).encode()}))}
    ),
    "a name in an archive": lambda client, url: client.post(
        "/", {"uploads": SimpleUploadedFile("q.zip", a_zip({f"../{url}": b""}))}
    ),
    "files to the API": lambda client, url: client.post(
        "/api/v1/resolutions",
        json.dumps(
            {
                "files": {
                    "pyproject.toml": WORKSPACE + INDEX.format(url),
                    "packages/q/pyproject.toml": MEMBER.format(url),
                    f"notes/{url}.txt": url,
                }
            }
        ),
        content_type="application/json",
    ),
    "an unknown option of the API": lambda client, url: client.post(
        "/api/v1/resolutions", json.dumps({"text": TORCH, url: 1}), content_type="application/json"
    ),
    "TOML to the API": lambda client, url: client.post(
        f"/api/v1/resolutions?index_url={url.replace('&', '%26')}", TORCH.encode(), content_type="application/toml"
    ),
}


@contextmanager
def in_memory(**options: object) -> Iterator[object]:
    yield an_index({"torch": {"2.4.1": []}})


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_nothing_secret_is_kept_or_shown(
    client: Client,
    queue: list[int],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    door: Callable[[Client, str], HttpResponse],
    kind: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(wiring, "open_index", in_memory)
    response = door(client, kind)
    shown = [response.content.decode(), str(response.headers)]
    for number in list(queue):
        tasks.solve(number)
    for submission in Submission.objects.all():
        base = f"/r/{submission.pk}"
        addresses = [
            base,
            f"{base}?view=trace",
            f"{base}?view=input",
            f"{base}?view=record",
            f"/api/v1/resolutions/{submission.pk}",
            f"/?from={submission.pk}",
        ]
        shown += [client.get(address).content.decode() for address in addresses]
        shown.append(f"{submission.text}{submission.files}{submission.input}{submission.lock}{submission.options}")
    assert S not in html.unescape("".join(shown))
    assert S not in everything_stored()
    assert S not in caplog.text


def test_the_line_is_named_to_whoever_pasted_it(client: Client, queue: list[int]) -> None:
    text = TORCH + INDEX.format(KINDS["user and password"])
    line = text.partition(S)[0].count("\n") + 1
    response = client.post("/", {"text": text, "index_url": KINDS["sig"]})
    assert response.status_code == 302
    assert re.fullmatch(rf"/r/\w+\?removed=text-{line}-url&removed=index_url-1-parameter", response["Location"])
    page = html.unescape(client.get(response["Location"]).content.decode())
    assert f"line {line}: the user or password in a URL was removed." in page
    assert "the index, line 1: a token in the query of a URL was removed." in page
    assert "https://index.test/simple" in Submission.objects.get().text


def test_a_text_with_mistakes_names_it_too(client: Client) -> None:
    response = client.post("/", {"text": TORCH + INDEX.format(KINDS["token as user"]) + "bad\n"})
    assert response.status_code == 422
    assert "the user or password in a URL (index.test) was removed." in html.unescape(response.content.decode())


def test_the_api_names_it(client: Client, queue: list[int]) -> None:
    body = {"text": f"--index-url {KINDS['sig']}\ntorch\n"}
    response = client.post("/api/v1/resolutions", json.dumps(body), content_type="application/json")
    assert response.status_code == 202
    assert response.json()["removed"] == ["line 1: a token in the query of a URL (sig) was removed."]
    clean = client.post("/api/v1/resolutions", json.dumps({"text": TORCH}), content_type="application/json")
    assert clean.json()["removed"] == []


def test_the_file_is_named_with_the_line(client: Client, queue: list[int]) -> None:
    files = {"pyproject.toml": WORKSPACE, "packages/q/pyproject.toml": MEMBER.format(KINDS["sig"])}
    response = client.post("/api/v1/resolutions", json.dumps({"files": files}), content_type="application/json")
    (sentence,) = response.json()["removed"]
    assert sentence == "packages/q/pyproject.toml, line 6: a token in the query of a URL (sig) was removed."
    sent = {
        "text": WORKSPACE,
        "file_path": "packages/q/pyproject.toml",
        "file_text": files["packages/q/pyproject.toml"],
    }
    address = client.post("/", sent)["Location"]
    assert address.endswith("?removed=files-6-parameter")
    assert "a file beside it, line 6" in client.get(address).content.decode()


def test_a_text_without_secrets_gets_the_plain_address(client: Client, queue: list[int]) -> None:
    assert "?" not in client.post("/", {"text": TORCH})["Location"]


def test_what_an_address_claims_to_be_removed_is_checked(client: Client, queue: list[int]) -> None:
    address = client.post("/", {"text": TORCH})["Location"]
    for claim in ("<script>", "text-x-url", "text-1-other", "other-1-url", "text-1", "", "text-99999999999-url"):
        assert "Secrets were removed" not in client.get(address, {"removed": claim}).content.decode()


@pytest.mark.parametrize("address", ["/", "/declared"])
def test_a_text_that_is_given_back_has_none(client: Client, settings: Settings, address: str) -> None:
    settings.PARSED_TEXTS_PER_MINUTE = settings.SUBMISSIONS_PER_MINUTE = 1
    data = {"text": TORCH + INDEX.format(KINDS["user and password"])}
    pages = [client.post(address, data).content.decode() for _ in range(3)]
    strict = Client(enforce_csrf_checks=True).post("/", data)
    assert strict.status_code == 403
    assert S not in html.unescape("".join([*pages, strict.content.decode()]))


def test_the_operators_secret_stays_in_the_client(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEFAULT_INDEX = f"https://reader:{S}@index.test/private/simple"
    assert wiring.default_index() == "https://index.test/private/simple"
    monkeypatch.setenv("WHICHWHEEL_INDEX_CREDENTIALS", f"url https://files.test/private login reader password {S}")
    given: list[dict[str, Any]] = []

    @contextmanager
    def opened(**options: Any) -> Iterator[None]:
        given.append(options)
        yield

    monkeypatch.setattr(wiring, "open_core_index", opened)
    with wiring.open_index(refresh=False):
        pass
    credentials = given[0]["credentials"]
    assert isinstance(credentials, OperatorCredentials)
    assert credentials.cover("https://files.test/private/a.whl")
    assert S not in repr(credentials)
    assert given[0]["own_index"] == settings.DEFAULT_INDEX
