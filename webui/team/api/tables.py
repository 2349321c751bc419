"""The threads of a team, its overview, and asking again, over the API."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from resolver_core import redact
from webui.api.bodies import text_of
from webui.problems import problem
from webui.team import asked_again, toml_tables
from webui.team.access import Member
from webui.team.api.door import by_member
from webui.team.overview import overview
from webui.team.roles import Role
from webui.team.shapes import RoundEntry, ThreadsAnswer

TOML = "application/toml"


@by_member(Role.VIEWER)
def read_threads(request: HttpRequest, member: Member) -> HttpResponse:
    """The canonical threads as a file."""
    return HttpResponse(toml_tables.threads_as_toml(member.team), content_type=TOML)


@by_member(Role.MEMBER)
def import_threads(request: HttpRequest, member: Member) -> HttpResponse:
    """Take threads from a file."""
    text = text_of(request, f"Send {TOML}.")
    try:
        number = toml_tables.import_threads(member.actor, member.team, text)
    except toml_tables.BadTable as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, redact(str(error)).text)
    return JsonResponse(ThreadsAnswer(threads=number))


@by_member(Role.VIEWER)
def read_overview(request: HttpRequest, member: Member) -> HttpResponse:
    """What the cases come to."""
    return JsonResponse(overview(member.team, timezone.now().date()))


@by_member(Role.MEMBER)
def ask_again(request: HttpRequest, member: Member) -> HttpResponse:
    """Solve open and explained cases again."""
    begun = asked_again.begin(member.actor, member.team, asked_again.askable(member.team), "a member wishes it")
    if begun is None:
        return JsonResponse(RoundEntry(id=None, cases=0, words="There is nothing to ask."), status=HTTPStatus.ACCEPTED)
    found = asked_again.rounds(member.team).get(pk=begun.pk)
    entry = RoundEntry(id=begun.pk, cases=asked_again.count(found, "total"), words=asked_again.summary(found))
    return JsonResponse(entry, status=HTTPStatus.ACCEPTED)
