"""The addresses of the API."""

from django.urls import path

from webui.api import v1

urlpatterns = [
    path("openapi.json", v1.openapi, name="api-openapi"),
    path("resolutions", v1.create, name="api-resolutions"),
    path("resolutions/<slug:submission_id>", v1.read, name="api-resolution"),
]
