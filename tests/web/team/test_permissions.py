"""Every address has for everybody an expected answer: made from the list of addresses and from the OpenAPI document.

An address that the table below does not have fails, and so does one that is there no more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.support.cases import a_judged_case
from tests.support.team import PEOPLE, TOKENS, Triagers
from webui.api.openapi import openapi
from webui.team import asked_again, canonical_threads, people
from webui.team.actors import APPLICATION
from webui.team.changing import Edit, change_case
from webui.team.models import Case, Change, Invitation, Kind, Membership, MemberToken, Round, Thread
from webui.team.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

OK = "ok"
SEES = {"stranger": 404, "outsider": 404, "viewer": OK, "member": OK, "owner": OK}
WRITES = {**SEES, "viewer": 403}
MANAGES = {**WRITES, "member": 403}
ALIKE = dict.fromkeys(PEOPLE, "alike")
"""Whoever asks gets what the stranger gets: nothing of it is a team's."""
OWN = dict.fromkeys(PEOPLE, OK)
"""Everybody sees their own, and the stranger how to come to one."""
NOBODY = dict.fromkeys(PEOPLE, 404)
"""Not there without a provider; with one see tests/web/team/test_openid.py."""
SIGNED_IN = {**OWN, "stranger": 302}

PAGES: dict[str, dict[str, dict[str, Any]]] = {
    "teams": {"GET": OWN},
    "sign-in": {"GET": OWN, "POST": OWN},
    "sign-out": {"POST": OWN},
    "openid": {"GET": NOBODY, "POST": NOBODY},
    "openid-callback": {"GET": NOBODY, "POST": NOBODY},
    "reset": {"GET": ALIKE, "POST": ALIKE},
    "reset-sent": {"GET": ALIKE},
    "password_reset_confirm": {"GET": ALIKE},
    "change-password": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "join": {"GET": OWN},
    "team-queue": {"GET": SEES},
    "team-change-many": {"POST": WRITES},
    "team-save-filter": {"POST": WRITES},
    "team-cases-csv": {"GET": SEES},
    "team-new-case": {"GET": WRITES, "POST": WRITES},
    "team-case": {"GET": SEES},
    "team-change": {"POST": WRITES},
    "team-note": {"GET": {**WRITES, "owner": 404}, "POST": {**WRITES, "owner": 404}},  # it is the member's
    "team-try-again": {"POST": WRITES},
    "team-take-answer": {"POST": WRITES},
    "team-of-answer": {"GET": NOBODY},  # no such answer; whose cases are told: tests/web/team/test_corrected.py
    "team-merge": {"POST": WRITES},
    "team-unmerge": {"POST": WRITES},
    "team-take-fingerprint": {"POST": WRITES},
    "team-people": {"GET": SEES},
    "team-invite": {"POST": MANAGES},
    "team-set-member": {"POST": MANAGES},
    "team-withdraw": {"POST": MANAGES},
    "team-make-token": {"POST": SEES},
    "team-end-token": {"POST": SEES},
    "team-rename": {"POST": MANAGES},
    "team-setup": {"GET": SEES},
    "team-labels": {"POST": MANAGES},
    "team-labels-file": {"GET": SEES},
    "team-webhook": {"POST": MANAGES},
    "team-threads": {"GET": SEES, "POST": WRITES},
    "team-threads-file": {"GET": SEES},
    "team-forget-thread": {"POST": WRITES},
    "team-put-thread": {"POST": WRITES},
    "team-overview": {"GET": SEES},
    "team-overview-csv": {"GET": SEES},
    "team-overview-json": {"GET": SEES},
    "team-rounds": {"GET": SEES, "POST": WRITES},
    "team-round": {"GET": SEES},
    "team-audit": {"GET": SEES},
}

READS_BY_TOKEN = {"outsider": 404, "viewer": OK, "member": OK, "owner": OK, "reading member": OK}
WRITES_BY_TOKEN = {**READS_BY_TOKEN, "viewer": 403, "reading member": 403}
SIGNED = dict.fromkeys(TOKENS, 404)
"""Only what is signed with the secret of the webhook gets further; a token is no signature."""

ONE = "/api/v1/teams/{team}"
OPERATIONS: dict[tuple[str, str], dict[str, Any]] = {
    ("get", f"{ONE}/cases"): READS_BY_TOKEN,
    ("post", f"{ONE}/cases"): WRITES_BY_TOKEN,
    ("get", f"{ONE}/cases/{{case}}"): READS_BY_TOKEN,
    ("post", f"{ONE}/cases/{{case}}/changes"): WRITES_BY_TOKEN,
    ("post", f"{ONE}/cases/{{case}}/merge"): WRITES_BY_TOKEN,
    ("post", f"{ONE}/cases/{{case}}/unmerge"): WRITES_BY_TOKEN,
    ("get", f"{ONE}/threads"): READS_BY_TOKEN,
    ("post", f"{ONE}/threads"): WRITES_BY_TOKEN,
    ("get", f"{ONE}/overview"): READS_BY_TOKEN,
    ("post", f"{ONE}/ask-again"): WRITES_BY_TOKEN,
    ("post", f"{ONE}/issues"): {**SIGNED, "reading member": 403},
}

BODIES: dict[str, Any] = {
    "createCase": {"text": "### Bug\n\nThe cache is slow."},
    "changeCase": {"note": "Hello"},
    "mergeCase": {"into": 1},
}
VALUES = {
    "slug": "triage",
    "number": "1",
    "key": "no-such-key",
    "uidb64": "MQ",
    "token": "no-such-token",
    "submission_id": "nosuchanswer",
    "before": "nosuchanswer",
    "after": "nosuchanswer",
    "project": "torch",
    "place": "1",
    "question_id": "1",
    "webhook_id": "1",
    "label": "single",
    "name": "pylock.toml",
    "view": "graph",
    "cause": "no-compatible-file",
    "path": "x",
}


def addresses(patterns: Any = None, before: str = "") -> Iterator[tuple[str, str]]:
    """The name and the route of every address that is no part of the API."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, route)
        elif isinstance(one, URLPattern) and not route.startswith("api/v1/"):
            yield one.name or route, route


ROUTES = dict(addresses())
OTHERS = sorted(name for name in ROUTES if name not in PAGES)
"""Addresses without a team in them: nobody's answer depends on who they are."""
CASES = [(name, method) for name, methods in PAGES.items() for method in methods]


@pytest.fixture
def everything(triagers: Triagers) -> Triagers:
    """A team with one of each thing that addresses name."""
    a_judged_case(triagers)
    case = Case.objects.select_related("team", "assignee").get()
    change_case(triagers.as_member().actor, case, case.version, Edit(note="Hello"))
    asked_again.begin(APPLICATION, triagers.team, asked_again.askable(triagers.team), "a test")
    people.invite(APPLICATION, triagers.team, Role.VIEWER)
    triagers.token_client("member")
    return triagers


def a_thread(triagers: Triagers) -> None:
    case = Case.objects.select_related("team").get(team=triagers.team, number=1)
    canonical_threads.put(APPLICATION, case, "https://code.test/1", "open", "")


def path_of(route: str, triagers: Triagers) -> str:
    """An address of a route: of things that are there."""
    a_thread(triagers)
    triagers.token_client("member")
    viewer = Membership.objects.get(team=triagers.team, role=Role.VIEWER)
    numbers = {
        "membership_id": viewer.pk,
        "invitation_id": Invitation.objects.latest("pk").pk,
        "thread_id": Thread.objects.latest("pk").pk,
        "round_id": Round.objects.latest("pk").pk,
        "note_id": Change.objects.filter(kind=Kind.NOTED).latest("pk").pk,
        "token_id": MemberToken.objects.latest("pk").pk,
        "key": people.invite(APPLICATION, triagers.team, Role.VIEWER),
    }
    values = {**VALUES, **{name: str(value) for name, value in numbers.items()}}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values.get(found[1], "1"), route)


def answer(client: Client, method: str, path: str, body: Any = None) -> HttpResponse:
    if method == "GET":
        return client.get(path)
    return client.generic(method, path, json.dumps(body or {}), content_type="application/json")


def assert_answered(response: HttpResponse, expected: Any) -> None:
    if expected == OK:
        assert response.status_code < 500
        assert response.status_code not in (401, 403, 404), response.content[:300]
    else:
        assert response.status_code == expected, response.content[:300]


def test_every_address_with_a_team_or_an_account_has_an_expected_answer() -> None:
    concerned = {name for name, route in ROUTES.items() if route.startswith(("team/", "account/"))}
    assert concerned == PAGES.keys()


@pytest.mark.parametrize(("name", "method"), CASES)
def test_a_page(everything: Triagers, name: str, method: str) -> None:
    for who in PEOPLE:
        path, expected = path_of(ROUTES[name], everything), PAGES[name][method][who]
        response = answer(everything.client(who), method, path)
        if expected == "alike":
            assert response.status_code == answer(Client(), method, path).status_code < 500
        else:
            assert_answered(response, expected)


def test_the_pages_of_no_team_are_the_same_for_everybody(everything: Triagers) -> None:
    clients = [everything.client(who) for who in PEOPLE]
    for name in OTHERS:
        path = path_of(ROUTES[name], everything)
        found = {answer(client, "GET", path).status_code for client in clients}
        assert len(found) == 1, name
        assert found.pop() < 500 or name == "ready", name  # which says 503 while no worker is there


def test_a_stranger_learns_not_even_that_there_is_a_team(everything: Triagers) -> None:
    clients = [everything.client(who) for who in ("stranger", "outsider")]
    for name in sorted(name for name in PAGES if ROUTES[name].startswith("team/<")):
        path = path_of(ROUTES[name], everything)
        for client in clients:
            for method in ("GET", "POST"):
                found = [answer(client, method, one) for one in (path, path.replace("/triage/", "/no-such-team/"))]
                assert {page.status_code for page in found} <= {404, 405}, name
                assert len({(page.status_code, without_names(page)) for page in found}) == 1, name


def without_names(page: HttpResponse) -> str:
    """The text of a page without the name of the team, and without what is random."""
    html = re.sub(r"no-such-team|triage", "TEAM", page.content.decode())
    return re.sub(r'(?<=csrfmiddlewaretoken" value=")\w+', "", html)


def test_a_token_is_nobody_on_a_page(everything: Triagers) -> None:
    assert everything.token_client("owner").get("/team/triage/").status_code == 404


# -- the API ----------------------------------------------------------------------------------


def operations() -> dict[tuple[str, str], str]:
    """Method and path of every operation of the OpenAPI document that names a team."""
    paths: dict[str, Any] = openapi()["paths"]  # type: ignore[assignment]
    return {
        (method, path): described["operationId"]
        for path, methods in paths.items()
        for method, described in methods.items()
        if "{team}" in path
    }


def test_every_operation_of_a_team_has_an_expected_answer() -> None:
    assert operations().keys() == OPERATIONS.keys()
    assert {row.keys() == set(TOKENS) for row in OPERATIONS.values()} <= {True}


@pytest.mark.parametrize(("method", "path"), sorted(OPERATIONS))
def test_an_operation(everything: Triagers, method: str, path: str) -> None:
    for who in TOKENS:
        client = everything.token_client(who)
        response = answer(client, method.upper(), _filled(path), BODIES.get(operations()[method, path]))
        assert_answered(response, OPERATIONS[method, path][who])


@pytest.mark.parametrize(("method", "path"), sorted(OPERATIONS))
def test_an_operation_is_nobodys_without_a_token(everything: Triagers, method: str, path: str) -> None:
    for who in PEOPLE:
        for address in (_filled(path), _filled(path).replace("triage", "no-such-team")):
            response = answer(everything.client(who), method.upper(), address, BODIES.get(operations()[method, path]))
            assert response.status_code == 404, f"{who}: a session is no token"


def _filled(path: str) -> str:
    return path.replace("{team}", "triage").replace("{case}", str(Case.objects.first().number))  # type: ignore[union-attr]
