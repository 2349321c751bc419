"""The addresses of people and teams."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from webui.team.views import account, cases, people, queue

TEAM = "team/<slug:slug>"
CASE = f"{TEAM}/cases/<int:number>"

urlpatterns = [
    path("account/sign-in", account.SignIn.as_view(), name="sign-in"),
    path("account/sign-out", LogoutView.as_view(), name="sign-out"),
    path("account/password", login_required(account.ChangePassword.as_view()), name="change-password"),
    path("account/reset", account.Reset.as_view(), name="reset"),
    path("account/reset/sent", account.ResetSent.as_view(), name="reset-sent"),
    path("account/reset/<str:uidb64>/<str:token>", account.SetPassword.as_view(), name="password_reset_confirm"),
    path("account/join/<str:key>", account.join, name="join"),
    path("team/", account.teams, name="teams"),
    path(f"{TEAM}/", queue.queue, name="team-queue"),
    path(f"{TEAM}/cases", queue.change_many, name="team-change-many"),
    path(f"{TEAM}/filters", queue.save_filter, name="team-save-filter"),
    path(f"{TEAM}/cases/new", cases.new_case, name="team-new-case"),
    path(f"{CASE}", cases.case, name="team-case"),
    path(f"{CASE}/change", cases.change, name="team-change"),
    path(f"{CASE}/merge", cases.merge, name="team-merge"),
    path(f"{CASE}/unmerge", cases.unmerge, name="team-unmerge"),
    path(f"{CASE}/fingerprint", cases.take_fingerprint, name="team-take-fingerprint"),
    path(f"{TEAM}/people", people.people_page, name="team-people"),
    path(f"{TEAM}/people/invite", people.invite, name="team-invite"),
    path(f"{TEAM}/people/<int:membership_id>", people.set_member, name="team-set-member"),
    path(f"{TEAM}/invitations/<int:invitation_id>", people.withdraw, name="team-withdraw"),
    path(f"{TEAM}/tokens", people.make_token, name="team-make-token"),
    path(f"{TEAM}/tokens/<int:token_id>", people.end_token, name="team-end-token"),
    path(f"{TEAM}/name", people.rename, name="team-rename"),
    path(f"{TEAM}/audit", people.audit_log, name="team-audit"),
]
