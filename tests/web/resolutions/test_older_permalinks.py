"""A permalink as the schema before compressed columns stored it: it opens, and is solved again exactly."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

from tests.support.shared import REPOSITORY

STORED = REPOSITORY / "tests" / "recordings" / "permalink-of-0012.sqlite3.xz"
LOOK = """\
import json, socket, django
django.setup()
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


def test_a_permalink_of_the_oldest_schema_opens_and_is_solved_exactly(tmp_path: Path) -> None:
    (tmp_path / "whichwheel.sqlite3").write_bytes(lzma.decompress(STORED.read_bytes()))
    environment = {
        **os.environ,
        "WHICHWHEEL_DATA_DIR": str(tmp_path),
        "REDIS_URL": "",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "webui.settings",
    }
    migrate = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    subprocess.run(migrate, cwd=REPOSITORY, env=environment, check=True)
    look = [sys.executable, "-c", LOOK]
    ended = subprocess.run(look, cwd=REPOSITORY, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-3000:]
    found = json.loads(ended.stdout)
    assert (found["status"], found["torch"], found["api"], found["errors"]) == (200, True, "done", [""])
    for document in found["exactly"]:
        assert [(one["equal"], one["differs_in"]) for one in document["answers"]] == [(True, [])] * 2
    assert found["shared"] == [1, True, 0]
