"""Lists of answers: those of one browser, and those that are public."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from webui.resolutions.models import Submission, Visibility
from webui.resolutions.showing import formats

AT_ONCE = 50
LONGEST_LINE = 80
_NAMED = re.compile(r"""^name\s*=\s*["']([\w.-]{1,100})["']""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Paste:
    """One answer in a list."""

    id: str
    name: str
    address: str
    target: str
    asked: str
    created_at: datetime
    expires: str
    visibility: str
    changed: str = ""  #: a line that it does not share with the one before it; "" in a list for everybody


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of a list; `older` is where the next ones begin, "" at the end."""

    pastes: tuple[Paste, ...]
    older: str


def of_author(author: str) -> tuple[Paste, ...]:
    """What one browser asked for, the newest first; nothing where nobody knows which it is."""
    if not author:
        return ()
    rows = list(Submission.objects.filter(author=author).select_related("parent").order_by("-created_at")[:AT_ONCE])
    return tuple(replace(_paste(row), changed=_changed(row, rows[place + 1 :])) for place, row in enumerate(rows))


def of_author_before(author: str, before: str) -> Listed:
    """The same from any place of the list on. `before`: an ISO time, "" for the first of them."""
    return _listed(Submission.objects.filter(author=author), before)


def public_ones(before: str) -> Listed:
    """The answers that everybody may find, the newest first. `before`: an ISO time, "" for the first of them."""
    rows = Submission.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=timezone.now()),
        visibility=Visibility.PUBLIC,
        used_operator_credentials=False,
        verdict__isnull=True,
    )
    return _listed(rows, before)


def is_moment(text: str) -> bool:
    """Whether a list can be read on from there."""
    return _moment(text) is not None


def _listed(rows: QuerySet[Submission], before: str) -> Listed:
    moment = _moment(before)
    rows = rows if moment is None else rows.filter(created_at__lt=moment)
    found = list(rows.order_by("-created_at")[: AT_ONCE + 1])
    older = found[AT_ONCE - 1].created_at.isoformat() if len(found) > AT_ONCE else ""
    return Listed(tuple(map(_paste, found[:AT_ONCE])), older)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _paste(row: Submission) -> Paste:
    is_over = row.verdict is not None
    return Paste(
        id=row.pk,
        name=name_of(row),
        address=row.get_absolute_url(),
        target="" if is_over else formats.target(row.asked.python, row.asked.platform),
        asked=formats.moment(row.created_at),
        created_at=row.created_at,
        expires="expired" if is_over else formats.moment(row.expires_at) if row.expires_at else "",
        visibility=row.visibility,
    )


def _changed(row: Submission, older: list[Submission]) -> str:
    """What tells it from the one that its author changed, or else from the last of the same name."""
    own = row.parent if row.parent and row.parent.author == row.author else None
    before = own or next((one for one in older if name_of(one) == name_of(row)), None)
    if before is None or before.verdict is not None or row.verdict is not None:
        return ""
    return changed_line(before.text, row.text)


def changed_line(before: str, after: str) -> str:
    """The first line that is new, or else the first that is gone; "" where the lines are the same."""
    old, new = (dict.fromkeys(line.strip().removesuffix(",") for line in text.splitlines()) for text in (before, after))
    added, gone = (
        next((line for line in one if line and line not in other), "") for one, other in ((new, old), (old, new))
    )
    if added:
        return f"with {_cut(added)}"
    return f"without {_cut(gone)}" if gone else ""


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def name_of(row: Submission) -> str:
    """The name of the project of an answer, as a list has it."""
    if row.verdict is not None:
        return row.verdict["title"]
    found = _NAMED.search(row.text)  # good enough for a list; parsing fifty texts is not
    return found[1] if found else "a project without a name"
