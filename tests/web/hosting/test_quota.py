"""`manage.py quota`: what is used beside what is allowed."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from webui.resolutions.models import Solve, Submission


@pytest.mark.django_db
def test_it_shows_room_queue_and_who_used_most_within_a_day(settings: Settings) -> None:
    settings.STORAGE_MEGABYTES, settings.QUEUE_LIMIT = 500, 0
    for asker, seconds in (("10.0.0.1", 1.5), ("10.0.0.1", 2.0), ("10.0.0.2", 9.0), ("10.0.0.3", 99.0)):
        row = Submission.objects.create(text="", options={}, digest="", asker=asker, worker_seconds=seconds)
    Submission.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=2))
    Solve.objects.create(submission=row, label="single", queued_at=timezone.now())
    said = StringIO()
    call_command("quota", stdout=said)
    stored, waiting, _, *askers = said.getvalue().splitlines()
    assert stored.startswith("stored\t")
    assert stored.endswith(" MB of 500 MB")
    assert waiting == "waiting\t1 answers of no limit"
    assert askers == ["10.0.0.2\t1\t9.0\t0", "10.0.0.1\t2\t3.5\t0"]
