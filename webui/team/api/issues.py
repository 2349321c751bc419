"""The webhook of a code host."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse

from resolver_core import redact
from webui.api.found import missing
from webui.problems import problem
from webui.team import code_host, intake, reading
from webui.team.api.door import NO_TEAM
from webui.team.models import Team
from webui.team.shapes import IssueAnswer


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
        case, is_new = intake.receive(code_host.WEBHOOK, found, issue.received)
    except (code_host.BadEvent, reading.Unreadable) as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, redact(str(error)).text)
    return JsonResponse(IssueAnswer(case=case.number, words="A new case." if is_new else "It is known."))
