"""The app of what the API alone keeps."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registered as `api`."""

    name = "webui.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
