"""Signing in and out, a forgotten password, and joining a team."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, views
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from webui.ratelimit import Cost, limited
from webui.team import people
from webui.team.access import signed_in
from webui.team.forms import JoinForm, SignInForm
from webui.team.models import Invitation, Membership, User
from webui.team.openid.accounts import Person, forget, kept, make_account

BY_PASSWORD = "django.contrib.auth.backends.ModelBackend"
PAGES = ["GET", "HEAD", "POST"]


@method_decorator([never_cache, limited(Cost.PARSING)], name="dispatch")
class SignIn(views.LoginView):
    """E-mail and password; no answer says which of the two was wrong."""

    template_name = "team/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@method_decorator([never_cache, limited(Cost.PARSING)], name="dispatch")
class Reset(views.PasswordResetView):
    """Sends a link to set a new password; the answer is the same for an unknown address."""

    template_name = "team/reset.html"
    email_template_name = "team/reset_email.txt"
    subject_template_name = "team/reset_subject.txt"
    success_url = reverse_lazy("reset-sent")


class ResetSent(views.PasswordResetDoneView):
    """What happens next."""

    template_name = "team/reset_sent.html"


class SetPassword(views.PasswordResetConfirmView):
    """The link of such an e-mail."""

    template_name = "team/set_password.html"
    success_url = reverse_lazy("teams")
    post_reset_login = True
    post_reset_login_backend = BY_PASSWORD


class ChangePassword(views.PasswordChangeView):
    """A new password for whoever knows the old one."""

    template_name = "team/change_password.html"
    success_url = reverse_lazy("teams")


@require_safe
@never_cache
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of whoever is signed in, and the way to the only one where `?list=` does not want them listed; for
    anybody else, how one comes to one.
    """
    user = signed_in(request)
    mine = list(Membership.objects.filter(user=user).select_related("team").order_by("team__name")) if user else []
    if len(mine) == 1 and "list" not in request.GET:
        return redirect(mine[0].team)
    return render(request, "team/teams.html", {"memberships": mine, "person": user})


@require_http_methods(PAGES)
@never_cache
@limited(Cost.PARSING)
def join(request: HttpRequest, key: str) -> HttpResponse:
    """An invitation: whoever is signed in joins with one click; anybody else makes an account first."""
    invitation = people.invitation_of(key)
    if invitation is None:
        return render(request, "team/no_invitation.html", status=404)
    user = signed_in(request)
    vouched = kept(request) if user is None else None
    is_unknown = user is None and vouched is None
    form = JoinForm(request.POST or None, initial={"email": invitation.email}) if is_unknown else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _joined(request, invitation, user, form or vouched)
    context = {"invitation": invitation, "form": form, "person": user, "vouched": vouched}
    return render(request, "team/join.html", context, status=422 if request.method == "POST" else 200)


def _joined(
    request: HttpRequest, invitation: Invitation, user: User | None, newcomer: JoinForm | Person | None
) -> HttpResponse:
    try:
        with transaction.atomic():
            if newcomer is not None:
                user = _account_for(newcomer)
            assert user is not None
            people.join(invitation, user)
    except people.NotAllowed as error:
        messages.error(request, str(error))
        return redirect("teams")
    if signed_in(request) is None:
        forget(request)
        login(request, user, BY_PASSWORD)
    messages.success(request, f"Welcome to {invitation.team.name}.")
    return redirect(invitation.team)


def _account_for(newcomer: JoinForm | Person) -> User:
    if isinstance(newcomer, Person):
        return make_account(newcomer)
    values = newcomer.cleaned_data
    return User.objects.create_user(values["email"], values["password"], values["name"])
