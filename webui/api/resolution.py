"""The whole of a stored answer as one document."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse

from resolver_core import UV_VERSION, ComparisonDocument
from uv_check.documents import CheckDocument
from webui.api.found import missing, submission_at
from webui.api.schemas import SolveEntry, SubmissionDocument, TargetAnswerEntry
from webui.api.v1 import page_of, state_of
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import QuestionKind, Solve, Submission
from webui.resolutions.showing.downloads import in_ten_lines
from webui.stored_json import in_order


def read(request: HttpRequest, submission_id: str) -> JsonResponse:
    """The state, and the documents that are there."""
    found = submission_at(submission_id)
    if found is None:
        return missing()
    return JsonResponse(_resolution(request, found), headers={"Cache-Control": "no-store"})


def _resolution(request: HttpRequest, submission: Submission) -> SubmissionDocument:
    solves = {solve.label: solve for solve in submission.solves.all()}
    lock, checks = solves.get(Label.LOCK), _checks(submission)
    document = SubmissionDocument(
        id=submission.pk,
        state=state_of(submission),
        uv=UV_VERSION,
        page=page_of(request, submission),
        created_at=submission.created_at.isoformat(),
        parent=submission.parent_id,
        visibility=submission.visibility,
        expires_at=submission.expires_at.isoformat() if submission.expires_at else None,
        options=in_order(submission.options),
        text=submission.text,
        input=submission.input,
        files=in_order(submission.files),
        solves={label: _side(solve) for label, solve in solves.items()},
        single=solves["single"].document,
        universal=solves["universal"].document,
        comparison=_comparison(submission, Label.SINGLE),
        targets=_targets(submission, checks),
        lock=lock.document if lock else None,
        lock_comparison=_comparison(submission, Label.LOCK),
        explanation=submission.reasons,
    )
    if submission.reasons is not None:
        document["answer"] = in_ten_lines(submission, Label.SINGLE, document["page"])
    if 1 in checks:
        document["uv_check"] = checks[1]
    return document


def _checks(submission: Submission) -> dict[int, CheckDocument]:
    """What the real uv answered, by the number of the target."""
    rows = submission.questions.filter(kind=QuestionKind.CHECK)
    return {row.target: row.uv_check for row in rows if row.uv_check is not None}


def _targets(submission: Submission, checks: Mapping[int, CheckDocument]) -> list[TargetAnswerEntry]:
    found = []
    for number, (label, (python, platform)) in enumerate(submission.asked.singles.items(), 1):
        entry = TargetAnswerEntry(
            target=number,
            label=label,
            python=python,
            platform=platform,
            single=submission.solve(label).document,
            comparison=_comparison(submission, label),
        )
        if number in checks:
            entry["uv_check"] = checks[number]
        found.append(entry)
    return found


def _comparison(submission: Submission, label: str) -> ComparisonDocument | None:
    found = submission.comparison(label)
    return found.document if found else None


def _side(solve: Solve) -> SolveEntry:
    return SolveEntry(state=solve.state, attempt=solve.attempt, progress=in_order(solve.progress), error=solve.error)
