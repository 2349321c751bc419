"""The addresses of the API."""

from django.urls import path

from webui.api import (
    asking,
    control,
    following,
    idempotency,
    listing,
    own_uv,
    parts,
    recordings,
    reference,
    reports,
    resolution,
    smallest,
    tokens,
    v1,
    verdicts,
    webhooks,
)
from webui.api.methods import methods

ONE = "resolutions/<slug:submission_id>"

urlpatterns = [
    path("openapi.json", methods(get=reference.openapi), name="api-openapi"),
    path("reports", methods(post=idempotency.once(reports.create)), name="api-reports"),
    path("reports/<slug:submission_id>", methods(get=reports.read), name="api-report"),
    path("verdicts", methods(post=verdicts.create), name="api-verdicts"),
    path("resolutions", methods(get=listing.listed, post=idempotency.once(v1.create)), name="api-resolutions"),
    path(ONE, methods(get=resolution.read, delete=control.delete), name="api-resolution"),
    path(f"{ONE}/wait", methods(get=following.wait), name="api-wait"),
    path(f"{ONE}/events", methods(get=following.events), name="api-events"),
    path(f"{ONE}/verdict", methods(get=verdicts.read), name="api-verdict"),
    path(f"{ONE}/cancel", methods(post=control.cancel), name="api-cancel"),
    path(f"{ONE}/retry", methods(post=control.retry), name="api-retry"),
    path(f"{ONE}/again", methods(post=control.again), name="api-again"),
    path(f"{ONE}/questions", methods(post=asking.create), name="api-questions"),
    path(f"{ONE}/questions/<int:question_id>", methods(get=asking.read), name="api-question"),
    path(f"{ONE}/ladders", methods(get=parts.ladders), name="api-ladders"),
    path(f"{ONE}/ladders/<str:project>", methods(get=parts.ladder), name="api-ladder"),
    path(f"{ONE}/experiments", methods(get=parts.experiments), name="api-experiments"),
    path(f"{ONE}/fixes", methods(get=parts.fixes), name="api-fixes"),
    path(f"{ONE}/exports", methods(get=parts.exports), name="api-exports"),
    path(f"{ONE}/exports/<str:label>/<str:name>", methods(get=parts.export), name="api-export"),
    path(f"{ONE}/recording", methods(get=recordings.read), name="api-recording"),
    path("imports", methods(post=idempotency.once(recordings.create)), name="api-imports"),
    path(f"{ONE}/own-uv", methods(post=own_uv.create), name="api-own-uv"),
    path(f"{ONE}/own-uv/<int:question_id>", methods(get=own_uv.read), name="api-own-uv-answer"),
    path(f"{ONE}/smallest", methods(post=smallest.create), name="api-smallest"),
    path(f"{ONE}/smallest/<int:question_id>", methods(get=smallest.read), name="api-smallest-answer"),
    path(f"{ONE}/smallest/<int:question_id>/stop", methods(post=smallest.stop), name="api-smallest-stop"),
    path(f"{ONE}/webhooks", methods(post=webhooks.create), name="api-webhooks"),
    path(f"{ONE}/webhooks/<int:webhook_id>", methods(get=webhooks.read, delete=webhooks.delete), name="api-webhook"),
    path("comparisons/<slug:before>..<slug:after>", methods(get=parts.compare), name="api-comparison"),
    path("tokens", methods(post=tokens.create), name="api-tokens"),
    path("tokens/current", methods(get=tokens.read, delete=tokens.revoke), name="api-token"),
]
