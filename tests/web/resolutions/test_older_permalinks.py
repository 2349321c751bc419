"""A permalink as the schema before compressed columns stored it: it opens, and is solved again exactly."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from tests.support.postgresql import Server
from tests.support.shared import REPOSITORY
from tests.support.stored import copy_into_postgresql, environment_of, manage, python

STORED = REPOSITORY / "tests" / "recordings" / "permalink-of-0012.sqlite3.xz"
LOOK = """\
import json, socket, django
django.setup()
from django.db import connection
connection.ensure_connection()
def refuse(*arguments, **options):
    raise OSError("the network is cut")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from django.conf import settings
settings.ALLOWED_HOSTS.append("testserver")
from django.test import Client
from webui.celery import app
app.conf.task_always_eager = True
app.loader.import_default_modules()
from webui.resolutions.models import IndexData, Submission
from webui.resolutions.working import index_data
submission = Submission.objects.get()
client = Client()
before = client.get(submission.get_absolute_url())
client.post(submission.get_absolute_url() + "/exactly")
first = submission.questions.get()
shared = index_data.share_older()
first_document = first.document
submission.questions.all().delete()
client.post(submission.get_absolute_url() + "/exactly")
print(json.dumps({
    "status": before.status_code,
    "torch": "2.5.1" in before.content.decode(),
    "api": client.get(f"/api/v1/resolutions/{submission.pk}").json()["state"],
    "exactly": [first_document, submission.questions.get().document],
    "errors": [first.error],
    "shared": [shared, bytes(IndexData.objects.get().packed) == b"", index_data.share_older()],
}))
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """Of processes with what the oldest schema stored, in either database."""
    stored = lzma.decompress(STORED.read_bytes())
    if request.param == "sqlite":
        (tmp_path / "whichwheel.sqlite3").write_bytes(stored)
        return environment_of(tmp_path)
    server: Server = request.getfixturevalue("postgresql_server")
    (tmp_path / "old.sqlite3").write_bytes(stored)
    url = server.create("older_permalinks")
    copy_into_postgresql(tmp_path / "old.sqlite3", tmp_path, url)
    return environment_of(tmp_path, url)


def test_a_permalink_of_the_oldest_schema_opens_and_is_solved_exactly(environment: dict[str, str]) -> None:
    manage(environment, "migrate", "--no-input", "--verbosity", "0")
    found = json.loads(python(environment, LOOK))
    assert (found["status"], found["torch"], found["api"], found["errors"]) == (200, True, "done", [""])
    for document in found["exactly"]:
        assert [(one["equal"], one["differs_in"]) for one in document["answers"]] == [(True, [])] * 2
    assert found["shared"] == [1, True, 0]
    assert manage(environment, "verify") == "everything can be read\n"
