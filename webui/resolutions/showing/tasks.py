"""The task of this wing: pages are rendered before somebody asks for them."""

from __future__ import annotations

import logging

from celery import shared_task

from webui.resolutions.showing import stored_pages, verdicts
from webui.resolutions.task_names import KEEP_VERDICT, RENDER_PAGE

log = logging.getLogger(__name__)


@shared_task(name=RENDER_PAGE)
def render_page(submission_id: str) -> None:
    """Have the finished page ready for its first reader, who else renders it."""
    try:
        stored_pages.keep(submission_id)
    except Exception:
        log.exception("the page of submission %s could not be rendered", submission_id)


@shared_task(name=KEEP_VERDICT)
def keep_verdict(submission_id: str) -> None:
    """Write down what stays of an answer whose time is over."""
    verdicts.keep(submission_id)
