"""The figures that Prometheus reads, as the database has them: each web process of an installation says the same.

Their names are part of what is documented (docs/hosting.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache

from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric, SummaryMetricFamily
from prometheus_client.registry import Collector

from webui.hosting import tallies, workers_seen
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Question, QuestionKind, Solve, State
from webui.resolutions.working.stored_bytes import stored_bytes

KINDS = ("answer", "reasons", "question", "check")


@cache
def registry() -> CollectorRegistry:
    """Everything that is shown."""
    found = CollectorRegistry()
    found.register(Figures())
    ProcessCollector(registry=found)
    return found


class Figures(Collector):
    """What the database knows, read anew at each look."""

    def describe(self) -> Iterable[Metric]:
        """Nothing is read when it is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """All figures."""
        yield from _queue()
        yield _seconds("whichwheel_solves", "Solves that ended, by how, and their seconds", "solve", "outcome")
        yield _seconds("whichwheel_questions", "Questions that were answered, and their seconds", "question", "kind")
        yield _counts("whichwheel_index_reads", "Pages and metadata read, by where from", "read", "source")
        yield _counts("whichwheel_index_requests", "Requests to indexes", "index request")
        yield _amounts("whichwheel_index_bytes", "Bytes of the answers of indexes", "index request")
        seen = workers_seen.lately()
        yield GaugeMetricFamily("whichwheel_workers", "Workers that were seen lately", value=len(seen))
        memory = GaugeMetricFamily("whichwheel_worker_memory_bytes", "Resident memory of a worker", labels=["worker"])
        for worker in seen:
            memory.add_metric([worker.name], worker.memory_bytes)
        yield memory
        yield GaugeMetricFamily("whichwheel_stored_bytes", "What the rows of the database take", value=stored_bytes())


def waiting() -> dict[str, tuple[int, datetime | None]]:
    """Of each kind of work: how much waits, and since when the oldest."""
    rows = Solve.objects.filter(state=State.QUEUED)
    asked = Question.objects.filter(state=State.QUEUED)
    of_kind = {
        "answer": rows.exclude(label=Label.EXPLANATION),
        "reasons": rows.filter(label=Label.EXPLANATION),
        "question": asked.exclude(kind=QuestionKind.CHECK),
        "check": asked.filter(kind=QuestionKind.CHECK),
    }
    found = {kind: of_kind[kind].aggregate(length=Count("pk"), oldest=Min("queued_at")) for kind in KINDS}
    return {kind: (values["length"], values["oldest"]) for kind, values in found.items()}


def _queue() -> Iterator[Metric]:
    length = GaugeMetricFamily("whichwheel_queue_length", "Pieces of work that wait", labels=["kind"])
    age = GaugeMetricFamily("whichwheel_queue_oldest_seconds", "Since the oldest was queued", labels=["kind"])
    now = timezone.now()
    for kind, (number, oldest) in waiting().items():
        length.add_metric([kind], number)
        age.add_metric([kind], max(0.0, (now - oldest).total_seconds()) if oldest else 0.0)
    yield length
    yield age


def _seconds(name: str, words: str, tally: str, label: str) -> Metric:
    family = SummaryMetricFamily(f"{name}_seconds", words, labels=[label])
    for of_label, times, amount in tallies.all_of(tally):
        family.add_metric([of_label], times, amount)
    return family


def _counts(name: str, words: str, tally: str, *label: str) -> Metric:
    return _counter(name, words, tally, label, lambda times, amount: times)


def _amounts(name: str, words: str, tally: str, *label: str) -> Metric:
    return _counter(name, words, tally, label, lambda times, amount: amount)


def _counter(
    name: str, words: str, tally: str, label: tuple[str, ...], chosen: Callable[[int, float], float]
) -> Metric:
    family = CounterMetricFamily(name, words, labels=label)
    for of_label, times, amount in tallies.all_of(tally):
        family.add_metric([of_label][: len(label)], chosen(times, amount))
    return family
