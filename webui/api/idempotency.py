"""`Idempotency-Key`: a request that is sent again is answered as the first time, and asks nothing a second time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from webui.api.models import KeyedRequest
from webui.problems import problem
from webui.resolutions.asking.askers import asker_of

HEADER = "Idempotency-Key"
LONGEST = 255
KEPT = timedelta(days=1)


def once(view: Callable[[HttpRequest], JsonResponse]) -> Callable[[HttpRequest], JsonResponse]:
    """A view that answers a repeated request from what it answered before."""

    def answered(request: HttpRequest) -> JsonResponse:
        key = request.headers.get(HEADER, "")
        if not key:
            return view(request)
        if len(key) > LONGEST:
            return problem(HTTPStatus.BAD_REQUEST, f"The {HEADER} is longer than {LONGEST} characters.")
        try:
            body = hashlib.sha256(request.get_full_path().encode() + b"\0" + request.body).hexdigest()
        except RequestDataTooBig:
            return view(request)  # which says so
        return _answered(request, view, _digest(request, key), body)

    return answered


def _answered(
    request: HttpRequest, view: Callable[[HttpRequest], JsonResponse], digest: str, body: str
) -> JsonResponse:
    KeyedRequest.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    before = KeyedRequest.objects.filter(digest=digest).first()
    if before is not None and before.body_digest != body:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"This {HEADER} was sent with another request.")
    if before is not None:
        headers = {"Location": before.location, "Idempotent-Replayed": "true"}
        return JsonResponse(before.body, status=before.status, headers=headers)
    response = view(request)
    if response.status_code == HTTPStatus.ACCEPTED:
        made = json.loads(response.content)
        # The key of the delete link is shown once, to the first request.
        kept = {**made, "delete_key": None}
        values = {"body_digest": body, "status": 202, "body": kept, "location": response["Location"]}
        KeyedRequest.objects.get_or_create(digest=digest, defaults=values)
    return response


def _digest(request: HttpRequest, key: str) -> str:
    asker = asker_of(request)
    whose = asker.author or asker.network
    return hashlib.sha256(json.dumps([whose, key]).encode()).hexdigest()
