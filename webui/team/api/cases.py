"""Cases over the API: taken in, listed, changed, merged."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from webui.api.bodies import converted
from webui.api.found import missing, too_often
from webui.problems import problem
from webui.team import changing, duplicates, intake, reading
from webui.team.access import Member
from webui.team.api.door import NO_CASE, by_member
from webui.team.case_documents import case_document, case_entry
from webui.team.filters import QueueFilter
from webui.team.models import Case, Membership, Source
from webui.team.queue_page import QueuePage
from webui.team.roles import Role
from webui.team.shapes import CaseList, CaseRequest, ChangeRequest, MergeRequest


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
