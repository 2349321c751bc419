"""Roles: what a member of a team may. Values only."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """Each may what those before it may."""

    VIEWER = "viewer", "viewer"  #: sees everything, changes nothing
    MEMBER = "member", "member"  #: works on cases
    OWNER = "owner", "owner"  #: manages people, labels and the webhook


_RANKS = {Role.VIEWER: 0, Role.MEMBER: 1, Role.OWNER: 2}


def allows(own: str, needed: Role) -> bool:
    """Whether a role may what another one is needed for."""
    return _RANKS[Role(own)] >= _RANKS[needed]


def narrower(own: str, most: Role) -> Role:
    """The role itself, or the lower one that it is held to."""
    return Role(own) if allows(most, Role(own)) else most
