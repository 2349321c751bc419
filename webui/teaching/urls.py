"""Addresses of the pages that explain."""

from django.urls import path

from webui.teaching import views

urlpatterns = [
    path("how-uv-decides", views.how_uv_decides, name="how-uv-decides"),
    path("causes", views.causes, name="causes"),
    path("causes/<slug:name>", views.cause, name="cause"),
]
