"""Prepared rows are those of the query that they were made from, whatever the key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.support.documents import a_submission
from webui.prepared_rows import PreparedRows
from webui.resolutions.models import Solve, Submission

pytestmark = pytest.mark.django_db

SOLVES = PreparedRows(lambda key: Solve.objects.filter(submission=key).order_by("label").values_list("label", "state"))
CHILDREN = PreparedRows(
    lambda key: Submission.objects.filter(parent=key).order_by("pk").values_list("pk", flat=True)[:2]
)


def test_each_key_has_its_own() -> None:
    first, second = a_submission(), a_submission()
    Solve.objects.filter(submission=second).update(state="failed")
    for one in (first, second, first):
        expected = [(row.label, row.state) for row in Solve.objects.filter(submission=one).order_by("label")]
        assert SOLVES.of(one.pk) == expected
    assert SOLVES.of(first.pk) != SOLVES.of(second.pk)


def test_what_changes_is_seen_at_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    parent = a_submission()
    assert CHILDREN.of(parent.pk) == []
    children = [a_submission() for _ in range(3)]
    Submission.objects.filter(pk__in=[one.pk for one in children]).update(parent=parent)
    with django_assert_num_queries(1):
        found = CHILDREN.of(parent.pk)
    assert found == [(pk,) for pk in sorted(one.pk for one in children)[:2]]


def test_times_and_truths_are_the_same_text_whatever_the_database() -> None:
    submission = a_submission()
    moment = datetime(2026, 3, 1, 12, 30, 0, 5, tzinfo=UTC)
    Submission.objects.filter(pk=submission.pk).update(expires_at=moment, used_operator_credentials=True)
    rows = PreparedRows(
        lambda key: Submission.objects.filter(pk=key).values_list("expires_at", "used_operator_credentials")
    )
    assert rows.of(submission.pk) == [("2026-03-01 12:30:00.000005", 1)]


def test_a_key_is_never_part_of_the_text() -> None:
    assert SOLVES.of("x' OR '1'='1") == []
