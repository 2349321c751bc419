"""The application of the team's table."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    """Its models are in webui/team/models."""

    name = "webui.team"
    label = "team"
