"""All addresses."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("webui.api.urls")),
    path("", include("webui.resolutions.urls")),
]

handler400 = "webui.errors.bad_request"
handler403 = "webui.errors.forbidden"
handler404 = "webui.errors.not_found"
handler500 = "webui.errors.server_error"
