"""Whose account it is that the provider vouches for, and who may make one."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from webui.team.models import User
from webui.team.openid.refusals import Refused, Why
from webui.team.people import NotAllowed

KEPT_SECONDS = 600
"""How long somebody without an account has for reading what they join."""
_KEPT = "openid_person"
_MOST_CHARACTERS = 254  # of User.email


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the provider vouches for, with an address that it has verified."""

    identity: str  #: "ISSUER SUBJECT"
    email: str  #: in lower case
    name: str


def person_of(claims: Mapping[str, object], told: Mapping[str, object]) -> Person:
    """The person of an ID token's claims and of what userinfo told. Raises `Refused`."""
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise Refused(Why.UNTRUSTED, "sub")
    if told and told.get("sub") != subject:
        raise Refused(Why.UNTRUSTED, "userinfo tells of somebody else")
    source = told if "email" in told else claims  # an address and whether it is verified come from one place
    email = source.get("email")
    if not isinstance(email, str) or not _is_address(email):
        raise Refused(Why.NO_EMAIL)
    if source.get("email_verified") not in (True, "true"):  # some write it as text
        raise Refused(Why.UNVERIFIED)
    name = told.get("name", claims.get("name"))
    printable = "".join(one for one in name if one.isprintable()) if isinstance(name, str) else ""
    return Person(f"{settings.OPENID_ISSUER} {subject}", email.lower(), printable.strip()[:80])


def joined_account(person: Person) -> User | None:
    """The account that was joined with this identity; its address may be another one by now. Raises `Refused`."""
    user = User.objects.filter(openid_identity=person.identity).first()
    if user is not None and not user.is_active:
        raise Refused(Why.CLOSED)
    return user


@transaction.atomic
def join_by_address(person: Person) -> User:
    """Join the account with their address, whose password ends. Raises `Refused`.

    The address was not proven when the account was made, so that somebody else may know its password.
    """
    user = User.objects.select_for_update().filter(email=person.email).first()
    if user is None:
        raise Refused(Why.NO_ACCOUNT)
    if user.openid_identity is not None and user.openid_identity.startswith(f"{settings.OPENID_ISSUER} "):
        raise Refused(Why.OTHER_PERSON)
    if not user.is_active:
        raise Refused(Why.CLOSED)
    _join(user, person)
    return user


def make_account(person: Person) -> User:
    """An account for whoever accepts an invitation. Raises `NotAllowed` where their address has one meanwhile."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(person.email, None, person.name)
            _join(user, person)
    except IntegrityError:
        raise NotAllowed("This address has an account: sign in, and open the invitation again.") from None
    return user


def keep(request: HttpRequest, person: Person) -> None:
    """Remember for some minutes, in the session, whom the provider vouched for."""
    request.session[_KEPT] = {**asdict(person), "until": time.time() + KEPT_SECONDS}


def kept(request: HttpRequest) -> Person | None:
    """Whom the provider vouched for a few minutes ago, in this browser."""
    values = dict(request.session.get(_KEPT, {}))
    if values.pop("until", 0) < time.time():
        return None
    person = Person(**values)
    return person if person.identity.startswith(f"{settings.OPENID_ISSUER} ") else None


def forget(request: HttpRequest) -> None:
    """They have an account now."""
    request.session.pop(_KEPT, None)


def _join(user: User, person: Person) -> None:
    user.openid_identity = person.identity
    user.set_password(_nobodys_password())
    user.save(update_fields=["openid_identity", "password"])


def _nobodys_password() -> str:
    """One that can be replaced by e-mail, unlike none at all."""
    return secrets.token_urlsafe(32)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= _MOST_CHARACTERS
