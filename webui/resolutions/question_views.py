"""Questions about a finished resolution, their answers, and single experiments with what they changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from webui import ratelimit
from webui.resolutions.models import Question, QuestionKind
from webui.resolutions.showing.experiments import experiment_view
from webui.resolutions.showing.presenters import ResolutionPage, resolution_page
from webui.resolutions.views import STOP_POLLING, submission_of, target_of, wants_fragment
from webui.resolutions.working import permalinks
from webui.resolutions.working.questions import experiment_at


class AskForm(forms.Form):
    """A question: a project, and for "why not" the version to try; or the place of an experiment."""

    kind = forms.ChoiceField(choices=QuestionKind.choices)
    project = forms.CharField(max_length=100, required=False)
    version = forms.CharField(max_length=60, required=False)
    place = forms.CharField(max_length=40, required=False)
    target = forms.IntegerField(min_value=1, max_value=99, required=False)

    def clean(self) -> dict[str, Any]:
        """The text of the question under "text"."""
        values: dict[str, Any] = super().clean() or {}
        kind, project, version = (values.get(name, "") for name in ("kind", "project", "version"))
        text = {
            QuestionKind.WHY: project,
            QuestionKind.WHY_NOT: f"{project}=={version.removeprefix('==')}" if version else "",
            QuestionKind.EXPERIMENT: values.get("place", ""),
        }.get(kind, "")
        if not text:
            missing = "a version to ask for" if kind == QuestionKind.WHY_NOT else "something to ask for"
            raise forms.ValidationError(f"Give {missing}.")
        return values | {"text": text}


@require_POST
def ask(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Put a question; the answer stands at an address of its own."""
    submission = submission_of(submission_id)
    form = AskForm(request.POST)
    if not form.is_valid():
        words = " ".join(str(message) for messages in form.errors.values() for message in messages)
        return _refused(request, 422, "That is no question", words)
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        return _refused(request, 429, "Too many questions", f"Try again in {wait} seconds.")
    if submission.is_running:
        return _refused(request, 409, "Not yet", "The answers are still being looked for.")
    number = min(form.cleaned_data.get("target") or 1, len(submission.asked.all_targets))
    question = permalinks.ask(submission, form.cleaned_data["kind"], form.cleaned_data["text"], number)
    if wants_fragment(request):
        return _answer(request, question, _page(request, submission_id, number))
    return redirect(question)


@require_safe
@never_cache
def question(request: HttpRequest, submission_id: str, question_id: int) -> HttpResponse:
    """The answer to a question, or how far it is."""
    row = get_object_or_404(Question, pk=question_id, submission_id=submission_id)
    return _answer(request, row, _page(request, submission_id, row.target))


@require_safe
@never_cache
def experiment(request: HttpRequest, submission_id: str, place: str) -> HttpResponse:
    """What one experiment changed and what it showed, with the means to solve it again."""
    page = _page(request, submission_id, target_of(request))
    found = experiment_at(page.submission.explanation, place)
    if found is None:
        raise Http404
    again = Question.objects.filter(submission=submission_id, kind=QuestionKind.EXPERIMENT, text=place).first()
    context = {"page": page, "experiment": experiment_view(place, found), "question": again}
    return render(request, "resolutions/experiment.html", context)


def _answer(request: HttpRequest, row: Question, page: ResolutionPage) -> HttpResponse:
    fragment = wants_fragment(request)
    template = "resolutions/_answer.html" if fragment else "resolutions/question.html"
    status = STOP_POLLING if fragment and row.has_ended and request.method == "GET" else 200
    response = render(request, template, {"page": page, "question": row}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request: HttpRequest, submission_id: str, number: int) -> ResolutionPage:
    return resolution_page(submission_of(submission_id), timezone.now(), number=number, view="differences")


def _refused(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    if wants_fragment(request):
        # htmx shows an answer that is no success nowhere; the words are what counts here.
        return render(request, "resolutions/_refused.html", {"words": words})
    return render(request, "error.html", {"status": status, "title": title, "words": words}, status=status)
