"""The team's part of the API. Only a token of a member counts; for anybody else there is no such team."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone

from resolver_core import redact
from webui.api.bodies import BadBody, converted, text_of
from webui.api.found import missing, too_often
from webui.problems import problem
from webui.team import asked_again, changing, code_host, duplicates, intake, reading, toml_tables
from webui.team.access import Member
from webui.team.audit import Actor
from webui.team.case_documents import case_document, case_entry
from webui.team.filters import QueueFilter
from webui.team.models import Case, Membership, Team
from webui.team.models.cases import Source
from webui.team.overview import overview
from webui.team.queue_page import QueuePage
from webui.team.roles import Role, allows
from webui.team.shapes import CaseList, CaseRequest, ChangeRequest, IssueAnswer, MergeRequest, RoundEntry, ThreadsAnswer
from webui.team.tokens import member_by_token

Answered = Callable[..., HttpResponse]
TOML = "application/toml"
NO_TEAM, NO_CASE = "No such team.", "No such case."


def by_member(needed: Role) -> Callable[[Callable[..., HttpResponse]], Answered]:
    """A view that is called with the member whose token is sent."""

    def decorated(view: Callable[..., HttpResponse]) -> Answered:
        @functools.wraps(view)
        def answered(request: HttpRequest, team: str, **named: Any) -> HttpResponse:
            member = member_by_token(request, team)
            if member is None:
                return missing(NO_TEAM)
            if not allows(member.role, needed):
                return problem(HTTPStatus.FORBIDDEN, "The role, or the scope of the token, does not allow it.")
            try:
                response = view(request, member, **named)
            except BadBody as error:
                return problem(error.status, redact(str(error)).text)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return answered

    return decorated


@by_member(Role.VIEWER)
def list_cases(request: HttpRequest, member: Member) -> HttpResponse:
    """Some cases, by the filters of the queue."""
    text = request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
    page = QueuePage(member, QueueFilter.from_query(request.GET), max(1, number))
    path = reverse("api-team-cases", args=[member.team.slug])
    following = request.build_absolute_uri(f"{path}?{page.older}") if page.older else None
    return JsonResponse(CaseList(cases=[case_entry(request, one) for one in page.cases], next=following))


@by_member(Role.MEMBER)
def create_case(request: HttpRequest, member: Member) -> HttpResponse:
    """Take a report in."""
    if (refusal := too_often(request)) is not None:
        return refusal
    wanted = converted(request, CaseRequest)
    received = intake.Received(wanted["text"], wanted.get("title", ""), Source.API, wanted.get("source_url", ""))
    try:
        case, is_new = intake.receive(member.actor, member.team, received)
    except reading.Unreadable as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
    return _case_answer(request, member, case.number, HTTPStatus.CREATED if is_new else HTTPStatus.OK)


@by_member(Role.VIEWER)
def read_case(request: HttpRequest, member: Member, case: int) -> HttpResponse:
    """A whole case."""
    return _case_answer(request, member, case)


@by_member(Role.MEMBER)
def change_case(request: HttpRequest, member: Member, case: int) -> HttpResponse:
    """Move, assign, label, note."""
    found = _found(member, case)
    if found is None:
        return missing(NO_CASE)
    wanted = converted(request, ChangeRequest)
    try:
        changing.change_case(member.actor, found, wanted.get("version", -1), _edit(member, wanted))
    except changing.Conflict as conflict:
        words = f"{conflict} It is of version {conflict.case.version} now; nothing was done."
        return problem(HTTPStatus.CONFLICT, words)
    except changing.Refused as error:
        return problem(HTTPStatus.CONFLICT, str(error))
    return _case_answer(request, member, case)


@by_member(Role.MEMBER)
def merge_case(request: HttpRequest, member: Member, case: int) -> HttpResponse:
    """Make it a duplicate of another case."""
    found, into = _found(member, case), _found(member, converted(request, MergeRequest)["into"])
    if found is None or into is None:
        return missing(NO_CASE)
    try:
        duplicates.merge(member.actor, found, into)
    except duplicates.NotMerged as error:
        return problem(HTTPStatus.CONFLICT, str(error))
    return _case_answer(request, member, case)


@by_member(Role.MEMBER)
def unmerge_case(request: HttpRequest, member: Member, case: int) -> HttpResponse:
    """Let it stand by itself again."""
    found = _found(member, case)
    if found is None:
        return missing(NO_CASE)
    if not duplicates.unmerge(member.actor, found):
        return problem(HTTPStatus.CONFLICT, "It is merged into no other case.")
    return _case_answer(request, member, case)


@by_member(Role.VIEWER)
def read_threads(request: HttpRequest, member: Member) -> HttpResponse:
    """The canonical threads as a file."""
    return HttpResponse(toml_tables.threads_as_toml(member.team), content_type=TOML)


@by_member(Role.MEMBER)
def import_threads(request: HttpRequest, member: Member) -> HttpResponse:
    """Take threads from a file."""
    text = text_of(request, f"Send {TOML}.")
    try:
        number = toml_tables.import_threads(member.actor, member.team, text)
    except toml_tables.BadTable as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, redact(str(error)).text)
    return JsonResponse(ThreadsAnswer(threads=number))


@by_member(Role.VIEWER)
def read_overview(request: HttpRequest, member: Member) -> HttpResponse:
    """What the cases come to."""
    return JsonResponse(overview(member.team, timezone.now().date()))


@by_member(Role.MEMBER)
def ask_again(request: HttpRequest, member: Member) -> HttpResponse:
    """Solve open and explained cases again."""
    begun = asked_again.begin(member.actor, member.team, asked_again.askable(member.team), "a member wishes it")
    if begun is None:
        return JsonResponse(RoundEntry(id=None, cases=0, words="There is nothing to ask."), status=HTTPStatus.ACCEPTED)
    found = asked_again.rounds(member.team).get(pk=begun.pk)
    words = asked_again.summary(found)
    return JsonResponse(RoundEntry(id=begun.pk, cases=found.total, words=words), status=HTTPStatus.ACCEPTED)


def take_issue(request: HttpRequest, team: str) -> HttpResponse:
    """The webhook of a code host: whoever has no valid signature learns nothing."""
    found = Team.objects.filter(slug=team).first()
    try:
        body = request.body
    except RequestDataTooBig:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too long.")
    if found is None or not code_host.is_signed(found, body, request.headers.get(code_host.SIGNATURE, "")):
        return missing(NO_TEAM)
    try:
        issue = code_host.issue_of(request.headers.get(code_host.EVENT, ""), body)
        if issue.received is None:
            return JsonResponse(IssueAnswer(case=None, words=f"Left out: {issue.why}."))
        case, is_new = intake.receive(Actor(via="webhook"), found, issue.received)
    except (code_host.BadEvent, reading.Unreadable) as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, redact(str(error)).text)
    return JsonResponse(IssueAnswer(case=case.number, words="A new case." if is_new else "It is known."))


def _edit(member: Member, wanted: ChangeRequest) -> changing.Edit:
    return changing.Edit(
        state=wanted.get("state"),
        closed_as=wanted.get("closed_as", "answered"),
        assignee=_person(member, wanted["assignee"]) if "assignee" in wanted else None,
        priority=wanted.get("priority"),
        add_labels=tuple(wanted.get("add_labels", ())),
        remove_labels=tuple(wanted.get("remove_labels", ())),
        note=wanted.get("note", ""),
    )


def _person(member: Member, email: str) -> int:
    if not email:
        return 0
    found = Membership.objects.filter(team=member.team, user__email=email.lower()).first()
    if found is None:
        raise changing.Refused("Nobody of the team has this e-mail address.")
    return found.user_id


def _found(member: Member, number: int) -> Case | None:
    related = ("team", "assignee", "submission", "merged_into")
    rows = Case.objects.select_related(*related).filter(team=member.team)
    return rows.filter(number=number).first() if number < 2**31 else None


def _case_answer(request: HttpRequest, member: Member, number: int, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    found = _found(member, number)
    if found is None:
        return missing(NO_CASE)
    path = reverse("api-team-case", args=[member.team.slug, found.number])
    return JsonResponse(case_document(request, member, found), status=status, headers={"Location": path})
