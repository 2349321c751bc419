"""A report comes in; and a case: its page, its changes, its duplicates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from webui.ratelimit import Cost, limited
from webui.resolutions.models import Submission
from webui.team import changing, corrected, duplicates, intake, note_edits, reading
from webui.team.access import Member, of_team
from webui.team.case_page import case_page
from webui.team.models import Case, Change
from webui.team.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@limited(Cost.PARSING)
@of_team(reading=Role.MEMBER)
def new_case(request: HttpRequest, member: Member) -> HttpResponse:
    """Paste a report. One that is known leads to its case."""
    sent = {name: request.POST.get(name, "") for name in ("text", "title", "url")}
    if request.method != "POST":
        return render(request, "team/new_case.html", {"member": member, "sent": sent})
    try:
        received = intake.Received(sent["text"], sent["title"], url=sent["url"].strip())
        case, is_new = intake.receive(member.actor, member.team, received)
    except reading.Unreadable as error:
        context = {"member": member, "sent": sent, "wrong": str(error)}
        return render(request, "team/new_case.html", context, status=422)
    if not is_new:
        messages.info(request, intake.what_came_of(case))
    return redirect(case)


@require_safe
@of_team()
def case(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """The page of a case. `?since=` is what htmx asks while it is open: 204 where nothing has happened. `?progress=` is
    how far it is.
    """
    found = _case(member, number)
    since = request.GET.get("since", "")
    if since and since == str(_newest(found)):
        return HttpResponse(status=204)
    context: dict[str, object] = {"member": member, "page": case_page(request, member, found)}
    if "progress" in request.GET:
        return HttpResponse(status=204) if found.is_judged else render(request, "team/_case_progress.html", context)
    if not since:
        return render(request, "team/case.html", context)
    # What the application did itself is no conflict: the buttons follow. What a person did is told when they are used.
    news = changing.since(found, _number(since))
    context["replaces"] = member.may_write and all(not one.actor_name for one in news)
    return render(request, "team/_case_live.html", context)


@require_POST
@of_team()
def change(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Move, assign, label, note: all that one form has."""
    found = _case(member, number)
    try:
        changing.change_case(member.actor, found, _number(request.POST.get("version")), _edit(request))
    except changing.Conflict as conflict:
        return _told(request, member, conflict)
    except changing.Refused as error:
        messages.error(request, str(error))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@of_team(reading=Role.MEMBER)
def note(request: HttpRequest, member: Member, number: int, note_id: int) -> HttpResponse:
    """Edit or delete a note of one's own: to anybody else there is none at this address."""
    found = _case(member, number)
    own = get_object_or_404(note_edits.own_notes(member, found), pk=min(note_id, 2**62))
    context = {"member": member, "case": found, "text": own.text}
    if request.method != "POST":
        return render(request, "team/note.html", context)
    if request.POST.get("delete"):
        note_edits.delete_note(member, found, own)
        return redirect(found)
    context["text"] = request.POST.get("text", "")
    try:
        note_edits.edit_note(member, found, own, request.POST.get("text", ""))
    except changing.Refused as error:
        return render(request, "team/note.html", {**context, "wrong": str(error)}, status=422)
    return redirect(found)


@require_POST
@of_team()
def try_again(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Have a case that came to no verdict solved once more."""
    found = _case(member, number)
    if not intake.try_again(member.actor, found):
        messages.info(request, "It has a verdict, or is being solved.")
    return redirect(found)


@require_POST
@of_team()
def take_answer(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take a corrected answer over."""
    found = _case(member, number)
    if not corrected.take_over(request, member.actor, found, request.POST.get("answer", "")[:32]):
        messages.error(request, "It is no answer to the words of this case, or somebody was quicker.")
    return redirect(found)


@require_safe
@never_cache
def of_answer(request: HttpRequest, submission_id: str) -> HttpResponse:
    """For the page of an answer: the cases of somebody's teams that it may belong to. Nothing for anybody else."""
    submission = get_object_or_404(Submission.objects.select_related("parent"), pk=submission_id)
    return render(
        request, "team/_of_answer.html", {"cases": corrected.cases_of(request, submission), "answer": submission_id}
    )


@require_POST
@of_team()
def merge(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Make the case a duplicate of another one."""
    found = _case(member, number)
    into = Case.objects.filter(team=member.team, number=_number(request.POST.get("into", "").lstrip("#"))).first()
    try:
        if into is None:
            raise duplicates.NotMerged("There is no case with this number.")
        duplicates.merge(member.actor, found, into)
    except duplicates.NotMerged as error:
        context = {"merging": request.POST.get("into", ""), "not_merged": str(error)}
        page = case_page(request, member, _case(member, number))
        return render(request, "team/case.html", {"member": member, "page": page, **context}, status=422)
    return redirect(found)


@require_POST
@of_team()
def unmerge(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Let it stand by itself again."""
    found = _case(member, number)
    duplicates.unmerge(member.actor, found)
    return redirect(found)


@require_POST
@of_team()
def take_fingerprint(request: HttpRequest, member: Member, number: int) -> HttpResponse:
    """Take the fingerprint of the newer version."""
    found = _case(member, number)
    if not duplicates.take_newer_fingerprint(member.actor, found):
        messages.error(request, "The case has changed meanwhile.")
    return redirect(found)


def _case(member: Member, number: int) -> Case:
    related = ("team", "assignee", "submission", "merged_into__team", "returned_from__team")
    deferred = ("submission__text", "submission__files", "submission__lock", "submission__explanation")
    rows = Case.objects.select_related(*related).defer(*deferred)
    return get_object_or_404(rows, team=member.team, number=number if number < 2**31 else 0)


def _newest(found: Case) -> int:
    return Change.objects.filter(case=found).order_by("-pk").values_list("pk", flat=True).first() or 0


def _told(request: HttpRequest, member: Member, conflict: changing.Conflict) -> HttpResponse:
    """409: what others did meanwhile, with everything that was typed still there."""
    found = _case(member, conflict.case.number)
    context = {
        "member": member,
        "page": case_page(request, member, found),
        "meanwhile": changing.since(found, _number(request.POST.get("seen"))),
        "typed": request.POST,
        "wanted": request.POST.get("state", "").replace(":", " as ").replace("-", " "),
    }
    return render(request, "team/case.html", context, status=409)


def _edit(request: HttpRequest) -> changing.Edit:
    form = request.POST
    state, _, closed_as = form.get("state", "").partition(":")
    return changing.Edit(
        state=state or None,
        closed_as=closed_as or "answered",
        assignee=_number(form["assignee"]) if "assignee" in form else None,
        priority=_number(form["priority"]) if "priority" in form else None,
        add_labels=tuple(form.getlist("label")),
        remove_labels=tuple(name for name in form.getlist("has_label") if name not in form.getlist("label")),
        note=form.get("note", ""),
    )


def _number(text: object) -> int:
    digits = str(text or "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0
