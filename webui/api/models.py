"""What the API keeps beside the answers: tokens, what was asked under a key, and webhooks with their deliveries."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from webui.api.documents import DeliveryTryEntry
from webui.resolutions.models import Submission


class Token(models.Model):
    """A token of the API. Only its digest is kept; it was shown once."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    scopes = models.CharField(max_length=100)  # names, separated by spaces
    author = models.CharField(max_length=40)  # askers.Asker.author of whatever is asked with it
    created_at = models.DateTimeField(auto_now_add=True)


class KeyedRequest(models.Model):
    """What was answered to a request with an `Idempotency-Key`, to be answered again."""

    digest = models.CharField(max_length=64, unique=True)  # of the key and who sent it
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body: models.JSONField[dict[str, object], dict[str, object]] = models.JSONField()
    location = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)


class Webhook(models.Model):
    """An address that is told when an answer is there."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=500)
    origin = models.CharField(max_length=300)  # of this installation, as whoever asked reached it
    secret = models.CharField(max_length=64)  # what the deliveries are signed with
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "url"], name="one_webhook_per_address")]


class DeliveryState(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"  #: the address may not be asked
    GIVEN_UP = "given-up"


class Delivery(models.Model):
    """One event for one webhook: it is sent until its receiver has taken it, under one id."""

    event_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=40)
    state = models.CharField(max_length=16, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries: models.JSONField[list[DeliveryTryEntry], list[DeliveryTryEntry]] = models.JSONField(default=list)
    next_try_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["webhook", "event"], name="one_delivery_per_event")]
