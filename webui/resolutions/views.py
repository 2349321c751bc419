"""The pages. A view parses, stores, queues and renders; it never solves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from resolver_core import Mistake, Report
from webui import ratelimit
from webui.resolutions.asking.examples import EXAMPLES, example
from webui.resolutions.asking.forms import (
    PLATFORM_HEADS,
    CompareForm,
    other_targets,
    platform_choices,
    python_choices,
    target_choices,
)
from webui.resolutions.asking.labels import Label
from webui.resolutions.asking.reports import ReportView, question_of, report_in, report_view
from webui.resolutions.models import Solve, State, Submission
from webui.resolutions.showing import stored_pages
from webui.resolutions.showing.explanations import fixed_text
from webui.resolutions.showing.graph.view import graph_view
from webui.resolutions.showing.listing import Listing
from webui.resolutions.showing.presenters import ResolutionPage, resolution_page
from webui.resolutions.showing.timeline import timeline
from webui.resolutions.working import leases, permalinks

STOP_POLLING = 286  # htmx: swap this answer in, and ask no more
CHOICES = ("index_strategy", "prerelease", "resolution", "fork_strategy")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def paste(request: HttpRequest) -> HttpResponse:
    """`GET /` shows the form; `POST /` compares, or shows what is wrong with every text kept."""
    if request.method != "POST":
        return _paste_page(request, CompareForm(initial=_initial(request.GET)))
    report = report_in(request.POST.get("text"))
    if report is not None:
        return _report_page(request, report)
    form = CompareForm(request.POST)
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        form.add_error(None, f"Too many comparisons from your address. Try again in {wait} seconds.")
        return _paste_page(request, form, 429, {"Retry-After": str(wait)})
    if not form.is_valid():
        return _paste_page(request, form, 422)
    return redirect(permalinks.submit(form.asked, form.cutoff))


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """The extras and groups that a text declares, as check boxes; the mistakes of the text beside them."""
    form = CompareForm(request.POST)
    form.is_valid()
    return render(request, "resolutions/_selection.html", _form_context(form))


@require_safe
def resolution(request: HttpRequest, submission_id: str) -> HttpResponseBase:
    """The permalink. htmx asks the same address and gets the part that changes."""
    response = _stored_page(request, submission_id) or _page_anew(request, submission_id)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def _stored_page(request: HttpRequest, submission_id: str) -> HttpResponseBase | None:
    """The finished page as it is asked for most often: whole, and with nothing chosen."""
    if request.GET or wants_fragment(request):
        return None
    kept = stored_pages.of(submission_id) or stored_pages.keep(submission_id)
    if kept is None:
        return None
    etag = kept.etag(request)
    response = get_conditional_response(request, etag=etag) or HttpResponse(kept.filled(request))
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _page_anew(request: HttpRequest, submission_id: str) -> HttpResponse:
    submission = submission_of(submission_id)
    number, listing = target_of(request), Listing.from_query(request.GET)
    wanted = request.GET.get("view", "")
    page = resolution_page(submission, timezone.now(), _waiting_before(submission), number, listing, wanted)
    context = stored_pages.page_context(page, stored_pages.origin(request), page.index_age)
    if not page.is_running:
        context |= _part(request, page, page.shown_view)
    if wants_fragment(request):
        status = 200 if page.is_running else STOP_POLLING
        response = render(request, "resolutions/_resolution.html", context, status=status)
    else:
        response = render(request, "resolutions/resolution.html", context)
    add_never_cache_headers(response)
    return response


def _part(request: HttpRequest, page: ResolutionPage, view: str) -> dict[str, Any]:
    """What one part of the answer needs beside the page."""
    if view == "graph":
        return {"graph": graph_view(page.graph, request.GET.dict(), page.project_name, page.surprising)}
    if view == "trace":
        side = request.GET.get("side", "")
        label = side if side in page.asked.labels else Label.UNIVERSAL.value
        return {"trace": timeline(page.submission.solve(label), request.GET.dict(), page.base)}
    return {}


@require_safe
def pasted_text(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The pasted text as it was, as a file to save."""
    submission = get_object_or_404(Submission, pk=submission_id)
    headers = {"Content-Disposition": 'inline; filename="pyproject.toml"'}
    return HttpResponse(submission.text, content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
def pasted_lock(request: HttpRequest, submission_id: str) -> HttpResponse:
    """The pasted uv.lock as it was."""
    submission = get_object_or_404(Submission.objects.exclude(lock=""), pk=submission_id)
    headers = {"Content-Disposition": 'inline; filename="uv.lock"'}
    return HttpResponse(submission.lock, content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
def cancel(request: HttpRequest, submission_id: str) -> HttpResponseRedirect:
    """Stop both solves."""
    submission = submission_of(submission_id)
    leases.cancel(submission.solves.all())
    return redirect(submission)


@require_POST
def retry(request: HttpRequest, submission_id: str) -> HttpResponseRedirect:
    """Try again what did not come to an answer, under the same address."""
    submission = submission_of(submission_id)
    if not submission.is_running and not submission.is_example:
        permalinks.retry(submission)
    return redirect(submission)


@require_POST
def refresh(request: HttpRequest, submission_id: str) -> HttpResponse:
    """Ask the same again with every page read anew, as a comparison of its own."""
    submission = submission_of(submission_id)
    form = CompareForm(_form_data(submission))
    if ratelimit.seconds_to_wait(request) or not form.is_valid():
        return redirect(submission)
    return redirect(permalinks.submit(form.asked_anew(), form.cutoff))


def _paste_page(
    request: HttpRequest,
    form: CompareForm,
    status: int = 200,
    headers: dict[str, str] | None = None,
    report: ReportView | None = None,
) -> HttpResponse:
    context = _form_context(form) | {"examples": EXAMPLES, "report": report}
    response = render(request, "resolutions/paste.html", context, status=status)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def _report_page(request: HttpRequest, report: Report) -> HttpResponse:
    """What was read from a report, in the form, to be corrected and sent."""
    view = report_view(report, request.POST.get("text", ""))
    if not view.has_project:
        form = CompareForm(request.POST)
        return _paste_page(request, form, 422, report=view)
    return _paste_page(request, CompareForm(initial=question_of(report)), report=view)


def _form_context(form: CompareForm) -> dict[str, Any]:
    values = {name: _value(form, name) for name in form.fields}
    declared = form.declared(str(values["text"] or ""))
    errors = form.errors if form.is_bound else {}
    other_errors = {name: found for name, found in errors.items() if name not in ("text", "lock")}
    return {
        "form": form,
        "choice_fields": [form[name] for name in CHOICES],
        "value": values,
        "declared": declared,
        "excerpts": form.excerpts(),
        "lock_excerpts": form.lock_excerpts(),
        "target_rows": target_choices(values["targets"] or ()),
        "other_targets": other_targets(values["targets"] or ()),
        "platform_words": PLATFORM_HEADS,
        "marked_lines": _lines(form.mistakes),
        "lock_marked_lines": _lines(form.lock_mistakes),
        "field_errors": other_errors,
        "pythons": python_choices(str(values["python"] or "")),
        "platforms": platform_choices(str(values["platform"] or "")),
    }


def _lines(mistakes: Iterable[Mistake]) -> str:
    return ",".join(str(line) for line in sorted({mistake.line for mistake in mistakes if mistake.line}))


def _value(form: CompareForm, name: str) -> Any:
    value = form[name].value()
    return [part for part in value if part] if isinstance(value, list | tuple) else value


def _initial(query: QueryDict) -> dict[str, Any]:
    """What the form starts with: an example, a stored question to change, or nothing."""
    if query.get("from"):
        stored = Submission.objects.filter(pk=query["from"]).first()
        return _changed(stored, query.get("fix", "")) if stored else {}
    chosen = example(query.get("example", ""))
    return asdict(chosen) | {"recorded": chosen.permalink_id} if chosen else {}


def _changed(stored: Submission, fix: str) -> dict[str, Any]:
    """A stored question, with the text of one of its fixes where there is such a one."""
    text = fixed_text(stored.explanation, fix)
    return _question(stored) | ({} if text is None else {"text": text})


def _question(submission: Submission) -> dict[str, Any]:
    recorded = submission.pk if submission.is_example else submission.asked.recorded
    return asdict(submission.asked) | {"recorded": recorded}


def _form_data(submission: Submission) -> dict[str, Any]:
    return {name: value for name, value in _question(submission).items() if name != "refresh"}


def submission_of(submission_id: str) -> Submission:
    """The submission of a permalink with its answers, or 404."""
    return get_object_or_404(Submission.with_answers(), pk=submission_id)


def target_of(request: HttpRequest) -> int:
    """The number of the target that an address asks for; the main one by default."""
    text = request.GET.get("target", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(htmx) and htmx is not None and not htmx.boosted and not htmx.history_restore_request


def _waiting_before(submission: Submission) -> dict[int, int]:
    """For each queued solve of a submission: how many are queued before it."""
    queued = [row.pk for row in submission.answers if row.state == State.QUEUED]
    if not queued:
        return {}
    counts = Solve.objects.filter(state=State.QUEUED).aggregate(
        **{f"before_{pk}": Count("pk", filter=Q(pk__lt=pk)) for pk in queued}
    )
    return {pk: counts[f"before_{pk}"] for pk in queued}
