"""Why somebody who comes from the provider is not signed in, and what they can do. Words alone."""

from __future__ import annotations

from enum import StrEnum
from http import HTTPStatus


class Why(StrEnum):
    """What went wrong."""

    STATE = "state"
    SAID_NO = "said-no"
    CODE = "code"
    NONCE = "nonce"
    AUDIENCE = "audience"
    ISSUER = "issuer"
    EXPIRED = "expired"
    UNTRUSTED = "untrusted"
    NO_EMAIL = "no-email"
    UNVERIFIED = "unverified"
    NO_ACCOUNT = "no-account"
    OTHER_PERSON = "other-person"
    CLOSED = "closed"
    TROUBLE = "trouble"


class Refused(Exception):
    """Nobody is signed in. `detail` is for the log: it names no person and no secret."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else why)
        self.why = why


BEGIN_AGAIN = "Begin again; where it happens again, tell whoever runs this installation."
WORDS = {
    Why.STATE: "This sign-in was begun in another browser, or was finished already. Begin again in this one.",
    Why.SAID_NO: "{name} did not sign you in. Begin again, or sign in with a password.",
    Why.CODE: "{name} takes this sign-in for finished already, or for too old. Begin again.",
    Why.NONCE: f"What {{name}} answered belongs to another sign-in. {BEGIN_AGAIN}",
    Why.AUDIENCE: f"What {{name}} answered is meant for another site. {BEGIN_AGAIN}",
    Why.ISSUER: f"What {{name}} answered was issued by somebody else. {BEGIN_AGAIN}",
    Why.EXPIRED: f"What {{name}} answered has expired, or one of the two clocks is wrong. {BEGIN_AGAIN}",
    Why.UNTRUSTED: f"What {{name}} answered could not be checked. {BEGIN_AGAIN}",
    Why.NO_EMAIL: "{name} does not tell your e-mail address. Allow it there, then begin again.",
    Why.UNVERIFIED: "{name} has not verified your e-mail address. Verify it there, then begin again.",
    Why.NO_ACCOUNT: (
        "Nobody here has the e-mail address that {name} tells. Ask the owner of a team for an invitation, "
        "and open its link: it can be joined with {name}."
    ),
    Why.OTHER_PERSON: (
        "The account with your e-mail address belongs to another identity at {name}. Sign in with its password, or ask "
        "whoever runs this installation."
    ),
    Why.CLOSED: "This account is closed. Ask whoever runs this installation.",
    Why.TROUBLE: "{name} cannot be asked now. Try again in a minute, or sign in with a password.",
}


def words_for(why: Why, name: str) -> str:
    """A sentence or two for whoever is refused; `name` is that of the provider."""
    return WORDS[why].format(name=name)


def status_of(why: Why) -> HTTPStatus:
    """503 where nobody is to blame who reads it, else 403."""
    return HTTPStatus.SERVICE_UNAVAILABLE if why is Why.TROUBLE else HTTPStatus.FORBIDDEN
