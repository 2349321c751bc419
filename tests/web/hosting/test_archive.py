"""Everything that is stored, exported and imported: into the other database, with the same pages, or not at all."""

from __future__ import annotations

import gzip
import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.support.postgresql import Server
from tests.support.stored import environment_of, manage, python
from webui.api.models import KeyedRequest, Webhook
from webui.hosting import archive
from webui.hosting.models import WorkerSeen
from webui.resolutions.models import EventBatch, IndexPiece, Question, Solve, State, Submission

PAGES = """\
import datetime, json, re, django
django.setup()
from django.conf import settings
from django.utils import timezone
noon = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
timezone.now = lambda: noon  # pages say how long ago something was
settings.ALLOWED_HOSTS.append("testserver")
settings.RENDERED_PAGES_PER_MINUTE = 0
from django.test import Client
from webui.resolutions.models import Submission
client, found = Client(), {}
for pk in Submission.objects.order_by("pk").values_list("pk", flat=True)[:2]:
    for part in ("", "?view=packages", "?view=graph", "?view=trace", "?view=record", "/graph.svg", "/p/torch"):
        found[f"/r/{pk}{part}"] = client.get(f"/r/{pk}{part}")
    for part in ("", "/ladders?target=1", "/explanation"):
        found[f"/api/v1/resolutions/{pk}{part}"] = client.get(f"/api/v1/resolutions/{pk}{part}")
found["/"] = client.get("/")
token = re.compile(rb'(name="csrfmiddlewaretoken" value="|"X-CSRFToken": ?")[A-Za-z0-9]+')
print(json.dumps({
    url: [answer.status_code, token.sub(rb"\\1", answer.getvalue()).decode()] for url, answer in found.items()
}))
"""


def pages(environment: dict[str, str]) -> dict[str, tuple[int, str]]:
    """Every page of some permalinks, and what the API says; without the token that no two requests share."""
    found: dict[str, tuple[int, str]] = json.loads(python(environment, PAGES))
    return found


@pytest.fixture
def sqlite(tmp_path: Path, examples_database: Path) -> dict[str, str]:
    """The environment of an installation with the recorded examples."""
    folder = tmp_path / "sqlite"
    folder.mkdir()
    shutil.copy(examples_database, folder / "whichwheel.sqlite3")
    return environment_of(folder)


def restored(environment: dict[str, str], file: Path) -> dict[str, str]:
    manage(environment, "migrate", "--no-input", "--verbosity", "0")
    manage(environment, "import_everything", str(file))
    return environment


@pytest.mark.slow
def test_pages_are_the_same_bytes_after_a_restore_on_the_other_database(
    tmp_path: Path, sqlite: dict[str, str], postgresql_server: Server
) -> None:
    before = pages(sqlite)
    assert sum(status == 200 for status, _ in before.values()) > 15
    manage(sqlite, "export_everything", str(tmp_path / "first.gz"))

    on_postgresql = restored(
        environment_of(tmp_path / "other", postgresql_server.create("restored")), tmp_path / "first.gz"
    )
    assert manage(on_postgresql, "verify") == "everything can be read\n"
    assert pages(on_postgresql) == before

    manage(on_postgresql, "export_everything", str(tmp_path / "second.gz"))
    first, second = (list(map(json.loads, _lines(tmp_path / name))) for name in ("first.gz", "second.gz"))
    assert first == second


# -- within one database ------------------------------------------------------------------------


@pytest.fixture
def stored(db: None) -> Submission:
    """A row of every kind of column."""
    parent = Submission.objects.create(text="a\n", options={}, digest="1")
    submission = Submission.objects.create(
        text="ü\n", options={"targets": ["é"]}, digest="2", parent=parent, files={"a/b": "c"}, verdict=None
    )
    solve = Solve.objects.create(
        submission=submission, label="single", state=State.RUNNING, queued_at=timezone.now(), progress={"projects": 2}
    )
    EventBatch.objects.create(solve=solve, attempt=1, first=0, events=[{"event": "ForkOpened"}])
    IndexPiece.objects.create(digest=b"\0\1\2", packed=bytes(range(256)))
    Webhook.objects.create(submission=submission, url="https://hook.test", origin="", secret="s")
    KeyedRequest.objects.create(digest="d", body_digest="b", status=202, body={"a": [1]}, location="/x")
    WorkerSeen.objects.create(name="solves@host", seen_at=timezone.now())
    return submission


@pytest.fixture
def file(tmp_path: Path, stored: Submission) -> Iterator[Path]:
    """An archive of it; the database is empty then."""
    path = tmp_path / "everything.gz"
    call_command("export_everything", path)
    for model in reversed(archive.our_models()):
        model._base_manager.all().delete()
    return path


def rows() -> list[dict[str, object]]:
    return [row for model in archive.our_models() for row in model._base_manager.order_by("pk").values()]


def test_rows_come_back_as_they_were(tmp_path: Path, stored: Submission) -> None:
    before = rows()
    call_command("export_everything", tmp_path / "everything.gz")
    Submission.objects.all().delete()
    for model in archive.our_models():
        model._base_manager.all().delete()
    call_command("import_everything", tmp_path / "everything.gz")
    now = rows()
    assert [{name: _as_bytes(value) for name, value in row.items()} for row in now] == [
        {name: _as_bytes(value) for name, value in row.items()} for row in before
    ]


def _as_bytes(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def test_new_rows_get_numbers_of_their_own(file: Path) -> None:
    call_command("import_everything", file)
    submission = Submission.objects.get(digest="2")
    question = Question.objects.create(submission=submission, kind="why", queued_at=timezone.now())
    solve = Solve.objects.create(submission=question.submission, label="universal", queued_at=timezone.now())
    assert Solve.objects.count() == 2
    assert solve.pk


def test_nobody_else_may_read_it_and_it_replaces_nothing(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_everything", file)
    assert file.read_bytes() == before


def test_a_database_that_is_not_empty_is_left_alone(file: Path) -> None:
    kept = Submission.objects.create(text="b", options={}, digest="3")
    with pytest.raises(CommandError, match="not empty"):
        call_command("import_everything", file)
    assert [row.pk for row in Submission.objects.all()] == [kept.pk]


def _lines(file: Path) -> list[str]:
    with gzip.open(file, "rt") as text:
        return text.readlines()


def _write(file: Path, lines: list[str]) -> None:
    with gzip.open(file, "wt") as text:
        text.writelines(lines)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[:-1], "ends in the middle"),
        (lambda lines: lines[:3] + lines[4:], "says that it has"),
        (lambda lines: [lines[0].replace("0001_", "0000_"), *lines[1:]], "another release"),
        (lambda lines: ["{}\n", *lines[1:]], "no archive of this kind"),
        (lambda lines: [*lines[:2], '{"model": "auth.user", "row": {}}\n', *lines[2:]], r"knows no auth\.user"),
        (lambda lines: [*lines[:3], lines[3][:20]], "not all of one"),
    ],
)
def test_of_a_file_that_is_not_whole_nothing_is_read(file: Path, change: object, said: str) -> None:
    _write(file, change(_lines(file)))  # type: ignore[operator]
    with pytest.raises(CommandError, match=said):
        call_command("import_everything", file)
    assert not rows()


def test_a_file_that_was_cut_is_said_to_be(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(CommandError, match="not all of one"):
        call_command("import_everything", file)
