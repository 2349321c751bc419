"""The API of issue reports: queued as any question is, and judged once everything is solved."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from resolver_core import judge_report_without_project
from webui import wiring
from webui.api.schemas import ReportAnswer
from webui.api.v1 import NoProject, page_of, queued
from webui.problems import problem
from webui.resolutions.models import State, Submission
from webui.resolutions.showing.report_verdict import ReportVerdictView, report_verdict_view


def create(request: HttpRequest) -> JsonResponse:
    """Queue both solves of the project of a report; one without a project is judged at once."""
    try:
        return queued(request, of_report=True)
    except NoProject as error:
        verdict = judge_report_without_project(error.text, wiring.vocabulary())
        return JsonResponse(ReportAnswer(state=State.DONE.value, error="", page=None, verdict=verdict))


def read(request: HttpRequest, submission_id: str) -> JsonResponse:
    """The verdict, once it is there."""
    found = Submission.with_answers().filter(pk=submission_id).exclude(report="").first()
    if found is None:
        return problem(404, "No such report.")
    page = page_of(request, found)
    view = report_verdict_view(found, page)
    answer = ReportAnswer(state=_state(view), error="" if view is None else view.error, page=page, verdict=None)
    if view is not None:
        answer["verdict"] = view.document
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _state(view: ReportVerdictView | None) -> str:
    if view is None or view.is_running:
        return "running"
    return State.FAILED.value if view.document is None else State.DONE.value
