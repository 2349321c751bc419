"""The tasks of the API: telling those who want to be told."""

from __future__ import annotations

from celery import shared_task

from webui.api import webhooks


@shared_task(name="api.deliver")
def deliver(delivery_id: int) -> None:
    """Try once to deliver an event."""
    webhooks.send(delivery_id)


@shared_task(name="api.deliver_due")
def deliver_due() -> None:
    """Send a message for each delivery whose time has come."""
    for delivery_id in webhooks.due():
        deliver.delay(delivery_id)
