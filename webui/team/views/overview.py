"""What the cases come to, as a page, a table and JSON; and what is asked again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from webui.team import asked_again, charts
from webui.team.access import Member, of_team
from webui.team.models import AskedAgain
from webui.team.overview import as_csv, overview
from webui.team.shapes import OverviewDocument

MOST_ROUNDS, MOST_CASES = 50, 500


@require_safe
@of_team()
def overview_page(request: HttpRequest, member: Member) -> HttpResponse:
    """The numbers, each a link to its cases."""
    document = _document(member)
    context = {
        "member": member,
        "overview": document,
        "charts": charts.bar_charts(document),
        "weeks": charts.column_chart(document["weeks"]),
        "queue": reverse("team-queue", args=[member.team.slug]),
    }
    return render(request, "team/overview.html", context)


@require_safe
@of_team()
def overview_csv(request: HttpRequest, member: Member) -> HttpResponse:
    """The same as a table."""
    name = f"{member.team.slug}-overview.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(_document(member)), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
@of_team()
def overview_json(request: HttpRequest, member: Member) -> HttpResponse:
    """The same as JSON."""
    return JsonResponse(_document(member))


@require_http_methods(["GET", "HEAD", "POST"])
@of_team()
def rounds(request: HttpRequest, member: Member) -> HttpResponse:
    """What was asked again; `POST` asks all open and explained cases again."""
    cases = asked_again.askable(member.team)
    if request.method == "POST":
        begun = asked_again.begin(member.actor, member.team, cases, f"{member.user} wishes it")
        if begun is None:
            messages.info(
                request, "There is nothing to ask again: no case is open or explained that is not being solved already."
            )
            return redirect("team-rounds", member.team.slug)
        return redirect("team-round", member.team.slug, begun.pk)
    found = asked_again.rounds(member.team)[:MOST_ROUNDS]
    listed = [(one, asked_again.summary(one)) for one in found]
    return render(request, "team/rounds.html", {"member": member, "rounds": listed, "askable": cases.count()})


@require_safe
@of_team()
def one_round(request: HttpRequest, member: Member, round_id: int) -> HttpResponse:
    """A round: what has changed first."""
    found = get_object_or_404(asked_again.rounds(member.team), pk=min(round_id, 2**62))
    rows = AskedAgain.objects.filter(round=found).select_related("case__team").defer("case__report", "case__verdict")
    cases = sorted(rows.order_by("case__number")[:MOST_CASES], key=lambda row: not row.has_changed)
    context = {"member": member, "round": found, "summary": asked_again.summary(found), "cases": cases}
    return render(request, "team/round.html", context)


def _document(member: Member) -> OverviewDocument:
    return overview(member.team, timezone.now().date())
