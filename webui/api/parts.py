"""The parts of an answer: ladders, experiments, fixes, exports, and what moved between two answers."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from resolver_core import DivergenceEntry, ExplanationDocument, ModeFailureEntry, NotExportable
from webui.api.found import missing, submission_at, target_of
from webui.api.shapes import (
    ExperimentLink,
    ExperimentList,
    ExportLink,
    ExportList,
    FixList,
    LadderList,
    MovedEntry,
    PairDocument,
    PlacedFix,
)
from webui.problems import problem
from webui.resolutions.models import StoredLadder
from webui.resolutions.showing import downloads
from webui.resolutions.showing.downloads import NothingToExport
from webui.resolutions.showing.pairs import Pair

LADDERS_AT_ONCE = 50


def ladders(request: HttpRequest, submission_id: str) -> JsonResponse:
    """What became of every version, some projects at a time."""
    submission = submission_at(submission_id)
    number = None if submission is None else target_of(request, submission)
    if submission is None or number is None:
        return missing()
    after = request.GET.get("after", "")
    rows = StoredLadder.objects.filter(submission=submission, target=number, project__gt=after).order_by("project")
    found = list(rows[: LADDERS_AT_ONCE + 1])
    shown, more = found[:LADDERS_AT_ONCE], len(found) > LADDERS_AT_ONCE
    path = reverse("api-ladders", args=[submission.pk])
    following = f"{path}?target={number}&after={shown[-1].project}" if more else ""
    next_url = request.build_absolute_uri(following) if more else None
    return JsonResponse(LadderList(ladders=[row.document for row in shown], next=next_url))


def ladder(request: HttpRequest, submission_id: str, project: str) -> HttpResponse:
    """The same of one project."""
    submission = submission_at(submission_id)
    number = None if submission is None else target_of(request, submission)
    row = StoredLadder.objects.filter(submission=submission_id, target=number or 0, project=project).first()
    return missing("No versions of such a project are stored.") if row is None else JsonResponse(row.document)


def experiments(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Every experiment, to be solved again by a question of that kind."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    found = [] if submission.reasons is None else list(_experiments(submission.reasons))
    return JsonResponse(ExperimentList(experiments=found))


def fixes(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Every fix that is offered, with the whole text after it."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    found = [] if submission.reasons is None else list(_fixes(submission.reasons))
    return JsonResponse(FixList(fixes=found))


def exports(request: HttpRequest, submission_id: str) -> JsonResponse:
    """Every file that can be saved."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    links = [
        ExportLink(
            label=label,
            name=name,
            url=request.build_absolute_uri(reverse("api-export", args=[submission.pk, label, name])),
        )
        for label in submission.asked.labels
        for name in downloads.names_of(submission, label)
    ]
    return JsonResponse(ExportList(exports=links))


def export(request: HttpRequest, submission_id: str, label: str, name: str) -> HttpResponse:
    """One of them."""
    submission = submission_at(submission_id)
    if submission is None:
        return missing()
    try:
        file = downloads.export(submission, label, name, request.build_absolute_uri(submission.get_absolute_url()))
    except NothingToExport:
        return missing("No such export.")
    except NotExportable as error:
        return problem(HTTPStatus.CONFLICT, error.reason)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.text, content_type=file.content_type, headers=headers)


def compare(request: HttpRequest, before: str, after: str) -> JsonResponse:
    """What moved from one permalink to another."""
    first, second = submission_at(before), submission_at(after)
    if first is None or second is None:
        return missing()
    pair = Pair(first, second)
    moved = [] if pair.is_running else list(_moved(pair))
    page = request.build_absolute_uri(reverse("pair", args=[before, after]))
    return JsonResponse(PairDocument(page=page, headline=pair.headline, moved=moved))


def _moved(pair: Pair) -> Iterator[MovedEntry]:
    for side in pair.sides:
        for change in side.changes:
            versions = ([held.version for held in found] for found in (change.before, change.after))
            old, new = versions
            yield MovedEntry(side=side.kind, project=change.project, before=old, after=new)


def _experiments(reasons: ExplanationDocument) -> Iterator[ExperimentLink]:
    for kind, number, entry in _explained(reasons):
        for place, cause in enumerate([entry["cause"], *entry.get("further_causes", ())]):
            for last, one in enumerate(cause["experiments"] if cause else ()):
                yield ExperimentLink(place=f"{kind}.{number}.{place}.{last}", title=one["title"])
    for number, finding in enumerate(reasons["findings"]):
        for last, one in enumerate(finding["cause"]["experiments"]):
            yield ExperimentLink(place=f"findings.{number}.0.{last}", title=one["title"])


def _fixes(reasons: ExplanationDocument) -> Iterator[PlacedFix]:
    fixes = [(kind, number, entry["fixes"]) for kind, number, entry in _explained(reasons)]
    fixes += [("findings", number, finding["fixes"]) for number, finding in enumerate(reasons["findings"])]
    for kind, number, tried in fixes:
        for last, fix in enumerate(tried):
            yield PlacedFix(place=f"{kind}.{number}.{last}", fix=fix)


def _explained(reasons: ExplanationDocument) -> Iterator[tuple[str, int, DivergenceEntry | ModeFailureEntry]]:
    for number, divergence in enumerate(reasons["divergences"]):
        yield "divergences", number, divergence
    for number, failure in enumerate(reasons["failures"]):
        yield "failures", number, failure
