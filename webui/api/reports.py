"""The API of issue reports: queued as any question is, and judged from the stored answers."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from resolver_core import stored_report_verdict
from webui.api.schemas import ReportAnswer
from webui.api.v1 import NoProject, page_of, queued, state_of
from webui.problems import problem
from webui.resolutions.models import State, Submission
from webui.resolutions.showing.report_verdict import report_verdict


def create(request: HttpRequest) -> JsonResponse:
    """Queue both solves of the project of a report; one without a project is judged at once."""
    try:
        return queued(request, of_report=True)
    except NoProject as error:
        verdict = stored_report_verdict(error.text, None, None, None)
        return JsonResponse(ReportAnswer(state=State.DONE.value, page=None, verdict=verdict))


def read(request: HttpRequest, submission_id: str) -> JsonResponse:
    """The verdict, once the reasons are found."""
    found = Submission.with_answers().filter(pk=submission_id).exclude(report="").first()
    if found is None:
        return problem(404, "No such report.")
    page = page_of(request, found)
    verdict = report_verdict(found, page)
    state = state_of(found)
    is_waiting = verdict is None and state == State.DONE.value
    answer = ReportAnswer(state="running" if is_waiting else state, page=page, verdict=verdict)
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})
