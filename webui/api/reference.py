"""The reference of the API: for machines, and as a page on which each operation can be tried."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from webui.api.openapi import openapi as openapi_document
from webui.api.operations import OPERATIONS, TAGS


def openapi(request: HttpRequest) -> JsonResponse:
    """The OpenAPI document."""
    return JsonResponse(openapi_document())


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The readable reference."""
    groups = [(words, [one for one in OPERATIONS if one.tag == tag]) for tag, words in TAGS.items()]
    return render(request, "api/reference.html", {"groups": groups})
