"""An answer as a file, and the file as an answer elsewhere: from its question and its index data, and nothing else."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support.builders import Releases, a_release, an_index
from tests.support.documents import a_submission
from webui import wiring
from webui.resolutions.models import Origin, Submission
from webui.resolutions.working import exactly, recording, tasks
from webui.resolutions.working.recording import NotRecordable, UnreadableRecording

# The keeper thread has a connection of its own, so the test's data must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

TORCH: Mapping[str, Releases] = {
    "torch": [
        a_release("torch", "2.4.1", "sympy", tag="cp38-cp38-manylinux1_x86_64"),
        a_release("torch", "2.5.1", "sympy", tag="cp39-cp39-manylinux1_x86_64"),
    ],
    "sympy": {"1.13.3": []},
}


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Submission:
    """Both answers and the reasons, read from an index that nobody can reach afterwards."""

    @contextmanager
    def opened(**options: object) -> Iterator[object]:
        yield an_index(TORCH)

    def unreachable(**options: object) -> None:
        raise AssertionError("an import asks no index")

    monkeypatch.setattr(wiring, "open_index", opened)
    submission = solved(a_submission())
    monkeypatch.setattr(wiring, "open_index", unreachable)
    return submission


def solved(submission: Submission) -> Submission:
    for row in submission.solves.all():
        tasks.solve(row.pk)
    explaining = Submission.objects.get(pk=submission.pk).explaining
    assert explaining is not None
    tasks.solve(explaining.pk)
    return Submission.objects.get(pk=submission.pk)


def sent(client: Client, data: bytes) -> Any:
    return client.post("/import", {"file": SimpleUploadedFile("a.json.gz", data)})


def changed(packed: bytes, **values: object) -> bytes:
    return gzip.compress(json.dumps({**json.loads(gzip.decompress(packed)), **values}).encode())


def documents(submission: Submission) -> dict[str, object]:
    return {row.label: exactly.steady(row.document) for row in submission.answers}


def test_what_is_imported_gives_the_same_answers_without_an_index(
    client: Client, queue: list[int], answered: Submission
) -> None:
    file = client.get(f"/r/{answered.pk}/recording.json.gz")
    assert file["Content-Type"] == "application/gzip"
    response = sent(client, file.content)
    assert response.status_code == 302, response.content.decode()[-1500:]
    imported = Submission.objects.get(pk=response.url.rpartition("/")[2])
    assert (imported.origin, imported.digest, imported.created_at.microsecond) == (Origin.IMPORTED, "", 0)
    imported = solved(imported)
    assert documents(imported) == documents(answered)
    assert imported.explanation is not None
    assert answered.explanation is not None
    assert imported.explanation["divergences"] == answered.explanation["divergences"]
    page = " ".join(client.get(f"/r/{imported.pk}").content.decode().split())
    assert "the index data come from a file" in page
    assert "torch is" in page


def test_answers_in_the_file_are_not_believed(client: Client, queue: list[int], answered: Submission) -> None:
    packed = recording.recorded(answered)
    forged = json.loads(gzip.decompress(packed))["solves"]
    for one in forged:
        one["document"] = one["document"] and {**one["document"], "packages": []}
    response = sent(client, changed(packed, solves=forged, explanation=None))
    imported = solved(Submission.objects.get(pk=response.url.rpartition("/")[2]))
    assert documents(imported) == documents(answered)


def test_an_imported_answer_answers_nobody_else(client: Client, queue: list[int], answered: Submission) -> None:
    options = {**answered.options, "exclude_newer": "2024-12-01"}
    sent(client, changed(recording.recorded(answered), options=options))
    response = client.post("/", {**options, "text": answered.text})
    assert Submission.objects.get(pk=response.url.rpartition("/")[2]).origin == Origin.PASTED


def test_secrets_in_the_text_are_not_stored(client: Client, queue: list[int], answered: Submission) -> None:
    text = f'{answered.text}\n[[tool.uv.index]]\nname = "i"\nurl = "https://me:opensesame@index.test/simple"\n'
    response = sent(client, changed(recording.recorded(answered), text=text))
    assert response.status_code == 302
    assert not Submission.objects.filter(text__contains="opensesame").exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"schema_version": 99}, "version 99"),
        ({"created_at": "yesterday"}, "cannot be read"),
        ({"created_at": "2026-01-01T00:00:00"}, "no time zone"),
        ({"text": 7}, "no recording"),
        ({"text": "[project"}, "cannot be asked here"),
        ({"options": {"python": "spam"}}, "cannot be asked here"),
        ({"index_data": {}}, "no recording"),
        ({"default_index": "javascript:alert(1)"}, "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_with_its_reason(
    client: Client, answered: Submission, values: dict[str, object], words: str
) -> None:
    response = sent(client, changed(recording.recorded(answered), **values))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\x1f\x8bnothing", b"\xff\xfe", b'{"text":' + b"[" * 5000])
def test_any_bytes_get_an_answer(data: bytes) -> None:
    with pytest.raises(UnreadableRecording):
        recording.read_recording(data)


def test_a_file_is_unpacked_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_UNPACKED_BYTES", 1024**2)
    with pytest.raises(UnreadableRecording, match="larger than 1 MB"):
        recording.read_recording(gzip.compress(b" " * 1024**2 + b"{}"))


def test_no_file_is_a_mistake(client: Client) -> None:
    assert client.get("/import").status_code == 200
    response = client.post("/import")
    assert (response.status_code, "Choose a file" in response.content.decode()) == (422, True)


def test_what_cannot_be_taken_elsewhere_says_why(client: Client, queue: list[int], answered: Submission) -> None:
    Submission.objects.filter(pk=answered.pk).update(used_operator_credentials=True)
    with pytest.raises(NotRecordable, match="credentials"):
        recording.recorded(Submission.objects.get(pk=answered.pk))
    waiting = a_submission()
    assert client.get(f"/r/{waiting.pk}/recording.json.gz").status_code == 409
    assert client.get(f"/api/v1/resolutions/{waiting.pk}/recording").status_code == 409


def test_the_api_does_the_same(client: Client, queue: list[int], answered: Submission) -> None:
    file = client.get(f"/api/v1/resolutions/{answered.pk}/recording")
    for content, data in (("application/gzip", file.content), ("application/json", gzip.decompress(file.content))):
        response = client.post("/api/v1/imports", data, content_type=content)
        assert response.status_code == 202
        assert Submission.objects.get(pk=response.json()["id"]).origin == Origin.IMPORTED
    assert client.post("/api/v1/imports", b"no file", content_type="application/gzip").status_code == 422
    assert client.post("/api/v1/imports", b"no file", content_type="text/plain").status_code == 415
