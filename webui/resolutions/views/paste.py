"""The paste page: a form, what is wrong with a text, and where its answer will be."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from resolver_core import Report
from webui import errors, ratelimit
from webui.ratelimit import Cost, limited
from webui.resolutions.asking.askers import asker_of, keep_author_key, with_author_key
from webui.resolutions.asking.forms import CompareForm
from webui.resolutions.asking.paste_page import form_context, initial_values, paste_context
from webui.resolutions.asking.reports import (
    ReportView,
    chosen_side,
    question_of,
    report_in,
    report_view,
    with_project,
)
from webui.resolutions.asking.secrets_removed import as_query
from webui.resolutions.asking.uploads import FIELD, Uploaded, read_uploads
from webui.resolutions.showing.beside import answer_beside
from webui.resolutions.views.requests import offer_delete_link
from webui.resolutions.working import permalinks
from webui.resolutions.working.queue import QueueFull


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def paste(request: HttpRequest) -> HttpResponse:
    """`GET /` shows the form; `POST /` compares, or shows what is wrong with every text kept."""
    if request.method != "POST":
        return _page(request, CompareForm(initial=initial_values(request.GET, asker_of(request))))
    wait = ratelimit.seconds_to_wait(request, Cost.PARSING)
    if wait:
        return errors.too_many_requests(request, wait)
    uploads = request.FILES.getlist(FIELD)
    if uploads:
        return _files_page(request, read_uploads(uploads))
    form = CompareForm(request.POST)
    report = report_in(form.data.get("text"))
    if report is not None and not form.data.get("files"):
        return _report_page(request, form, with_project(report, request.POST.get("project")))
    wait = ratelimit.seconds_to_wait(request)
    if wait:
        form.add_error(None, f"Too many comparisons from your address. Try again in {wait} seconds.")
        response = _page(request, form, 429)
        response["Retry-After"] = str(wait)
        return response
    if not form.is_valid():
        return _page(request, form, 422)
    asker, key = with_author_key(request)
    try:
        made = permalinks.submit_kept(form.asked, form.cutoff, asker, form.keeping)
        address = made.submission.get_absolute_url()
        response = redirect(f"{address}?{urlencode({'removed': as_query(form.removed)}, True)}".rstrip("?"))
        offer_delete_link(response, made)
    except QueueFull as full:
        return errors.unavailable(request, str(full), full.seconds)
    keep_author_key(response, key)
    return response


@require_POST
@limited(Cost.PARSING)
def declared(request: HttpRequest) -> HttpResponse:
    """The extras and groups that a text declares, as check boxes: for the form, while somebody types."""
    form = CompareForm(request.POST)
    form.is_valid()
    return render(request, "resolutions/_selection.html", form_context(form))


def _report_page(request: HttpRequest, sent: CompareForm, report: Report) -> HttpResponse:
    """What was read from a report, in the form, to be corrected and sent."""
    pasted = sent.data.get("text", "")
    side = chosen_side(report, request.POST.get("side"))
    view = report_view(report, pasted, side)
    if not view.has_project and side is None:
        form = CompareForm(initial={**question_of(report), "text": pasted})
        form.removed = sent.removed
        return _page(request, form, 422, view)
    form = CompareForm(initial={**question_of(report, side), "report": pasted})
    form.removed = sent.removed
    return _page(request, form, report=view)


def _files_page(request: HttpRequest, uploaded: Uploaded) -> HttpResponse:
    """What was read from uploaded files, in the form: somebody says which of them is asked about, and sends it."""
    form = CompareForm(uploaded.added_to(request.POST))
    is_valid = form.is_valid() and not uploaded.mistakes
    own = form.mistakes if str(form["text"].value() or "").strip() or not uploaded.mistakes else ()
    form.mistakes = (*uploaded.mistakes, *own)
    return _page(request, form, 200 if is_valid else 422, uploaded=uploaded)


def _page(
    request: HttpRequest,
    form: CompareForm,
    status: int = 200,
    report: ReportView | None = None,
    uploaded: Uploaded | None = None,
) -> HttpResponse:
    parent = str(form["parent"].value() or "")
    beside = answer_beside(parent, asker_of(request)) if parent else None
    context = paste_context(form, report) | {"uploaded": uploaded, "beside": beside}
    return render(request, "resolutions/paste.html", context, status=status)
