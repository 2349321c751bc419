"""The verdict on a question: one call, and a document that a program can act on."""

from __future__ import annotations

import json
from http import HTTPStatus

from asgiref.sync import sync_to_async
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone

from resolver_core import UV_VERSION
from webui.api import v1
from webui.api.following import ended, is_over, progress_of, seconds_of
from webui.api.found import missing, submission_at
from webui.api.shapes import VerdictDocument, VerdictProject
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import Submission
from webui.resolutions.showing.downloads import NothingToExport, in_ten_lines
from webui.resolutions.showing.page import resolution_page

EXIT = {"running": None, "same": 0, "differs": 1, "unsatisfiable": 1, "trouble": 2}
SOLVED, UNSATISFIABLE = "solved", "unsatisfiable"


async def create(request: HttpRequest) -> JsonResponse:
    """Ask for both resolutions and wait for the verdict: 200 with it, or 202 where it is not there in time."""
    accepted = await sync_to_async(v1.create)(request)
    if accepted.status_code != HTTPStatus.ACCEPTED:
        return accepted
    made = json.loads(accepted.content)
    answer = await _answered(request, str(made["id"]))
    if answer.status_code == HTTPStatus.OK:
        document = {**json.loads(answer.content), "delete_key": made["delete_key"]}
        status = HTTPStatus.ACCEPTED if document["verdict"] == "running" else HTTPStatus.OK
        answer = JsonResponse(document, status=status, headers={"Location": accepted["Location"]})
        answer.cookies.update(accepted.cookies)
    return answer


async def read(request: HttpRequest, submission_id: str) -> JsonResponse:
    """The verdict on a stored question, waiting for it as long as `seconds` says."""
    return await _answered(request, submission_id)


async def _answered(request: HttpRequest, submission_id: str) -> JsonResponse:
    await ended(submission_id, seconds_of(request))
    document = await sync_to_async(_document)(request, submission_id)
    return missing() if document is None else JsonResponse(document, headers={"Cache-Control": "no-store"})


def _document(request: HttpRequest, submission_id: str) -> VerdictDocument | None:
    submission, progress = submission_at(submission_id), progress_of(submission_id)
    if submission is None or progress is None:
        return None
    page = resolution_page(submission, timezone.now())
    verdict = verdict_of(submission) if is_over(progress) else "running"
    url = v1.page_of(request, submission)
    return VerdictDocument(
        id=submission.pk,
        page=url,
        url=request.build_absolute_uri(reverse("api-resolution", args=[submission.pk])),
        uv=UV_VERSION,
        verdict=verdict,
        exit_status=EXIT[verdict],
        headline=page.headline.plain,
        differing=_differing(submission),
        cause=_first_cause(submission),
        answer=_answer(submission, url),
    )


def verdict_of(submission: Submission) -> str:
    """What came out at the first target of a submission that has ended."""
    outcomes = {submission.solve(label).outcome for label in (Label.SINGLE, Label.UNIVERSAL)}
    if outcomes == {SOLVED}:
        comparison = submission.comparison()
        return "trouble" if comparison is None else "differs" if comparison.document["differing"] else "same"
    return UNSATISFIABLE if outcomes <= {SOLVED, UNSATISFIABLE} else "trouble"


def _differing(submission: Submission) -> list[VerdictProject]:
    comparison = submission.comparison()
    if comparison is None:
        return []
    return [
        VerdictProject(
            project=row["project"],
            single=row["single"]["version"] if row["single"] else None,
            universal=row["universal"]["version"] if row["universal"] else None,
        )
        for row in comparison.document["rows"]
        if row["difference"] != "none"
    ]


def _first_cause(submission: Submission) -> str | None:
    reasons = submission.reasons
    if reasons is None:
        return None
    causes = [entry["cause"] for entry in (*reasons["failures"], *reasons["divergences"])]
    return next((cause["class"] for cause in causes if cause), None)


def _answer(submission: Submission, url: str) -> str | None:
    try:
        return in_ten_lines(submission, Label.SINGLE, url)
    except NothingToExport:
        return None
