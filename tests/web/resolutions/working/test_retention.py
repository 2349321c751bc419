"""Expiry and quota: what goes, what stays, and who is spared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.support.documents import a_finished_submission, an_explanation
from webui.resolutions.models import IndexPiece, Solve, Submission
from webui.resolutions.working import index_data, retention

pytestmark = pytest.mark.django_db


def an_expired_one() -> Submission:
    submission = a_finished_submission()
    over = timezone.now() - timedelta(days=1)
    Submission.objects.filter(pk=submission.pk).update(expires_at=over, explanation=an_explanation())
    return submission


def test_an_expired_answer_keeps_its_verdict_alone(client: Client) -> None:
    submission = an_expired_one()
    call_command("retention", verbosity=0)
    left = Submission.objects.get(pk=submission.pk)
    assert left.verdict is not None
    assert "torch" in left.verdict["headline"]
    assert "torch" in left.verdict["answer"]
    assert (left.text, left.explanation, left.options) == ("", None, {})
    assert not Solve.objects.exists()
    page = client.get(left.get_absolute_url())
    assert page.status_code == 200
    assert "What is gone" in page.content.decode()
    for path in ("export/single/resolution.json", "pyproject.toml", "p/torch"):
        assert client.get(f"{left.get_absolute_url()}/{path}").status_code == 410
    gone = client.get(f"/api/v1/resolutions/{left.pk}")
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")


def test_it_has_expired_before_anybody_has_tidied_up(client: Client) -> None:
    submission = an_expired_one()
    assert "What is gone" in client.get(submission.get_absolute_url()).content.decode()
    assert client.get(f"{submission.get_absolute_url()}/pyproject.toml").status_code == 410


def test_without_room_the_oldest_go_first(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = a_finished_submission(), a_finished_submission()
    Submission.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))
    monkeypatch.setattr(retention, "AT_ONCE", 1)
    settings.STORAGE_MEGABYTES = 1
    monkeypatch.setattr(retention, "stored_bytes", lambda: 2_000_000)
    assert retention.make_room() == 1
    assert retention.without_verdict(timezone.now()) == [old.pk]
    assert Submission.objects.get(pk=new.pk).expires_at is None
    monkeypatch.setattr(retention, "stored_bytes", lambda: 1000)
    assert retention.make_room() == 0


def test_pieces_that_nobody_needs_are_removed() -> None:
    IndexPiece.objects.create(digest=b"x" * 20, packed=b"y")
    assert index_data.forget_unused() == 1
    assert not IndexPiece.objects.exists()
