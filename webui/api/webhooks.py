"""Webhooks: an address is told when an answer is there, under one event id, until it has taken it.

Every delivery goes through the guard of index requests, and is signed with the webhook's secret.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from resolver_core import NotDelivered, check_address, post, redact
from webui.api.bodies import BadBody, converted
from webui.api.following import is_over, progress_of
from webui.api.found import missing, submission_at, too_often
from webui.api.models import Delivery, DeliveryState, Webhook
from webui.api.shapes import DeliveryEntry, WebhookDocument, WebhookRequest
from webui.problems import problem

EVENT = "resolution.ended"
MOST = 5  # webhooks of one answer
WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200, 21600, 86400))
BEING_SENT = timedelta(seconds=60)


def create(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Have an address told. The secret is in this answer and nowhere else."""
    if (refusal := too_often(request)) is not None:
        return refusal
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    try:
        url = converted(request, WebhookRequest)["url"]
        check_address(url, allow_networks=settings.ALLOW_NETWORKS)
    except BadBody as error:
        return problem(error.status, redact(str(error)).text)
    except NotDelivered as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    if submission.webhooks.count() >= MOST:
        return problem(HTTPStatus.CONFLICT, f"An answer has at most {MOST} webhooks.")
    origin = f"{request.scheme}://{request.get_host()}"
    values = {"secret": secrets.token_urlsafe(32), "origin": origin}
    hook, is_new = Webhook.objects.get_or_create(submission=submission, url=url, defaults=values)
    if not is_new:
        return problem(HTTPStatus.CONFLICT, "This address is told already.")
    path = reverse("api-webhook", args=[submission.pk, hook.pk])
    document = {**webhook_document(hook), "secret": hook.secret}
    return JsonResponse(document, status=HTTPStatus.CREATED, headers={"Location": path})


def read(request: HttpRequest, submission_id: str, webhook_id: int) -> JsonResponse:
    """A webhook with the log of its deliveries."""
    hook = _at(submission_id, webhook_id)
    return missing("No such webhook.") if hook is None else JsonResponse(webhook_document(hook))


def delete(request: HttpRequest, submission_id: str, webhook_id: int) -> HttpResponse:
    """Tell the address no more."""
    hook = _at(submission_id, webhook_id)
    if hook is None:
        return missing("No such webhook.")
    hook.delete()
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def webhook_document(hook: Webhook) -> WebhookDocument:
    """A webhook without its secret."""
    rows = hook.deliveries.order_by("pk")
    entries = [
        DeliveryEntry(event_id=str(row.event_id), event=row.event, state=row.state, tries=row.tries) for row in rows
    ]
    return WebhookDocument(id=hook.pk, url=hook.url, deliveries=entries)


def due() -> list[int]:
    """The deliveries that are to be sent now; they are the caller's for a while."""
    for hook in Webhook.objects.filter(deliveries__isnull=True):
        progress = progress_of(hook.submission_id)
        if progress is not None and is_over(progress):
            Delivery.objects.get_or_create(webhook=hook, event=EVENT, defaults={"next_try_at": timezone.now()})
    now, taken = timezone.now(), []
    for row in Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now):
        mine = Delivery.objects.filter(pk=row.pk, next_try_at=row.next_try_at, state=DeliveryState.WAITING)
        if mine.update(next_try_at=now + BEING_SENT):
            taken.append(row.pk)
    return taken


def send(delivery_id: int) -> None:
    """Try once to deliver; what came of it stands in the log."""
    row = Delivery.objects.select_related("webhook").filter(pk=delivery_id, state=DeliveryState.WAITING).first()
    if row is None:
        return
    body, state = json.dumps(_message(row)).encode(), DeliveryState.WAITING
    status, words = None, ""
    try:
        status = post(row.webhook.url, body, _headers(row, body), allow_networks=settings.ALLOW_NETWORKS)
        words = "" if 200 <= status < 300 else f"the receiver answered {status}"
        state = DeliveryState.WAITING if words else DeliveryState.DELIVERED
    except NotDelivered as error:
        words = str(error)
        state = DeliveryState.REFUSED if error.is_refused else DeliveryState.WAITING
    now = timezone.now()
    with transaction.atomic():
        tries = [*row.tries, {"at": now.isoformat(), "status": status, "error": words}]
        if state == DeliveryState.WAITING and len(tries) > len(WAITS):
            state = DeliveryState.GIVEN_UP
        wait = WAITS[min(len(tries), len(WAITS)) - 1]
        Delivery.objects.filter(pk=row.pk).update(tries=tries, state=state, next_try_at=now + wait)


def signature(secret: str, moment: str, body: bytes) -> str:
    """What the receiver compares: HMAC-SHA256 of the moment, a full stop and the body."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def _message(row: Delivery) -> dict[str, object]:
    submission_id = row.webhook.submission_id
    progress = progress_of(submission_id)
    return {
        "event_id": str(row.event_id),
        "event": row.event,
        "resolution": {
            "id": submission_id,
            "state": progress["state"] if progress else "gone",
            "url": row.webhook.origin + reverse("api-resolution", args=[submission_id]),
            "page": row.webhook.origin + reverse("resolution", args=[submission_id]),
        },
    }


def _headers(row: Delivery, body: bytes) -> dict[str, str]:
    moment = str(int(timezone.now().timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "whichwheel",
        "Whichwheel-Event-Id": str(row.event_id),
        "Whichwheel-Timestamp": moment,
        "Whichwheel-Signature": f"sha256={signature(row.webhook.secret, moment, body)}",
    }


def _at(submission_id: str, webhook_id: int) -> Webhook | None:
    return Webhook.objects.filter(submission=submission_id, pk=webhook_id).first() if webhook_id < 2**63 else None
