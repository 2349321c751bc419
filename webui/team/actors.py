"""Who does something: named in the history of a case and in the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from webui.team.models import User


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: a person, over their token or not, or the application itself."""

    user: User | None = None
    via: str = ""  #: the token, or the webhook

    def __str__(self) -> str:
        return str(self.user) if self.user is not None else ""


APPLICATION = Actor()
