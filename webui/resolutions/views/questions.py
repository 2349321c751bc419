"""Questions about a finished resolution, their answers, and single experiments with what they changed."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from resolver_core import experiment_at
from webui import ratelimit
from webui.resolutions.asking.ask_form import AskForm
from webui.resolutions.asking.own_uv_form import OwnUvForm
from webui.resolutions.asking.secrets_removed import as_query, of_query
from webui.resolutions.models import Question, QuestionKind, Submission
from webui.resolutions.showing.experiments import experiment_view
from webui.resolutions.showing.page import ResolutionPage
from webui.resolutions.showing.uv_check import ALL_TARGETS
from webui.resolutions.views.requests import (
    STOP_POLLING,
    page_of,
    submission_of,
    target_number,
    target_of,
    wants_fragment,
)
from webui.resolutions.working import permalinks


@require_POST
def ask(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Put a question; the answer stands at an address of its own."""
    submission = submission_of(submission_id)
    form = AskForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(message) for messages in form.errors.values() for message in messages)
        return refused(request, 422, "That is no question", words)
    if (refusal := not_now(request, submission)) is not None:
        return refusal
    number = min(form.cleaned_data.get("target") or 1, len(submission.asked.all_targets))
    question = permalinks.ask(submission, form.cleaned_data["kind"], form.cleaned_data["text"], number)
    if wants_fragment(request):
        return _answer(request, question, page_of(submission_id, number))
    return redirect(question)


@require_POST
def check(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Have the real uv asked the same on the data that are kept; its answer stands at an address of its own.

    Where every target is asked for, the page of them all shows the answers.
    """
    submission = submission_of(submission_id)
    if settings.UV_CHECK == "never":
        raise Http404
    if (refusal := not_now(request, submission)) is not None:
        return refusal
    target, most = request.POST.get("target", ""), len(submission.asked.all_targets)
    if target == ALL_TARGETS:
        for number in range(1, most + 1):
            permalinks.ask(submission, QuestionKind.CHECK, "", number)
        return redirect(submission)
    number = min(max(target_number(target), 1), most)
    return redirect(permalinks.ask(submission, QuestionKind.CHECK, "", number))


@require_POST
def exactly(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Have all solved again from what is kept, and nothing else; the result stands at an address of its own."""
    submission = submission_of(submission_id)
    if (refusal := not_now(request, submission)) is not None:
        return refusal
    return redirect(permalinks.ask(submission, QuestionKind.EXACTLY, "", 1))


@require_POST
def own_uv(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Have what somebody's own uv wrote compared with the answer; the result stands at an address of its own."""
    submission = submission_of(submission_id)
    form = OwnUvForm(request.POST)
    if not form.is_valid():
        return refused(request, 422, "That cannot be compared", form.mistakes)
    if (refusal := not_now(request, submission)) is not None:
        return refusal
    number = min(form.cleaned_data["target"] or 1, len(submission.asked.all_targets))
    address = permalinks.ask_own_uv(submission, form.cleaned_data["output"], number).get_absolute_url()
    return redirect(f"{address}?{urlencode({'removed': as_query(form.removed)}, True)}".rstrip("?"))


@require_safe
@never_cache
def question(request: HttpRequest, submission_id: str, question_id: int) -> HttpResponse:
    """The answer to a question, or how far it is."""
    row = get_object_or_404(Question, pk=question_id, submission_id=submission_id)
    if row.kind == QuestionKind.REPORT:
        return redirect(row)
    return _answer(request, row, page_of(submission_id, row.target))


@require_safe
@never_cache
def experiment(request: HttpRequest, submission_id: str, place: str) -> HttpResponse:
    """What one experiment changed and what it showed, with the means to solve it again."""
    page = page_of(submission_id, target_of(request))
    found = experiment_at(page.submission.reasons, place)
    if found is None:
        raise Http404
    again = Question.objects.filter(submission=submission_id, kind=QuestionKind.EXPERIMENT, text=place).first()
    context = {"page": page, "experiment": experiment_view(place, found), "question": again}
    return render(request, "resolutions/experiment.html", context)


def _answer(request: HttpRequest, row: Question, page: ResolutionPage) -> HttpResponse:
    fragment = wants_fragment(request)
    template = "resolutions/_answer.html" if fragment else "resolutions/question.html"
    status = STOP_POLLING if fragment and row.has_ended and request.method == "GET" else 200
    context = {"page": page, "question": row, "removed": of_query(request.GET.getlist("removed"))}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def not_now(request: HttpRequest, submission: Submission) -> HttpResponse | None:
    """Why nothing can be asked at the moment; None where it can."""
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        return refused(request, 429, "Too many questions", f"Try again in {wait} seconds.")
    if submission.is_running:
        return refused(request, 409, "Not yet", "The answers are still being looked for.")
    return None


def refused(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    if wants_fragment(request):
        # htmx shows an answer that is no success nowhere; the words are what counts here.
        return render(request, "resolutions/_refused.html", {"words": words})
    return render(request, "error.html", {"status": status, "title": title, "words": words}, status=status)
