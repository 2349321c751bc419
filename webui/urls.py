"""All addresses."""

from django.urls import include, path

from webui import site_views
from webui.api import reference
from webui.hosting import views as hosting

urlpatterns = [
    path("healthz", site_views.health, name="health"),
    path("readyz", hosting.ready, name="ready"),
    path("metrics", hosting.figures, name="metrics"),
    path("robots.txt", site_views.robots, name="robots"),
    path("api", reference.page, name="api-reference"),
    path("api/v1/", include("webui.api.urls")),
    path("", include("webui.team.urls")),
    path("", include("webui.teaching.urls")),
    path("", include("webui.resolutions.urls")),
]

handler400 = "webui.errors.bad_request"
handler403 = "webui.errors.forbidden"
handler404 = "webui.errors.not_found"
handler500 = "webui.errors.server_error"
