"""The addresses of the API."""

from django.urls import path

from webui.api import own_uv, reports, smallest, v1

urlpatterns = [
    path("openapi.json", v1.openapi, name="api-openapi"),
    path("reports", reports.create, name="api-reports"),
    path("reports/<slug:submission_id>", reports.read, name="api-report"),
    path("resolutions", v1.create, name="api-resolutions"),
    path("resolutions/<slug:submission_id>", v1.read, name="api-resolution"),
    path("resolutions/<slug:submission_id>/own-uv", own_uv.create, name="api-own-uv"),
    path("resolutions/<slug:submission_id>/own-uv/<int:question_id>", own_uv.read, name="api-own-uv-answer"),
    path("resolutions/<slug:submission_id>/smallest", smallest.create, name="api-smallest"),
    path("resolutions/<slug:submission_id>/smallest/<int:question_id>", smallest.read, name="api-smallest-answer"),
    path("resolutions/<slug:submission_id>/smallest/<int:question_id>/stop", smallest.stop, name="api-smallest-stop"),
]
