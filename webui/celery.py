"""The Celery application; its settings are the `CELERY_…` names of `webui.settings`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import (
    before_task_publish,
    task_postrun,
    task_prerun,
    worker_process_init,
    worker_ready,
)

from webui.hosting import log_context

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webui.settings")

before_task_publish.connect(log_context.put_into_message)
task_prerun.connect(log_context.take_from_message)
task_postrun.connect(log_context.forget)

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


@worker_ready.connect
def be_seen(sender: Any = None, **_: Any) -> None:
    """A worker says that it is alive, whatever its processes do."""
    from webui.hosting import workers_seen

    workers_seen.keep_saying(sender.hostname)
