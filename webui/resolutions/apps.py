"""The app of pastes and their resolutions."""

from django.apps import AppConfig


class ResolutionsConfig(AppConfig):
    """Registered as `resolutions`."""

    name = "webui.resolutions"
    label = "resolutions"
