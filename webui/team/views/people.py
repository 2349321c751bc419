"""The people of a team, its tokens, and what its owners set up."""

from __future__ import annotations

from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from webui.team import people, tokens
from webui.team.access import Member, of_team
from webui.team.forms import InviteForm
from webui.team.models import Change, Invitation, Membership, MemberToken
from webui.team.roles import Role

LOG_PAGE = 100


@require_safe
@of_team()
def people_page(request: HttpRequest, member: Member) -> HttpResponse:
    """Who is in the team; its owners invite, give roles and remove."""
    return _page(request, member)


@require_POST
@of_team(writing=Role.OWNER)
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    """A link for somebody, shown once; sent, too, where an address is given."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, member, form=form, status=422)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    key = people.invite(member.actor, member.team, role, email)
    link = request.build_absolute_uri(reverse("join", args=[key]))
    is_sent = bool(email) and _send(member, email, link)
    return _page(request, member, link=link, sent_to=email if is_sent else "")


@require_POST
@of_team(writing=Role.OWNER)
def withdraw(request: HttpRequest, member: Member, invitation_id: int) -> HttpResponse:
    """End an invitation."""
    people.withdraw(member.actor, member.team, invitation_id)
    return redirect("team-people", member.team.slug)


@require_POST
@of_team(writing=Role.OWNER)
def set_member(request: HttpRequest, member: Member, membership_id: int) -> HttpResponse:
    """Another role for somebody, or none at all."""
    found = get_object_or_404(Membership.objects.select_related("team", "user"), pk=membership_id, team=member.team)
    role = request.POST.get("role", "")
    try:
        if role == "none":
            people.remove(member.actor, found)
        elif role in Role.values:
            people.set_role(member.actor, found, Role(role))
    except people.NotAllowed as error:
        messages.error(request, str(error))
    is_out = found.user_id == member.user.pk and role == "none"
    return redirect("teams") if is_out else redirect("team-people", member.team.slug)


@require_POST
@of_team(writing=Role.VIEWER)
def make_token(request: HttpRequest, member: Member) -> HttpResponse:
    """A token that acts as whoever asks for it; shown once."""
    key = tokens.make(member, request.POST.get("name", ""), request.POST.get("scope", ""))
    return _page(request, member, token_key=key)


@require_POST
@of_team(writing=Role.VIEWER)
def end_token(request: HttpRequest, member: Member, token_id: int) -> HttpResponse:
    """End a token."""
    tokens.end(member, token_id)
    return redirect("team-people", member.team.slug)


@require_safe
@of_team()
def audit_log(request: HttpRequest, member: Member) -> HttpResponse:
    """Everything that was done, the newest first."""
    before = request.GET.get("before", "")
    rows = Change.objects.filter(team=member.team).select_related("case").order_by("-pk")
    if before.isascii() and before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: LOG_PAGE + 1])
    older = found[LOG_PAGE - 1].pk if len(found) > LOG_PAGE else None
    return render(request, "team/audit.html", {"member": member, "changes": found[:LOG_PAGE], "older": older})


def _send(member: Member, email: str, link: str) -> bool:
    words = f"{member.user} invites you to the team {member.team.name}.\n\nOpen this link to join:\n\n{link}\n"
    try:
        return bool(send_mail(f"{member.team.name}: an invitation", words, None, [email]))
    except OSError:
        return False


def _page(
    request: HttpRequest, member: Member, *, form: InviteForm | None = None, status: int = 200, **shown: str
) -> HttpResponse:
    team = member.team
    mine = MemberToken.objects.filter(membership__team=team).select_related("token", "membership__user")
    context = {
        "member": member,
        "memberships": Membership.objects.filter(team=team).select_related("user").order_by("pk"),
        "invitations": Invitation.objects.filter(team=team, used_at=None).order_by("-pk"),
        "tokens": mine.order_by("pk") if member.may_manage else mine.filter(membership__user=member.user),
        "form": form or InviteForm(),
        "roles": Role.choices,
        **shown,
    }
    return render(request, "team/people.html", context, status=status)
