"""Uploaded files stand in the form before anything is solved; what cannot be read costs nothing that was typed."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.support.documents import LOCK, TORCH
from tests.web.resolutions.asking.test_archives import HOSTILE, a_tar
from webui.resolutions.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

ROOT = TORCH + '[tool.uv.workspace]\nmembers = ["packages/*"]\n'
MEMBER = '[project]\nname = "q"\nversion = "1"\n'


def upload(name: str, data: bytes) -> BytesIO:
    return SimpleUploadedFile(name, data)


def test_an_archive_is_shown_before_it_is_asked_about(client: Client) -> None:
    archive = a_tar({"x/pyproject.toml": ROOT.encode(), "x/packages/q/pyproject.toml": MEMBER.encode(), "x/p.c": b""})
    response = client.post("/", {"text": "", "uploads": [upload("x.tar.gz", archive)], "python": "3.9"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "2 project files read, 1" in page
    assert 'value="packages/q/pyproject.toml"' in page
    assert response.context["value"]["input"] == "pyproject.toml"
    assert response.context["value"]["python"] == "3.9"
    assert not Submission.objects.exists()


def test_the_lock_of_an_archive_is_the_lock(client: Client) -> None:
    archive = a_tar({"x/pyproject.toml": TORCH.encode(), "x/uv.lock": LOCK.encode()})
    response = client.post("/", {"text": "", "uploads": [upload("x.tgz", archive)]})
    assert response.status_code == 200
    assert response.context["value"]["lock"] == LOCK
    assert response.context["value"]["files"] == {}


def test_loose_files_are_read_beside_what_stands_in_the_form(client: Client) -> None:
    text = "-r more.txt\n"
    sent = {"text": text, "input": "requirements.txt", "uploads": [upload("more.txt", b"torch\n")]}
    response = client.post("/", sent)
    assert response.status_code == 200
    assert response.context["value"]["files"] == {"more.txt": "torch\n"}
    assert response.context["value"]["text"] == text


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_costs_no_paste(client: Client, case: str) -> None:
    data, words = HOSTILE[case]
    response = client.post("/", {"text": TORCH, "uploads": [upload("project.tar.gz", data)]})
    assert response.status_code == 422
    assert "project.tar.gz was not read" in response.content.decode()
    assert words in response.content.decode().replace("&#x27;", "'")
    assert response.context["value"]["text"] == TORCH


def test_what_is_neither_text_nor_archive_is_named(client: Client) -> None:
    response = client.post("/", {"text": "", "uploads": [upload("photo.png", b"\x89PNG\xff")]})
    assert response.status_code == 422
    assert "photo.png was not read: it is neither" in response.content.decode()


def test_files_beyond_what_a_request_may_hold_are_named(client: Client, settings: Settings) -> None:
    settings.UPLOAD_LIMIT_BYTES = 100
    response = client.post("/", {"text": TORCH, "uploads": [upload("a.txt", b"a" * 90), upload("b.txt", b"b" * 90)]})
    assert response.status_code == 422
    assert "b.txt was not read" in response.content.decode()
    assert response.context["value"]["files"] == {"a.txt": "a" * 90}


def test_an_upload_may_be_utf_16_with_its_mark(client: Client) -> None:
    response = client.post("/", {"text": "", "uploads": [upload("requirements.txt", "unusual==1\n".encode("utf-16"))]})
    assert "unusual==1" in response.content.decode()
