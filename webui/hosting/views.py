"""What machines ask: whether it is ready, and for its figures."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from webui.addresses import client_address
from webui.hosting import metrics, readiness


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 where every part is there, else 503; which one is missing stands in the answer, and why in the log."""
    parts = readiness.parts()
    words = {name: "ok" if is_there else "missing" for name, is_there in parts.items()}
    return JsonResponse(words, status=HTTPStatus.OK if all(parts.values()) else HTTPStatus.SERVICE_UNAVAILABLE)


@require_safe
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """The figures for Prometheus, for those in `METRICS_NETWORKS`; for everybody else there is no such page."""
    if not _may_read(request):
        raise Http404
    return HttpResponse(generate_latest(metrics.registry()), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    # Behind a proxy that is not in PROXIES everybody has the address of that proxy.
    is_known = "HTTP_X_FORWARDED_FOR" not in request.META or client_address(request) != request.META["REMOTE_ADDR"]
    address = client_address(request)
    return (
        bool(address)
        and is_known
        and any(ip_address(address) in ip_network(one, strict=False) for one in settings.METRICS_NETWORKS)
    )
