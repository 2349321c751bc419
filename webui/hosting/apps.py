"""The Django application of what an operator needs."""

from __future__ import annotations

from django.apps import AppConfig


class HostingConfig(AppConfig):
    """Rows of workers that were seen, and figures that grow."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "webui.hosting"
