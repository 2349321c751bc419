"""/metrics: what Prometheus reads, and who may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from webui.hosting import metrics, tallies, workers_seen
from webui.hosting.models import Tally
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Question, QuestionKind, Solve, State, Submission

pytestmark = pytest.mark.django_db

HERE = "127.0.0.1"


def figures(client: Client) -> dict[tuple[str, ...], float]:
    """By name and labels, as a Prometheus server understands them."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


@pytest.fixture(autouse=True)
def open_to_this_host(settings: Settings) -> None:
    settings.METRICS_NETWORKS = ["127.0.0.0/8"]


def test_it_is_closed_by_default(client: Client, settings: Settings) -> None:
    settings.METRICS_NETWORKS = []
    assert client.get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("proxies", "sender", "forwarded", "status"),
    [
        ([], HERE, "", 200),
        ([], "10.1.2.3", "", 404),
        ([], HERE, "10.1.2.3", 404),  # a proxy that nobody named: everybody would have its address
        ([], HERE, HERE, 404),
        ([HERE], HERE, "10.1.2.3", 404),
        (["10.0.0.1"], "10.0.0.1", "127.0.0.5", 200),
        ([], "", "", 404),
    ],
)
def test_only_named_networks_may_read_it(
    client: Client, settings: Settings, proxies: list[str], sender: str, forwarded: str, status: int
) -> None:
    settings.PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client.get("/metrics", REMOTE_ADDR=sender, **headers).status_code == status


def test_the_queue_is_counted_by_kind_with_its_age(client: Client) -> None:
    submission = Submission.objects.create(text="", options={}, digest="")
    then = timezone.now() - timedelta(seconds=90)
    for label in (Label.SINGLE, Label.UNIVERSAL, Label.EXPLANATION):
        Solve.objects.create(submission=submission, label=label, queued_at=then)
    Question.objects.create(submission=submission, kind=QuestionKind.CHECK, queued_at=timezone.now())
    Question.objects.create(submission=submission, kind=QuestionKind.WHY, text="a", queued_at=then, state=State.DONE)
    found = figures(client)
    lengths = {kind: found["whichwheel_queue_length", kind] for kind in metrics.KINDS}
    assert lengths == {"answer": 2, "reasons": 1, "question": 0, "check": 1}
    assert 90 <= found["whichwheel_queue_oldest_seconds", "answer"] < 1000
    assert found["whichwheel_queue_oldest_seconds", "question"] == 0


def test_what_has_happened_on_all_hosts_is_one_figure(client: Client) -> None:
    tallies.add("solve", State.DONE, 1.5)
    tallies.add("solve", State.DONE, 2.0)
    Tally.objects.create(host="elsewhere", name="solve", label=State.DONE, count=4, total=10.0)
    tallies.add("solve", State.FAILED, 0.25)
    tallies.add("index request", amount=1000, times=7)
    tallies.add("read", "kept", times=3)
    found = figures(client)
    assert (found["whichwheel_solves_seconds_count", "done"], found["whichwheel_solves_seconds_sum", "done"]) == (
        6,
        13.5,
    )
    assert found["whichwheel_solves_seconds_count", "failed"] == 1
    assert (found["whichwheel_index_requests_total",], found["whichwheel_index_bytes_total",]) == (7, 1000)
    assert found["whichwheel_index_reads_total", "kept"] == 3


def test_workers_and_memory_are_shown(client: Client) -> None:
    workers_seen.say("solves@host")
    found = figures(client)
    assert found["whichwheel_workers",] == 1
    assert found["whichwheel_worker_memory_bytes", "solves@host"] > 10_000_000
    assert found["process_resident_memory_bytes",] > 10_000_000
    assert found["whichwheel_stored_bytes",] >= 0
