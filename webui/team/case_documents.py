"""Cases as the API tells them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from webui.team.access import Member
from webui.team.case_page import case_page
from webui.team.models import Case, Change
from webui.team.shapes import CaseDocument, CaseEntry, HistoryEntry


def case_entry(request: HttpRequest, case: Case) -> CaseEntry:
    """A case in a list; reads its labels."""
    path = reverse("api-team-case", args=[case.team.slug, case.number])
    return CaseEntry(
        number=case.number,
        title=case.title,
        url=request.build_absolute_uri(path),
        page=request.build_absolute_uri(case.get_absolute_url()),
        state=case.state,
        closed_as=case.closed_as,
        assignee=case.assignee.email if case.assignee else None,
        priority=case.priority,
        labels=[label.name for label in case.labels.all()],
        version=case.version,
        standing=case.standing,
        headline=case.headline,
        cause_class=case.cause_class,
        project=case.project,
        fingerprint=case.fingerprint,
        is_regression=case.is_regression,
        merged_into=case.merged_into.number if case.merged_into else None,
        source=case.source,
        source_url=case.source_url,
        created_at=case.created_at.isoformat(),
    )


def case_document(request: HttpRequest, member: Member, case: Case) -> CaseDocument:
    """A whole case."""
    page = case_page(request, member, case)
    return CaseDocument(
        **case_entry(request, case),
        is_judged=case.is_judged,
        trouble=case.trouble,
        verdict=page.verdict,
        answer=page.answers.ten_lines,
        reply=page.answers.reply,
        answer_page=page.permalink or None,
        report=case.report,
        thread=page.thread.url if page.thread else None,
        duplicates=[one.number for one in page.same_question],
        similar=[one.case.number for one in page.similar],
        merged=[one.number for one in page.merged],
        history=[_entry(one.change) for one in page.history],
    )


def _entry(change: Change) -> HistoryEntry:
    return HistoryEntry(
        at=change.at.isoformat(),
        by=change.actor_name,
        via=change.via,
        kind=change.kind,
        before=change.before,
        after=change.after,
        text=change.text,
    )
