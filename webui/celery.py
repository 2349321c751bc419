"""The Celery application; its settings are the `CELERY_…` names of `webui.settings`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")

app = Celery("webui")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["webui.resolutions.working", "webui.resolutions.showing", "webui.api", "webui.team"])


@worker_process_init.connect
def contain_process(**_: Any) -> None:
    """Every process that solves is held to its limits, does little else, and ends with the worker that started it."""
    from django.conf import settings

    from resolver_core import collect_rarely
    from webui.workers import containment

    collect_rarely()
    containment.die_with_parent()
    containment.contain(settings.WORKER_MEMORY_MB * 2**20, settings.WORKER_NICENESS)
