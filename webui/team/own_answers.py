"""What a team has asked belongs to all of its people."""

from __future__ import annotations

from django.http import HttpRequest

from webui.team.access import signed_in
from webui.team.models import Team
from webui.team.reading import asker_of


def is_of_own_team(request: HttpRequest, author: str) -> bool:
    """Whether the author of an answer is a team of whoever is signed in."""
    user = signed_in(request)
    if user is None or not author:
        return False
    return any(asker_of(team).author == author for team in Team.objects.filter(memberships__user=user))
