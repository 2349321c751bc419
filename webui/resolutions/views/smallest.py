"""The search for the smallest project that still shows it: how it is begun, and how it is stopped."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from webui.resolutions.asking.smallest_form import SmallestForm
from webui.resolutions.models import Question, QuestionKind
from webui.resolutions.views.questions import not_now, refused
from webui.resolutions.views.requests import submission_of
from webui.resolutions.working import permalinks, questions


@require_POST
def begin(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Look for the smallest project that shows what differs; it stands at an address of its own, with how far it is."""
    submission = submission_of(submission_id)
    form = SmallestForm(request.POST)
    if not form.is_valid():
        return refused(request, 422, "That cannot be looked for", form.mistakes)
    if (refusal := not_now(request, submission)) is not None:
        return refusal
    number = min(form.cleaned_data["target"] or 1, len(submission.asked.all_targets))
    return redirect(permalinks.ask(submission, QuestionKind.SMALLEST, form.cleaned_data["project"], number))


@require_POST
def stop(request: HttpRequest, submission_id: str, question_id: int) -> HttpResponseRedirect:
    """End a search with what it has. Anybody may: whoever asks once more lets it begin anew."""
    submission = submission_of(submission_id)
    row = get_object_or_404(Question, pk=question_id, submission=submission, kind=QuestionKind.SMALLEST)
    questions.ask_to_stop(row)
    return redirect(row)
