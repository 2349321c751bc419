"""What cannot be stored now gets 503 with Retry-After, and the text back."""

from __future__ import annotations

import errno

import pytest
from django.db import IntegrityError, OperationalError
from django.db.backends.utils import CursorWrapper
from django.test import Client
from pytest_django import Settings

from tests.support.documents import TORCH
from webui.resolutions.working import permalinks
from webui.storage_trouble import is_about_storage

pytestmark = pytest.mark.django_db

LOCKED = OperationalError("database is locked")
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(params=[LOCKED, FULL], ids=["locked", "full"])
def trouble(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise request.param

    monkeypatch.setattr(permalinks, "submit_kept", fail)


@pytest.mark.usefixtures("trouble")
def test_a_paste_comes_back(client: Client) -> None:
    response = client.post("/", {"text": TORCH})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    page = response.content.decode()
    assert "Your text is below" in page
    assert "torch" in page


@pytest.mark.usefixtures("trouble")
def test_the_api_says_it_in_json(client: Client) -> None:
    response = client.post("/api/v1/resolutions", {"text": TORCH}, content_type="application/json")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "stored" in response.json()["error"]


@pytest.mark.parametrize("address", ["/r/{}", "/r/{}/preview.png", "/api/v1/resolutions/{}"])
@pytest.mark.parametrize("readers", ["author", "everyone"])
def test_a_reader_hears_it_wherever_the_database_is_asked_first(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, readers: str, address: str
) -> None:
    settings.PRIVATE_ANSWERS = readers

    def fail(*args: object) -> None:
        raise LOCKED

    with monkeypatch.context() as locked:
        locked.setattr(CursorWrapper, "execute", fail)
        response = client.get(address.format("abcdefghjkmnpqrstv"))
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0


def test_other_errors_stay_what_they_are() -> None:
    assert not is_about_storage(IntegrityError("a row is there already"))
    assert not is_about_storage(ValueError("database is locked"))
    assert not is_about_storage(FileNotFoundError(errno.ENOENT, "no such file"))
