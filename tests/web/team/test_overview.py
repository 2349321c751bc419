"""The overview: every number is of the cases that its link shows, in a fixed number of queries."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resolver_core import Standing
from tests.support.cases import PARTLY, PROSE, TORCH, a_judged_case
from tests.support.documents import a_submission
from tests.support.team import Triagers
from webui.resolutions.asking.asked import Asked
from webui.resolutions.templatetags.page import spaced
from webui.team import charts, reading
from webui.team.models import Case
from webui.team.overview import SECTIONS, WEEKS, as_csv, overview
from webui.team.templatetags.team import duration

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
TODAY = timezone.now().date()


@pytest.fixture
def cases(triagers: Triagers) -> list[Case]:
    found = [a_judged_case(triagers, f"Number {n}\n\n{TORCH}") for n in (1, 2, 3)] + [a_judged_case(triagers, PROSE)]
    for case, seconds in zip(found, (10.0, 20.0, 60.0, 1.0), strict=True):
        Case.objects.filter(pk=case.pk).update(verdict_seconds=seconds)
    Case.objects.filter(number=3).update(
        state="closed", is_regression=True, week=TODAY - timedelta(weeks=2, days=TODAY.weekday())
    )
    return found


def test_the_numbers_are_counted(triagers: Triagers, cases: list[Case]) -> None:
    found = overview(triagers.team, TODAY)
    assert (found["cases"], found["open"], found["regressions"]) == (4, 3, 1)
    assert (found["judged"], found["reproduced"], found["share_reproduced"]) == (4, 3, 0.75)
    assert found["median_seconds_to_verdict"] == 15.0
    assert [(one["name"], one["cases"]) for one in found["classes"]] == [
        ("no-compatible-file", 3),
        ("none", 1),
    ]
    assert [(one["name"], one["cases"]) for one in found["projects"]] == [("torch", 3)]
    assert len(found["weeks"]) == WEEKS
    assert [one["cases"] for one in found["weeks"][-3:]] == [1, 0, 3]


def test_what_is_partly_reproduced_is_counted_apart(triagers: Triagers, cases: list[Case]) -> None:
    assert a_judged_case(triagers, PARTLY).standing == Standing.PARTLY
    found = overview(triagers.team, TODAY)
    assert (found["judged"], found["reproduced"], found["partly_reproduced"]) == (5, 3, 1)
    assert (found["share_reproduced"], found["share_partly_reproduced"]) == (0.6, 0.2)
    assert {one["name"]: one["cases"] for one in found["states"]}["partly-reproduced"] == 1
    assert ["all", "partly_reproduced", "1"] in list(csv.reader(io.StringIO(as_csv(found))))
    html = triagers.client().get("/team/triage/overview").content.decode()
    assert '<span class="note">60 %</span>' in html
    assert '<span class="note">20 %</span>' in html
    said = {bar.entry["name"]: bar.words for chart in charts.bar_charts(found) for bar in chart.bars}
    assert (said["partly"], said["partly-reproduced"], said["torch"]) == ("partly reproduced",) * 2 + ("torch",)


def test_every_number_is_that_of_its_link(triagers: Triagers, cases: list[Case]) -> None:
    Case.objects.filter(number=2).update(merged_into=cases[0])
    a_judged_case(triagers, PARTLY)
    found, client = overview(triagers.team, TODAY), triagers.client()
    for query, name in {
        "standing=reproduced": "reproduced",
        "standing=partly": "partly_reproduced",
        "standing=any": "judged",
        "regression=yes": "regressions",
    }.items():
        html = client.get(f"/team/triage/?state=all&merged=no&{query}").content.decode()
        assert html.count('class="case-row"') == found[name]  # type: ignore[literal-required]
    entries = [one for section in SECTIONS for one in found[section]]  # type: ignore[literal-required]
    assert len(entries) > WEEKS + 4
    for one in entries:
        html = client.get(one["address"]).content.decode()
        assert html.count('class="case-row"') == one["cases"], one


def test_a_team_without_cases_has_an_overview(triagers: Triagers) -> None:
    found = overview(triagers.team, TODAY)
    assert (found["cases"], found["share_reproduced"], found["median_seconds_to_verdict"]) == (0, None, None)
    assert "not known" in triagers.client().get("/team/triage/overview").content.decode()


def test_merged_cases_and_those_of_other_teams_do_not_count(triagers: Triagers, cases: list[Case]) -> None:
    Case.objects.filter(number=2).update(merged_into=cases[0])
    Case.objects.filter(number=3).update(team=triagers.users["outsider"].memberships.get().team)
    assert overview(triagers.team, TODAY)["cases"] == 2


def test_the_same_as_table_and_json(triagers: Triagers, cases: list[Case]) -> None:
    client, found = triagers.client("viewer"), overview(triagers.team, TODAY)
    assert client.get("/team/triage/overview.json").json() == found
    rows = list(csv.reader(io.StringIO(client.get("/team/triage/overview.csv").content.decode())))
    assert rows[0] == ["list", "name", "cases"]
    assert ["classes", "no-compatible-file", "3"] in rows
    assert ["all", "share_reproduced", "0.75"] in rows
    assert len(rows) == 1 + 9 + sum(len(found[section]) for section in SECTIONS)  # type: ignore[literal-required]


@pytest.mark.parametrize("name", ["=1+1", "@x", "-y", "+z"])
def test_no_name_is_a_formula(triagers: Triagers, cases: list[Case], name: str) -> None:
    Case.objects.filter(number=1).update(project=name)
    assert f"projects,'{name},1" in as_csv(overview(triagers.team, TODAY))


def test_the_pictures_have_words(triagers: Triagers, cases: list[Case]) -> None:
    html = triagers.client().get("/team/triage/overview").content.decode()
    assert '<title id="weeks-title">Cases by week: 4 cases in 26 weeks, those from ' in html
    assert f"to {TODAY - timedelta(days=TODAY.weekday())}; 3 at most in one.</title>" in html
    assert html.count("<rect") >= WEEKS + 5


def test_bars_are_as_long_as_their_numbers(triagers: Triagers, cases: list[Case]) -> None:
    found = overview(triagers.team, TODAY)
    weeks = charts.column_chart(found["weeks"]).columns
    assert [one.height for one in weeks[-3:]] == [charts.COLUMN_HEIGHT / 3, 0.0, charts.COLUMN_HEIGHT]
    states = next(one for one in charts.bar_charts(found) if one.title == "By state")
    assert states.bars[0].length == charts.BAR


def test_a_bar_is_as_long_as_its_share_at_every_width(triagers: Triagers, cases: list[Case]) -> None:
    html = triagers.client().get("/team/triage/overview").content.decode()
    bars = re.findall(r'<svg viewBox="0 0 120.0 10"[^>]*><rect width="([\d.]+)" height="10"/></svg>', html)
    assert len(bars) == html.count('class="bar-cell"') > 4
    assert {"120.0", "40.0"} <= set(bars)


def test_a_class_is_called_the_same_everywhere(triagers: Triagers, cases: list[Case]) -> None:
    client = triagers.client()
    words = spaced("no-compatible-file")
    for address in ("cases/1", "overview", "?cause=no-compatible-file"):
        assert words in client.get(f"/team/triage/{address}").content.decode(), address
    assert "class: no compatible file" in client.get("/team/triage/?cause=no-compatible-file").content.decode()
    assert "no cause told" in client.get("/team/triage/overview").content.decode()
    html = client.get("/team/triage/?state=all&cause=none").content.decode()
    assert re.findall(r'data-case="(\d+)"', html) == ["4"]


INDEX = '[[tool.uv.index]]\nname = "private"\nurl = "https://private.test/simple"\n'


@pytest.mark.parametrize(
    ("asked", "host"),
    [
        ({}, "index.test"),
        ({"text": INDEX}, "private.test"),
        ({"text": INDEX, "extra_index_urls": ("https://other.test/simple",)}, "other.test"),
        ({"index_url": "https://own.test/simple", "extra_index_urls": ("https://other.test/",)}, "own.test"),
        ({"text": INDEX.replace("https://private.test/simple", "./wheels")}, "index.test"),
    ],
)
def test_the_index_that_counts_is_that_of_the_report(db: None, asked: dict[str, Any], host: str) -> None:
    values = {"text": "", **asked}
    values["text"] = f"[project]\nname = 'x'\nversion = '1'\n{values['text']}"
    assert reading.index_host(a_submission(Asked(**values))) == host


def test_an_overview_takes_a_fixed_number_of_queries(triagers: Triagers, cases: list[Case]) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            triagers.client().get("/team/triage/overview")
        counts.append(len(asked))
        a_judged_case(triagers, f"Another\n\n{TORCH}")
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "not known"),
        (0.4, "0 seconds"),
        (59, "59 seconds"),
        (90, "1.5 minutes"),
        (7200, "2.0 hours"),
        (129600, "1.5 days"),
    ],
)
def test_a_span_of_time_is_in_its_unit(seconds: float | None, words: str) -> None:
    assert duration(seconds) == words
