"""Figures that grow, kept in the database: workers on other hosts have no page to read them from."""

from __future__ import annotations

import logging
import socket

from django.db import Error
from django.db.models import F, Sum

from webui.hosting.models import Tally

log = logging.getLogger(__name__)


def add(name: str, label: str = "", amount: float = 0.0, *, times: int = 1) -> None:
    """Count something that happened. A figure that cannot be written is lost; the work that it tells of is not."""
    try:
        values = {"count": F("count") + times, "total": F("total") + amount}
        mine = {"host": socket.gethostname()[:100], "name": name, "label": label[:40]}
        if not Tally.objects.filter(**mine).update(**values):
            Tally.objects.bulk_create([Tally(**mine)], ignore_conflicts=True)
            Tally.objects.filter(**mine).update(**values)
    except Error:
        log.warning("the figure %s could not be written", name, exc_info=True)


def all_of(name: str) -> list[tuple[str, int, float]]:
    """Of every label: how often it was on all hosts, and how much in all."""
    rows = Tally.objects.filter(name=name).values("label").order_by("label")
    return list(rows.annotate(times=Sum("count"), amount=Sum("total")).values_list("label", "times", "amount"))
