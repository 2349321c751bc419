"""The finished page of a permalink, rendered once and kept with its submission.

What differs between two readers is left open in the stored text and filled in for each request: the token of the
forms, the origin of absolute addresses, and how long ago the index was read. The page is rendered without a request,
so nothing else of a reader can get into it.

A stored page is shown only while its digest fits: of the state of the submission, read anew each time, and of the
release, that is every template and module of the web. Nobody has to remember to throw one away.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import MD5
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import escape

from resolver_core import UV_VERSION
from webui.context import product
from webui.prepared_rows import PreparedRows
from webui.resolutions.models import (
    Comparison,
    FoundReason,
    Question,
    QuestionKind,
    Solve,
    State,
    StoredPage,
    Submission,
)
from webui.resolutions.showing import formats, lineage
from webui.resolutions.showing.context import page_context
from webui.resolutions.showing.head import index_read_at
from webui.resolutions.showing.page import ResolutionPage, resolution_page

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that still holds. `mark` is a random word; with a name behind it, it marks an open place."""

    html: str
    mark: str
    digest: str
    index_read_at: datetime | None

    def filled(self, request: HttpRequest) -> str:
        """The page for one reader."""
        places = {"token": get_token(request), "origin": escape(origin(request)), "age": self._age()}
        html = self.html
        for name, text in places.items():
            html = html.replace(self.mark + name, text)
        return html

    def etag(self, request: HttpRequest) -> str:
        """The same while the page is the same for this reader; a lost cookie needs a new token, so a new page."""
        reader = (self.digest, request.META.get("CSRF_COOKIE", ""), origin(request), self._age())
        return f'W/"{salted_hmac(__name__, json.dumps(reader), algorithm="sha256").hexdigest()[:32]}"'

    def _age(self) -> str:
        return formats.ago(self.index_read_at, timezone.now()) if self.index_read_at else ""


def of(submission_id: str) -> Kept | None:
    """The stored page of a submission; None where there is none, or none that holds any more."""
    if settings.DEBUG:  # templates change under a page
        return None
    fields = ("html", "mark", "digest", "index_read_at", *_own("submission__"))
    found = StoredPage.objects.filter(pk=submission_id).values_list(*fields)
    for html, mark, digest, read_at, *own in found:
        return Kept(html, mark, digest, read_at) if digest == _digest(submission_id, *own) else None
    return None


def keep(submission_id: str) -> Kept | None:
    """Render and store the page of a submission that has come to rest; None for one that has not."""
    # Before the documents: what changes in between gives a page that does not hold, never one that holds and lies.
    found = Submission.objects.filter(pk=submission_id).values_list(*_own()).first()
    if found is None:
        return None
    digest = _digest(submission_id, *found)
    submission = Submission.with_answers().filter(pk=submission_id).first()
    if submission is None or not is_at_rest(submission):
        return None
    kept = _rendered(resolution_page(submission, timezone.now()), digest)
    try:
        with transaction.atomic():
            StoredPage.objects.update_or_create(pk=submission_id, defaults=asdict(kept))
    except DatabaseError:
        log.warning("the page of submission %s could not be stored", submission_id, exc_info=True)
    return kept


def _own(prefix: str = "") -> tuple[MD5, Subquery, str, str]:
    """What a page shows of the submission itself: the digest of its explanation, the last reason that is still beside
    that, and what it came from.
    """
    waiting = FoundReason.objects.filter(submission=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    return MD5(_Hexadecimal(f"{prefix}explanation")), Subquery(waiting), f"{prefix}parent", f"{prefix}origin"


class _Hexadecimal(Func):
    """The bytes of a column as text, for a function that reads no bytes."""

    function = "HEX"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL's name for it."""
        return self.as_sql(
            compiler, connection, function="ENCODE", template="UPPER(ENCODE(%(expressions)s, 'hex'))", **context
        )


def is_at_rest(submission: Submission) -> bool:
    """Whether nobody works on it: the answers are there, and the search for the reasons has ended."""
    explaining = submission.explaining
    return not submission.is_running and (explaining is None or explaining.has_ended)


def origin(request: HttpRequest) -> str:
    """The scheme and the host that a reader uses."""
    return f"{request.scheme}://{request.get_host()}"


def _rendered(page: ResolutionPage, digest: str) -> Kept:
    mark = f"open{secrets.token_hex(16)}"
    context = page_context(page, {}, f"{mark}origin", f"{mark}age") | {"csrf_token": f"{mark}token"} | product()
    return Kept(render_to_string("resolutions/resolution.html", context), mark, digest, index_read_at(page.documents))


def _digest(
    submission_id: str, explanation: str | None, last_found: int | None, parent: str | None, came_from: str
) -> str:
    """Of everything that a page shows of its submission. `_own` gives the last four arguments.

    The documents of the answers change with the rows that hold them.
    """
    state = [
        _release(),
        reverse("resolution", args=[submission_id]),
        explanation,
        last_found,
        _SOLVES.of(submission_id),
        _COMPARISONS.of(submission_id),
        parent,
        came_from,
        lineage.CHILDREN.of(submission_id),
        settings.UV_CHECK,
        _QUESTIONS.of(submission_id),
    ]
    return hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()


def _shown_questions(submission_id: str) -> QuerySet[Question, object]:
    shown = Q(kind__in=[QuestionKind.REPORT, QuestionKind.EXACTLY, QuestionKind.CHECK])
    shown |= Q(kind=QuestionKind.SMALLEST, state=State.DONE)
    return Question.objects.filter(shown, submission=submission_id).order_by("pk").values_list("pk", "state", "attempt")


_SOLVES = PreparedRows(
    lambda key: (
        Solve.objects.filter(submission=key)
        .order_by("label")
        .values_list("label", "state", "attempt", "lost_workers", "queued_at", "finished_at")
    )
)
_COMPARISONS = PreparedRows(
    lambda key: Comparison.objects.filter(submission=key).order_by("label").values_list("label", "pk")
)
_QUESTIONS = PreparedRows(_shown_questions)


@cache
def _release() -> str:
    """Of everything that a page is made by, beside its submission."""
    found = hashlib.sha256(f"{UV_VERSION} {settings.STATIC_URL}".encode())
    packages = settings.BASE_DIR
    for folder, pattern in (
        (settings.PAGES_DIR / "templates", "*.html"),
        (packages / "webui", "*.py"),
        (packages / "resolver_core", "*.py"),
        (packages / "uv_check", "*.py"),
    ):
        for path in sorted(folder.rglob(pattern)):
            found.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return found.hexdigest()
