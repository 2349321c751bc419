"""`manage.py verify` finds what can no longer be read, and nothing else."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from webui.resolutions.models import IndexData, Solve, StoredPage, Submission
from webui.resolutions.working import index_data

pytestmark = pytest.mark.django_db


def verified() -> list[str]:
    """The lines that it prints; it fails where there are problems, and says how many."""
    said, failed = StringIO(), ""
    try:
        call_command("verify", stdout=said)
    except CommandError as error:
        failed = str(error)
    lines = said.getvalue().splitlines()
    is_well = lines == ["everything can be read"]
    return lines if is_well or failed == f"{len(lines)} problems" else [*lines, failed]


@pytest.fixture
def submission() -> Submission:
    return Submission.objects.create(text="", options={}, digest="")


def test_all_is_well(submission: Submission) -> None:
    StoredPage.objects.create(submission=submission, digest="", mark="", html="<p>")
    assert verified() == ["everything can be read"]


def test_a_column_that_does_not_open(submission: Submission) -> None:
    StoredPage.objects.create(submission=submission, digest="", mark="", html="<p>")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE resolutions_storedpage SET html = %s", [b"xbroken"])
    (line,) = verified()
    assert line.startswith(f"resolutions.storedpage {submission.pk}: html cannot be opened")


def test_an_answer_of_an_unknown_kind(submission: Submission) -> None:
    document = {"schema_version": "99", "outcome": "solved"}
    row = Solve.objects.create(submission=submission, label="single", queued_at=timezone.now(), document=document)
    (line,) = verified()
    assert line.startswith(f"resolutions.solve {row.pk}: its answer cannot be read")


def test_index_data_without_their_pieces(submission: Submission) -> None:
    pieces = {"schema_version": "99", "pages": [], "metadata": []}
    IndexData.objects.create(submission=submission, pieces=pieces, default_index="")
    (line,) = verified()
    assert line.startswith(f"resolutions.indexdata {submission.pk}: pieces are missing")
    assert index_data.kept(submission) is None
