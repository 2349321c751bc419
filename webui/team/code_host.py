"""Issues of a code host as they are sent to a webhook: in GitHub's format, signed with the secret of the team."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from webui.team.actors import Actor
from webui.team.audit import record
from webui.team.intake import Received
from webui.team.models import Kind, Team
from webui.team.models.cases import Source

SIGNATURE, EVENT = "X-Hub-Signature-256", "X-GitHub-Event"
WEBHOOK = Actor(via="webhook")
"""Who takes an issue in."""
TAKEN = ("opened", "edited", "reopened", "transferred")
"""Actions that say something new about an issue."""


class BadEvent(Exception):
    """It is signed, and cannot be read; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What an event says; `received` is None for one that is about something else."""

    received: Received | None
    why: str = ""  #: it is left out


def new_secret(actor: Actor, team: Team) -> str:
    """A new secret, which takes the place of the one before."""
    team.hook_secret = secrets.token_urlsafe(32)
    team.save(update_fields=["hook_secret"])
    record(actor, team, Kind.TEAM, after="a new secret for the webhook")
    return team.hook_secret


def close(actor: Actor, team: Team) -> None:
    """Take nothing from the webhook any more."""
    if team.hook_secret:
        team.hook_secret = ""
        team.save(update_fields=["hook_secret"])
        record(actor, team, Kind.TEAM, after="the webhook is closed")


def signature(secret: str, body: bytes) -> str:
    """What stands in the header: HMAC-SHA256 of the body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(team: Team, body: bytes, given: str) -> bool:
    """Whether a body comes from who has the secret of the team."""
    return bool(team.hook_secret) and hmac.compare_digest(
        signature(team.hook_secret, body).encode(), given.encode("utf-8", "surrogatepass")
    )


def issue_of(event: str, body: bytes) -> Issue:
    """The report of an event. Raises `BadEvent`."""
    if event != "issues":
        return Issue(None, f"the event is `{event[:40]}`")
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadEvent(f"The body is no JSON: {error}.") from None
    issue = document.get("issue") if isinstance(document, dict) else None
    if not isinstance(issue, dict):
        raise BadEvent("The event has no `issue`.")
    texts = {name: issue.get(name) or "" for name in ("title", "body", "html_url")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise BadEvent("`title`, `body` and `html_url` of the issue must be texts.")
    action = document.get("action")
    if action not in TAKEN:
        return Issue(None, f"the action is `{str(action)[:40]}`")
    text = texts["body"] if texts["body"].strip() else texts["title"]
    return Issue(Received(text, texts["title"], Source.ISSUE, texts["html_url"], _login(issue.get("user"))))


def _login(user: object) -> str:
    """The name of who wrote an issue; "" where the event does not say it."""
    login = user.get("login") if isinstance(user, dict) else None
    return login if isinstance(login, str) else ""
