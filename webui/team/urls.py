"""The addresses of people and teams."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from webui.team.views import account, cases, openid, overview, people, queue, tables

TEAM = "team/<slug:slug>"
CASE = f"{TEAM}/cases/<int:number>"

urlpatterns = [
    path("account/sign-in", account.SignIn.as_view(), name="sign-in"),
    path("account/openid", openid.begin, name="openid"),
    path("account/openid/callback", openid.callback, name="openid-callback"),
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
    path(f"{TEAM}/cases.csv", queue.cases_csv, name="team-cases-csv"),
    path(f"{TEAM}/cases/new", cases.new_case, name="team-new-case"),
    path(f"{CASE}", cases.case, name="team-case"),
    path(f"{CASE}/change", cases.change, name="team-change"),
    path(f"{CASE}/notes/<int:note_id>", cases.note, name="team-note"),
    path(f"{CASE}/answer", cases.take_answer, name="team-take-answer"),
    path("team/answers/<str:submission_id>/cases", cases.of_answer, name="team-of-answer"),
    path(f"{CASE}/try-again", cases.try_again, name="team-try-again"),
    path(f"{CASE}/merge", cases.merge, name="team-merge"),
    path(f"{CASE}/unmerge", cases.unmerge, name="team-unmerge"),
    path(f"{CASE}/fingerprint", cases.take_fingerprint, name="team-take-fingerprint"),
    path(f"{TEAM}/people", people.people_page, name="team-people"),
    path(f"{TEAM}/people/invite", people.invite, name="team-invite"),
    path(f"{TEAM}/people/<int:membership_id>", people.set_member, name="team-set-member"),
    path(f"{TEAM}/invitations/<int:invitation_id>", people.withdraw, name="team-withdraw"),
    path(f"{TEAM}/tokens", people.make_token, name="team-make-token"),
    path(f"{TEAM}/tokens/<int:token_id>", people.end_token, name="team-end-token"),
    path(f"{CASE}/thread", tables.put_thread, name="team-put-thread"),
    path(f"{TEAM}/overview", overview.overview_page, name="team-overview"),
    path(f"{TEAM}/overview.csv", overview.overview_csv, name="team-overview-csv"),
    path(f"{TEAM}/overview.json", overview.overview_json, name="team-overview-json"),
    path(f"{TEAM}/asked-again", overview.rounds, name="team-rounds"),
    path(f"{TEAM}/asked-again/<int:round_id>", overview.one_round, name="team-round"),
    path(f"{TEAM}/threads", tables.threads, name="team-threads"),
    path(f"{TEAM}/threads.toml", tables.threads_file, name="team-threads-file"),
    path(f"{TEAM}/threads/<int:thread_id>", tables.forget_thread, name="team-forget-thread"),
    path(f"{TEAM}/set-up", tables.setup, name="team-setup"),
    path(f"{TEAM}/name", tables.rename, name="team-rename"),
    path(f"{TEAM}/labels", tables.labels, name="team-labels"),
    path(f"{TEAM}/labels.toml", tables.labels_file, name="team-labels-file"),
    path(f"{TEAM}/webhook", tables.webhook, name="team-webhook"),
    path(f"{TEAM}/audit", people.audit_log, name="team-audit"),
]
