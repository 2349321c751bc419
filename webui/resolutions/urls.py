"""The addresses for people."""

from django.urls import path

from webui.resolutions import views

urlpatterns = [
    path("", views.paste, name="paste"),
    path("found", views.found, name="found"),
    path("r/<slug:submission_id>", views.resolution, name="resolution"),
    path("r/<slug:submission_id>/pyproject.toml", views.pasted_text, name="pasted-text"),
    path("r/<slug:submission_id>/cancel", views.cancel, name="cancel"),
    path("r/<slug:submission_id>/retry", views.retry, name="retry"),
    path("r/<slug:submission_id>/refresh", views.refresh, name="refresh"),
]
