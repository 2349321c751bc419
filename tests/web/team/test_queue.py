"""The queue: filters are addresses, a search finds what a report says, many are changed at once, in fixed queries."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support.cases import PROSE, TORCH, a_case, a_judged_case, words
from tests.support.team import Triagers
from webui.team import bulk, search
from webui.team.changing import Edit, change_case
from webui.team.filters import QueueFilter
from webui.team.models import Case, Label, SavedFilter
from webui.team.moves import CaseState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
QUEUE = "/team/triage/"


def shown(client: Client, query: str = "", address: str = QUEUE) -> list[int]:
    """The numbers of the cases on a page."""
    html = client.get(f"{address}?{query}").content.decode()
    return [int(number) for number in re.findall(r'data-case="(\d+)"', html)]


def some_cases(triagers: Triagers, number: int) -> None:
    """Cases without verdicts, made quickly."""
    now = timezone.now()
    first = Case.objects.filter(team=triagers.team).count()
    values: dict[str, Any] = {"created_at": now, "changed_at": now, "week": now.date(), "report": "torch is slow"}
    rows = [
        Case(team=triagers.team, number=n, title=f"Case {n}", digest=str(n), **values)
        for n in range(first + 1, first + number + 1)
    ]
    for row in Case.objects.bulk_create(rows):
        search.index(row)
    triagers.team.next_number = first + number + 1
    triagers.team.save()


def test_a_filter_is_an_address(triagers: Triagers) -> None:
    torch, prose = a_judged_case(triagers), a_judged_case(triagers, PROSE)
    Label.objects.create(team=triagers.team, name="bug")
    person = triagers.users["member"]
    change_case(
        triagers.as_member().actor, torch, torch.version, Edit(assignee=person.pk, priority=3, add_labels=("bug",))
    )
    Case.objects.filter(pk=prose.pk).update(is_regression=True, week="2026-01-05")
    client = triagers.client()
    assert shown(client) == [1, 2], "what is urgent first"
    for query, numbers in {
        "state=reproduced": [1],
        f"state={prose.state}": [2],
        "state=closed": [],
        "state=nonsense": [1, 2],
        "assignee=me": [1],
        "assignee=nobody": [2],
        f"assignee={person.pk}": [1],
        "label=bug": [1],
        "label=none": [],
        "priority=3": [1],
        "cause=no-compatible-file&project=torch": [1],
        "index=index.test": [1],
        "standing=reproduced": [1],
        "regression=yes": [2],
        "week=2026-01-05": [2],
        "week=2026-13-05": [1, 2],
        "source=paste": [1, 2],
        "source=issue": [],
        "uv=0.13.8&assignee=me&state=reproduced": [1],
        f"fingerprint={torch.fingerprint}": [1],
    }.items():
        assert shown(client, query) == numbers, query
    assert shown(triagers.client("owner"), "assignee=me") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("torch", [1]),
        ("TORCH", [1]),
        ("tor*", [1]),
        ("tor", []),
        ("tor* minut*", []),
        ("cach* minut*", [2]),
        ("cache minutes", [2]),
        ("cache torch", []),
        ("no-compatible-file", [1]),
        ("compatible", [1]),
        ("torch-1.0-py3-none-any.whl", [1]),
        ("%", [1, 2]),
        ("or' 1=1", []),
    ],
)
def test_a_search_finds_what_a_report_and_its_verdict_say(triagers: Triagers, text: str, numbers: list[int]) -> None:
    a_judged_case(triagers)
    a_judged_case(triagers, PROSE)
    assert sorted(shown(triagers.client(), QueryDict("", mutable=True).urlencode() + f"q={text}")) == numbers


def test_a_merged_case_is_found(triagers: Triagers) -> None:
    url = "https://code.test/owner/name/issues/4711"
    into, case = a_judged_case(triagers), a_judged_case(triagers, f"Reported by grace-h\n\n{TORCH}", url=url)
    Case.objects.filter(pk=case.pk).update(merged_into=into)
    client = triagers.client()
    for query in ("q=grace-h", "q=%232", "q=2", "q=4711", "q=%234711", "state=all", "q=torch", "merged=yes"):
        assert 2 in shown(client, query), query
    for query in ("", "state=reproduced", "state=all&merged=no", "q=grace-h&merged=no"):
        assert 2 not in shown(client, query), query
    html = client.get(f"{QUEUE}?q=%232").content.decode()
    assert "merged into #1" in html
    assert counted(html) == {"open": 1, "reproduced": 1, "all": 1}
    assert counted(client.get(QUEUE).content.decode()) == {"open": 1, "reproduced": 1, "all": 2}
    assert counted(client.get(f"{QUEUE}?state=all&merged=no").content.decode())["all"] == 1
    assert (
        triagers.token_client("viewer").get("/api/v1/teams/triage/cases?q=%232").json()["cases"][0]["merged_into"] == 1
    )


def test_cases_are_a_table_too(triagers: Triagers) -> None:
    url = "https://code.test/owner/name/issues/7"
    case, other = a_judged_case(triagers, url=url, title="=1+1"), a_judged_case(triagers, PROSE)
    Case.objects.filter(pk=other.pk).update(merged_into=case)
    client = triagers.client("viewer")
    answer = client.get("/team/triage/cases.csv?state=all")
    assert answer["Content-Disposition"] == 'attachment; filename="triage-cases.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["number"] for row in rows] == ["2", "1"]
    assert rows[0]["merged into"] == "1"
    one = rows[1]
    found = (one["title"], one["verdict"], one["cause"], one["project"], one["index"], one["reported at"], one["page"])
    page = "http://testserver/team/triage/cases/1"
    assert found == ("'=1+1", "reproduced", "no-compatible-file", "torch", "index.test", url, page), "no formula"
    assert len(list(csv.reader(io.StringIO(client.get("/team/triage/cases.csv?q=nothing").content.decode())))) == 1
    assert 'href="/team/triage/cases.csv?state=all"' in client.get("/team/triage/?state=all").content.decode()


def test_the_table_takes_a_fixed_number_of_queries(triagers: Triagers) -> None:
    counts, client = [], triagers.client()
    for _ in range(2):
        some_cases(triagers, 5)
        with CaptureQueriesContext(connection) as asked:
            client.get("/team/triage/cases.csv")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def counted(html: str) -> dict[str, int]:
    """The numbers beside the states, those that are not 0."""
    found = re.findall(r">([\w ]+) <b>(\d+)</b>", html)
    return {words: int(number) for words, number in found if number != "0"}


def test_a_filter_goes_there_and_back() -> None:
    query = "state=explained&q=torch&assignee=me&label=a+b&priority=2&regression=yes"
    assert QueueFilter.from_query(QueryDict(query)).query == query
    assert QueueFilter.from_query(QueryDict("assignee=x&priority=9&source=y&merged=maybe&foo=bar")).query == ""


def test_a_filter_is_saved_for_the_team(triagers: Triagers) -> None:
    address = f"{QUEUE}filters"
    sent = {"name": "Torch", "query": "q=torch&nonsense=1"}
    assert triagers.client().post(address, sent)["Location"] == f"{QUEUE}?q=torch"
    assert SavedFilter.objects.get().query == "q=torch"
    assert '<a href="?q=torch">Torch</a>' in triagers.client("viewer").get(QUEUE).content.decode()
    triagers.client().post(address, {**sent, "forget": "yes"})
    assert not SavedFilter.objects.exists()


def test_many_are_changed_at_once_and_each_is_told_of(triagers: Triagers) -> None:
    some_cases(triagers, 3)
    Case.objects.filter(number=3).update(version=5)
    Case.objects.filter(number=2).update(state=CaseState.CLOSED)
    sent = {"action": "state:needs-information", "case": ["1:0", "2:0", "3:0", "x", "99:0"], "query": "q=case"}
    response = triagers.client().post(f"{QUEUE}cases", sent, follow=True)
    html = response.content.decode()
    assert response.redirect_chain[0][0] == f"{QUEUE}?q=case"
    assert "1 case changed." in html
    assert "Somebody else changed #3 meanwhile" in html
    assert "#2: A case cannot go from closed to needs information at once." in html
    states = dict(Case.objects.values_list("number", "state"))
    assert states == {1: "needs-information", 2: "closed", 3: "new"}


@pytest.mark.parametrize("action", ["", "state", "assignee:x", "label:", "delete:1"])
def test_an_action_that_is_none_changes_nothing(triagers: Triagers, action: str) -> None:
    some_cases(triagers, 1)
    before = Case.objects.get().changes.count()
    triagers.client().post(f"{QUEUE}cases", {"action": action, "case": ["1:0"]})
    assert Case.objects.get().changes.count() == before


def test_the_actions_of_the_page_are_known(triagers: Triagers) -> None:
    Label.objects.create(team=triagers.team, name="bug")
    some_cases(triagers, 1)
    html = triagers.client().get(QUEUE).content.decode()
    actions = re.findall(r'<option value="([^"]+)"', html)
    assert len(actions) >= 14
    assert all(bulk.edit_of(action) for action in actions)


def test_what_has_not_changed_is_not_sent_again(triagers: Triagers) -> None:
    case = a_case(triagers)
    client = triagers.client()
    since = re.search(r"since=(\d+)", client.get(QUEUE).content.decode())
    assert since
    assert client.get(f"{QUEUE}?since={since[1]}").status_code == 204
    change_case(triagers.as_member("owner").actor, case, case.version, Edit(note="Hello"))
    page = client.get(f"{QUEUE}?since={since[1]}")
    assert page.status_code == 200
    assert page.content.decode().startswith('<div id="rows"')


def test_a_page_leads_on_and_back(triagers: Triagers) -> None:
    some_cases(triagers, 51)
    client = triagers.client()
    assert shown(client) == list(range(51, 1, -1))
    assert 'href="?page=2"' in client.get(QUEUE).content.decode()
    assert shown(client, "page=2") == [1]
    assert shown(client, "page=99999") == []


def test_a_merged_case_is_hidden(triagers: Triagers) -> None:
    some_cases(triagers, 2)
    Case.objects.filter(number=2).update(merged_into=Case.objects.get(number=1))
    assert shown(triagers.client()) == [1]
    assert shown(triagers.client(), "merged=yes") == [2, 1]


@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}?q=torch", f"{QUEUE}?q=torch+slow&state=all&label=bug"])
def test_a_queue_takes_a_fixed_number_of_queries(triagers: Triagers, address: str) -> None:
    client = triagers.client()
    counts = []
    for number in (2, 60):
        some_cases(triagers, number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


def test_an_empty_queue_says_what_to_do_first(triagers: Triagers) -> None:
    said = {who: triagers.client(who).get("/team/triage/").content.decode() for who in ("owner", "member", "viewer")}
    assert all("No report has come in yet." in html for html in said.values())
    for who in ("owner", "member"):
        assert 'href="/team/triage/cases/new">Paste a report</a>' in said[who]
        assert 'href="/team/triage/threads">Import the threads</a>' in said[who]
    assert 'href="/team/triage/set-up">Connect the code host</a>' in said["owner"]
    assert "An owner can connect the code host" in said["member"]
    assert "Paste a report" not in said["viewer"]


def test_an_empty_result_says_which_filter_to_take_off(triagers: Triagers) -> None:
    first, second = a_judged_case(triagers), a_judged_case(triagers, PROSE)
    Case.objects.filter(pk=second.pk).update(state="closed", closed_as="answered")
    client = triagers.client()
    html = client.get("/team/triage/?project=torch&source=api&standing=reproduced").content.decode()
    assert 'href="?project=torch&amp;standing=reproduced">Without “source: api”</a> there is 1.' in html
    assert "Without “project" not in html, "that alone brings nothing"
    html = client.get("/team/triage/?q=cache").content.decode()
    assert 'href="?state=all&amp;q=cache">Without “state: open”</a> there is 1.' in html
    assert 'href="?">Without “search: cache”</a> there is 1.' in html
    html = client.get("/team/triage/?q=absent&project=none").content.decode()
    assert '<a href="?state=all">Show every case</a>' in html
    html = client.get("/team/triage/?page=7").content.decode()
    assert 'No case fits on this page: <a href="?">the first one</a>' in html
    assert first.number == 1


def test_a_viewer_sees_no_form_that_changes_something(triagers: Triagers) -> None:
    some_cases(triagers, 1)
    html = triagers.client("viewer").get(QUEUE).content.decode()
    assert "Case 1" in html
    assert not {"/team/triage/filters", "New case", 'name="action"'} & set(re.findall(r'[\w/="]+', html))
    assert 'type="checkbox"' not in html


def test_words_are_whole_names_and_their_parts() -> None:
    found = search.words_of(["Torch-2.4.1-cp38-cp38-manylinux1_x86_64.whl is it."])
    assert {"torch-2.4.1-cp38-cp38-manylinux1_x86_64.whl", "torch", "2.4.1", "cp38", "is", "it"} <= set(found)
    assert len(search.words_of([" ".join(f"w{n}" for n in range(9999))])) == search.MOST_WORDS


def test_a_case_is_found_by_what_it_says_now(triagers: Triagers) -> None:
    case = a_case(triagers, TORCH)
    case.report = "something else"
    search.index(case)
    assert shown(triagers.client(), "q=else") == [1]
    assert shown(triagers.client(), "q=pyproject.toml") == []
    assert words(case)[0][0] == "came"
    assert case.created_at <= timezone.now() + timedelta(seconds=1)
