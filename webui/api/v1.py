"""The JSON API: the same stored documents as the pages.

No cookies, so no CSRF tokens either; but where the operator has credentials for indexes it sets the author's key, since
an answer that was read with them may be its author's alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus

import msgspec
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from resolver_core import (
    Mistake,
    MistakeEntry,
    Report,
    mistake_entry,
    redact,
    report_to_json,
)
from webui import ratelimit
from webui.api.bodies import BadBody, object_in, text_of
from webui.api.schemas import Accepted
from webui.problems import problem, too_many
from webui.resolutions.asking.askers import keep_author_key, with_author_key
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.question import CORRECTABLE, KINDS, LISTS
from webui.resolutions.asking.reports import question_of, report_in
from webui.resolutions.asking.secrets_removed import in_words, without_secrets
from webui.resolutions.models import State, Submission
from webui.resolutions.working import permalinks
from webui.resolutions.working.answer_reuse import may_become_private
from webui.resolutions.working.permalinks import Submitted
from webui.resolutions.working.queue import QueueFull

KIND_WORDS: dict[object, str] = {str: "a string", list[str]: "a list of strings", bool: "true or false"}
KIND_WORDS[dict[str, str]] = "an object of texts by path"

Asking = dict[str, object]
"""What the form is asked with: fields of `Question`, not yet checked."""


def create(request: HttpRequest) -> JsonResponse:
    """Queue both solves of a text, or find their stored answer."""
    try:
        return queued(request)
    except NoProject as error:
        report = {"report": report_to_json(error.report)}
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error), more=report)


def queued(request: HttpRequest, *, of_report: bool = False) -> JsonResponse:
    """Queue what a request asks; with `of_report` the report stays with the answer. Raises `NoProject`."""
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        return too_many(wait)
    try:
        sent = without_secrets(_question(request))
        question, report = _read_report(sent.values)
    except BadBody as error:
        return problem(error.status, redact(str(error)).text)
    if of_report and report is None:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The text is no issue report.")
    if of_report:
        question = {
            **question,
            "report": sent.values["text"],
            "stated": [one for one in CORRECTABLE if one in sent.values],
        }
    form = CompareForm(question)
    form.removed = (*sent.found, *form.removed)
    if not form.is_valid():
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "The question has mistakes.", more=_rejected(form))
    return _submitted(request, form, report)


def _submitted(request: HttpRequest, form: CompareForm, report: Report | None) -> JsonResponse:
    asker, key = with_author_key(request)
    try:
        made = permalinks.submit_kept(form.asked, form.cutoff, asker, form.keeping)
    except QueueFull as full:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(full), {"Retry-After": str(full.seconds)})
    response = accepted(request, made, report=report, removed=in_words(form.removed))
    if may_become_private():
        keep_author_key(response, key)
    return response


def accepted(
    request: HttpRequest, made: Submitted, *, report: Report | None = None, removed: list[str] | None = None
) -> JsonResponse:
    """202: where the answer will be."""
    submission = made.submission
    path = reverse("api-report" if submission.report else "api-resolution", args=[submission.pk])
    document = Accepted(
        id=submission.pk,
        url=request.build_absolute_uri(path),
        page=page_of(request, submission),
        report=None if report is None else report_to_json(report),
        removed=removed or [],
        delete_key=made.delete_key or None,
    )
    return JsonResponse(document, status=202, headers={"Location": path})


class NoProject(Exception):
    """The text is an issue report that states no project."""

    def __init__(self, report: Report, text: str) -> None:
        super().__init__(f"The report states {report.missing[0]}.")
        self.report = report
        self.text = text


def _question(request: HttpRequest) -> Asking:
    text = text_of(request, "Send application/json, or the TOML text as application/toml.")
    if request.content_type != "application/json":
        lists = {name: request.GET.getlist(name) for name in LISTS if name in request.GET}
        return {**request.GET.dict(), **lists, "text": text}
    question = object_in(text, "a `text`, or with `files`")
    return {name: value for name, value in question.items() if _is_plausible(name, value)}


def _read_report(question: Asking) -> tuple[Asking, Report | None]:
    """A text that is an issue report gives the question it states; what the request says goes before it."""
    report = None if question.get("files") else report_in(question.get("text"))
    if report is None:
        return question, None
    if not report.text:
        raise NoProject(report, str(question["text"]))
    read = question_of(report)
    return {**read, **question, "text": read["text"]}, report


def _is_plausible(name: str, value: object) -> bool:
    """Whether an option is given. Raises `BadBody` where it is of another kind than `Question` says, or unknown."""
    if name not in KINDS:
        raise BadBody(f"There is no option `{name}`.")
    if value is None:
        return False
    if isinstance(value, str) and name != "files":  # as a field of the form has it, whatever its kind
        return True
    try:
        msgspec.convert(value, KINDS[name])
    except msgspec.ValidationError as error:
        raise BadBody(f"`{name}` must be {KIND_WORDS[KINDS[name]]}.") from error
    return True


def _rejected(form: CompareForm) -> dict[str, object]:
    """What `Rejected` has beside the problem."""
    texts = ("text", "lock", "files", "input")
    options = {name: [str(error) for error in errors] for name, errors in form.errors.items() if name not in texts}
    mistakes, lock_mistakes = (_mistakes(found) for found in (form.mistakes, form.lock_mistakes))
    removed = in_words(form.removed)
    return {"mistakes": mistakes, "lock_mistakes": lock_mistakes, "options": options, "removed": removed}


def _mistakes(found: Iterable[Mistake]) -> list[MistakeEntry]:
    return [mistake_entry(mistake) for mistake in found]


def state_of(submission: Submission) -> str:
    """ "running" until nothing changes any more; then the worse of the two ends."""
    if submission.is_running:
        return "running"
    ends = {solve.state for solve in submission.answers}
    return next((state.value for state in (State.FAILED, State.CANCELLED) if state in ends), State.DONE.value)


def page_of(request: HttpRequest, submission: Submission) -> str:
    """The permalink with scheme and host."""
    return request.build_absolute_uri(submission.get_absolute_url())
