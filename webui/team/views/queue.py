"""The queue: by filters that are addresses, followed live, changed in bulk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from webui.team import bulk, case_table
from webui.team.access import Member, of_team
from webui.team.audit import record
from webui.team.filters import QueueFilter
from webui.team.models import Kind, SavedFilter
from webui.team.queue_page import QueuePage


@require_safe
@of_team()
def queue(request: HttpRequest, member: Member) -> HttpResponse:
    """Some cases. `?since=` is what htmx asks while it is open: 204 where nothing has happened in the team."""
    since = request.GET.get("since", "")
    if since and since == str(member.team.last_change):
        return HttpResponse(status=204)
    page = QueuePage(member, QueueFilter.from_query(request.GET), _page_number(request.GET.get("page", "")))
    template = "team/_queue_rows.html" if since else "team/queue.html"
    return render(request, template, {"member": member, "page": page})


@require_safe
@of_team()
def cases_csv(request: HttpRequest, member: Member) -> HttpResponse:
    """All cases of a filter as a table."""
    cases = QueueFilter.from_query(request.GET).cases(member.team, member.user)
    headers = {"Content-Disposition": f'attachment; filename="{member.team.slug}-cases.csv"'}
    written = case_table.as_csv(cases, request.build_absolute_uri("/"))
    return HttpResponse(written, content_type="text/csv; charset=utf-8", headers=headers)


@require_POST
@of_team()
def change_many(request: HttpRequest, member: Member) -> HttpResponse:
    """Do the same with all that are marked."""
    edit = bulk.edit_of(request.POST.get("action", ""))
    marked = request.POST.getlist("case")
    if edit is None or not marked:
        messages.error(request, "Mark some cases, and choose what to do with them.")
    else:
        outcome = bulk.change_all(member.actor, member.team, marked, edit)
        is_whole = not outcome.overtaken and not outcome.refused
        messages.add_message(request, messages.SUCCESS if is_whole else messages.WARNING, str(outcome))
    return redirect(_address(member, QueueFilter.from_query(QueryDict(request.POST.get("query", ""))).query))


@require_POST
@of_team()
def save_filter(request: HttpRequest, member: Member) -> HttpResponse:
    """Keep an address under a name, or forget it where the name has it already and nothing else is said."""
    name = " ".join(request.POST.get("name", "").split())[:60]
    query = QueueFilter.from_query(QueryDict(request.POST.get("query", ""))).query[:1000]
    if not name:
        messages.error(request, "A filter needs a name.")
    elif request.POST.get("forget"):
        if SavedFilter.objects.filter(team=member.team, name=name).delete()[0]:
            record(member.actor, member.team, Kind.FILTER, before=name, after="forgotten")
    else:
        SavedFilter.objects.update_or_create(team=member.team, name=name, defaults={"query": query})
        record(member.actor, member.team, Kind.FILTER, after=f"{name}: {query}")
    return redirect(_address(member, query))


def _address(member: Member, query: str) -> str:
    path = reverse("team-queue", args=[member.team.slug])
    return f"{path}?{query}" if query else path


def _page_number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
