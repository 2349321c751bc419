"""The badge of the check with the real uv, and the button that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from webui.resolutions.asking.labels import target_number
from webui.resolutions.models import Question, QuestionKind, State
from webui.resolutions.showing import formats
from webui.resolutions.showing.page import ResolutionPage

ALL_TARGETS = "all"
"""What the button sends as the target where the page shows all of them."""


@dataclass(frozen=True, slots=True)
class UvCheckLine:
    """The badge of one mode, or how far a check is."""

    words: str
    verdict: str  #: "" while there is none
    address: str  #: of the whole result, or of how far it is


@dataclass(frozen=True, slots=True)
class UvCheckView:
    """What the page shows of the checks at the targets that it shows."""

    lines: tuple[UvCheckLine, ...]
    target: str  #: what the button sends
    can_be_asked: bool
    is_running: bool  #: whether uv is still asked at one of them


def uv_check_view(page: ResolutionPage) -> UvCheckView | None:
    """What is known of the checks; None where this installation asks no uv, or nothing can be asked yet."""
    if settings.UV_CHECK == "never":
        return None
    is_overview = page.shown_view == "targets"
    numbers = [target_number(page.label) or 1]
    if is_overview:
        numbers = list(range(1, len(page.asked.all_targets) + 1))
    checks = Question.objects.filter(submission=page.submission.pk, kind=QuestionKind.CHECK, target__in=numbers)
    rows = list(checks.order_by("target"))
    is_missing = {row.target for row in rows if row.state != State.FAILED} != set(numbers)
    can_be_asked = not page.is_running and is_missing
    if not rows and not can_be_asked:
        return None
    target = ALL_TARGETS if is_overview else str(numbers[0])
    is_running = any(not row.has_ended for row in rows)
    return UvCheckView(tuple(_lines(page, rows, is_overview)), target, can_be_asked, is_running)


def _lines(page: ResolutionPage, rows: list[Question], is_overview: bool) -> Iterator[UvCheckLine]:
    """A line for each mode of each check; what two targets have in common is said once."""
    said = set[str]()
    for row in rows:
        place = f" at {formats.target(*page.asked.all_targets[row.target - 1])}" if is_overview else ""
        address = row.get_absolute_url()
        if row.uv_check is None:
            yield UvCheckLine(_unfinished(row, place), "", address)
        for mode in row.uv_check["modes"] if row.uv_check else ():
            where = place if mode["mode"] == "compile" else ""
            words = f"{mode['mode']}{where}: {mode['says']}"
            if words not in said:
                yield UvCheckLine(words, mode["verdict"], address)
            said.add(words)


def _unfinished(row: Question, place: str) -> str:
    return f"uv could not be asked{place}" if row.has_ended else f"uv is being asked{place} …"
