"""Removing an answer for good: as whoever has the key of its delete link may, or the browser that asked for it."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare

from webui.resolutions.models import Submission
from webui.resolutions.working import leases


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(24)


def digest_of(key: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def opens(submission: Submission, key: str) -> bool:
    """Whether a key is that of the submission's delete link."""
    digest = submission.delete_digest
    return bool(digest and key) and constant_time_compare(digest, digest_of(key))


def delete(submission: Submission) -> None:
    """Remove everything of it; whoever works on it stops. Answers made from it stay, and know no parent any more."""
    with transaction.atomic():
        leases.cancel(submission.solves.all())
        submission.delete()
