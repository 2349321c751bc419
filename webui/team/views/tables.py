"""The tables of a team: its threads and labels, as pages and as TOML; and what its owners set up."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from webui.team import canonical_threads, code_host, toml_tables
from webui.team.access import Member, of_team
from webui.team.actors import Actor
from webui.team.audit import record
from webui.team.models import Case, Kind, Label, Team, Thread
from webui.team.roles import Role

MOST_THREADS = 500
TOML = "application/toml"
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@of_team()
def threads(request: HttpRequest, member: Member) -> HttpResponse:
    """The canonical threads; `POST` takes a file of them."""
    if request.method == "POST":
        return _imported(request, member, toml_tables.import_threads, "threads", "team-threads")
    return _threads_page(request, member)


@require_safe
@of_team()
def threads_file(request: HttpRequest, member: Member) -> HttpResponse:
    """The same as a file."""
    return _file(toml_tables.threads_as_toml(member.team), f"{member.team.slug}-threads.toml")


@require_POST
@of_team()
def forget_thread(request: HttpRequest, member: Member, thread_id: int) -> HttpResponse:
    """Take one out."""
    canonical_threads.forget(member.actor, member.team, thread_id)
    return redirect("team-threads", member.team.slug)


@require_POST
@of_team()
def put_thread(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """The thread of the question of a case."""
    case = get_object_or_404(Case.objects.select_related("team"), team=member.team, number=min(number, 2**31 - 1))
    form = request.POST
    try:
        canonical_threads.put(
            member.actor, case, form.get("url", ""), form.get("state", "open"), form.get("fixed_in", "")
        )
    except canonical_threads.NotAThread as error:
        messages.error(request, str(error))
    return redirect(case)


@require_safe
@of_team()
def setup(request: HttpRequest, member: Member) -> HttpResponse:
    """The name of the team, its labels, the webhook of its code host."""
    return _setup_page(request, member)


@require_POST
@of_team(writing=Role.OWNER)
def rename(request: HttpRequest, member: Member) -> HttpResponse:
    """Another name for the team; its address stays."""
    name = request.POST.get("name", "").strip()[:80]
    if name and name != member.team.name:
        before, member.team.name = member.team.name, name
        member.team.save(update_fields=["name"])
        record(member.actor, member.team, Kind.TEAM, before=before, after=name)
    return redirect("team-setup", member.team.slug)


@require_POST
@of_team(writing=Role.OWNER)
def labels(request: HttpRequest, member: Member) -> HttpResponse:
    """Take a file of labels."""
    return _imported(request, member, toml_tables.import_labels, "labels", "team-setup")


@require_safe
@of_team()
def labels_file(request: HttpRequest, member: Member) -> HttpResponse:
    """The labels as a file."""
    return _file(toml_tables.labels_as_toml(member.team), f"{member.team.slug}-labels.toml")


@require_POST
@of_team(writing=Role.OWNER)
def webhook(request: HttpRequest, member: Member) -> HttpResponse:
    """A new secret for the webhook, shown once; the one before does not count any more. Or none at all."""
    if request.POST.get("off"):
        code_host.close(member.actor, member.team)
        return redirect("team-setup", member.team.slug)
    return _setup_page(request, member, secret=code_host.new_secret(member.actor, member.team))


def _imported(
    request: HttpRequest, member: Member, take: Callable[[Actor, Team, str], int], what: str, page: str
) -> HttpResponse:
    text = request.POST.get("toml", "")
    upload = request.FILES.get("file")
    if upload is not None:
        text = upload.read().decode("utf-8", "replace")
    try:
        number = take(member.actor, member.team, text)
    except toml_tables.BadTable as error:
        shown = _threads_page if what == "threads" else _setup_page
        return shown(request, member, status=422, mistakes=error.mistakes, typed=text)
    messages.success(request, f"{number} {what} taken.")
    return redirect(page, member.team.slug)


def _threads_page(request: HttpRequest, member: Member, *, status: int = 200, **shown: object) -> HttpResponse:
    rows = list(Thread.objects.filter(team=member.team)[:MOST_THREADS])
    known = Case.objects.filter(team=member.team, fingerprint__in=[row.fingerprint for row in rows])
    counts = dict(known.values_list("fingerprint").annotate(n=Count("pk")).order_by())
    context = {"member": member, "threads": [(row, counts.get(row.fingerprint, 0)) for row in rows], **shown}
    return render(request, "team/threads.html", context, status=status)


def _setup_page(request: HttpRequest, member: Member, *, status: int = 200, **shown: object) -> HttpResponse:
    context = {
        "member": member,
        "labels": Label.objects.filter(team=member.team),
        "hook_address": request.build_absolute_uri(reverse("api-team-issues", args=[member.team.slug])),
        **shown,
    }
    return render(request, "team/setup.html", context, status=status)


def _file(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=f"{TOML}; charset=utf-8", headers=headers)
