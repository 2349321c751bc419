"""What the templates of the team may use beside what their view gives them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

PAGES = (
    ("team-queue", "Queue"),
    ("team-overview", "Overview"),
    ("team-threads", "Threads"),
    ("team-rounds", "Asked again"),
    ("team-people", "People"),
    ("team-setup", "Set-up"),
    ("team-audit", "Audit log"),
)
"""The pages of a team: the names of their addresses, and words."""


def team(request: HttpRequest | None = None) -> dict[str, object]:
    """The pages that the bar of a team leads to, and what a provider of sign-ins is called, "" without one."""
    return {"team_pages": PAGES, "openid_name": settings.OPENID_NAME if settings.OPENID_ISSUER else ""}
