"""The page of a case: its verdict, the answer to copy, its notes, in a fixed number of queries."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resolver_core import judge_report
from resolver_core.index.kept.memory import DEFAULT_URL
from tests.core.triage.test_triaging import FROM_PRIVATE, OLD, PRIVATE, WithPrivate, both
from tests.support.cases import PROSE, TORCH, a_case, a_judged_case, finish, judge, the_verdict
from tests.support.documents import an_explanation
from tests.support.reports import a_report
from tests.support.team import Triagers
from webui.resolutions.asking.labels import Label as AnswerLabel
from webui.resolutions.models import Solve, State, Submission
from webui.team import notes, verdicts
from webui.team.case_page import case_page
from webui.team.changing import Edit, change_case
from webui.team.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]
PAGE = "/team/triage/cases/1"


def page_of(triagers: Triagers, who: str = "member", query: str = "") -> str:
    return triagers.client(who).get(PAGE + query).content.decode()


def test_a_case_opens_with_its_verdict_and_an_answer_to_copy(triagers: Triagers) -> None:
    case = a_case(triagers)
    assert "It is being solved." in page_of(triagers)
    judged = a_judged_case(triagers)
    assert judged.pk == case.pk
    html = page_of(triagers)
    assert judged.headline in html
    assert html.index('id="verdict-title"') < html.index('id="answer-title"') < html.index('id="duplicates-title"')
    assert html.count("data-copy=") >= 1
    permalink = judged.submission and judged.submission.get_absolute_url()
    assert f"http://testserver{permalink}" in html
    assert "{permalink}" not in html


def test_the_full_reply_goes_first_and_ten_lines_beside_it(triagers: Triagers, rf: object) -> None:
    case = a_judged_case(triagers)
    assert case.submission
    row = Solve.objects.create(submission=case.submission, label=AnswerLabel.EXPLANATION, queued_at=case.created_at)
    Solve.objects.filter(pk=row.pk).update(state=State.DONE)
    Submission.objects.filter(pk=case.submission.pk).update(explanation=an_explanation())
    Case.objects.filter(pk=case.pk).update(answer=verdicts.ten_lines_of(case.submission))
    case.refresh_from_db()
    assert 0 < len(case.answer.splitlines()) <= 10
    request = triagers.client().get(PAGE).wsgi_request
    page = case_page(request, triagers.as_member(), case)
    full, short = page.answers.offered
    assert (full.text, short.text) == (page.answers.reply, page.answers.ten_lines)
    for one in (full, short):
        assert f"http://testserver{case.submission.get_absolute_url()}" in one.text
    html = page_of(triagers)
    assert re.findall(r'data-copy="[^"]*" hidden>([^<]+)<', html) == ["Copy the full reply", "Copy the ten lines"]
    case.standing = "needs-information"
    only = case_page(request, triagers.as_member(), case).answers.offered
    assert [one.text for one in only] == [page.answers.reply], "which asks for it"


def test_labels_and_what_an_administrator_needs_to_know_stand_on_the_case(triagers: Triagers) -> None:
    case = a_case(triagers)
    owner = {
        **(the_verdict()["owner"] or {}),
        "recipient": "the administrator of the index",
        "text": "Please <add> it.",
    }
    judge(case, owner=owner, labels=["question", "index"])
    html = page_of(triagers)
    assert "To send to the administrator of the index" in html
    assert 'data-copy="Please &lt;add&gt; it." hidden>Copy the text<' in html
    assert re.search(r"Labels that fit:.*question.*index", html)


def test_a_reply_is_shown_as_it_will_look(triagers: Triagers) -> None:
    case = a_case(triagers, url="https://code.test/owner/name/issues/7")
    table = "<details><summary>S</summary><table><tr><td>1</td></tr></table></details>"
    judge(case, reply=f"As in #9514: `#9515` and torch&lt;2.\n\n{table}\n\n<script>alert(1)</script>")
    preview = page_of(triagers).split('class="preview">')[1].split("</div>")[0]
    assert '<a href="https://code.test/owner/name/issues/9514"' in preview
    assert "<code>#9515</code>" in preview
    assert "torch&lt;2." in preview, "escaped once"
    assert "<td>1</td>" in preview
    assert "<script" not in preview


def test_while_it_is_solved_the_case_says_how_far_it_is(triagers: Triagers) -> None:
    case, client = a_case(triagers), triagers.client("viewer")
    part = client.get(f"{PAGE}?progress=yes").content.decode()
    assert part.strip().startswith('<div id="progress"')
    assert "uv pip install" in part
    assert "uv lock" in part
    assert "waiting" in part
    finish(case)
    assert "Its answers are there" in client.get(f"{PAGE}?progress=yes").content.decode()
    Case.objects.filter(pk=case.pk).update(submission=None)
    assert "The queue is full" in client.get(f"{PAGE}?progress=yes").content.decode()
    judge(case)
    assert client.get(f"{PAGE}?progress=yes").status_code == 204
    assert 'id="progress"' not in page_of(triagers)


def test_what_an_unasked_index_decides_is_open_and_no_cause(
    triagers: Triagers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "ten_lines_of", lambda submission: "ten lines")
    text = a_report("torch", transcript=both("2.0", "1.0"), stated=OLD, more=FROM_PRIVATE.format("torch"))
    case = a_case(triagers, text)
    judge(case, **judge_report(text, WithPrivate(), DEFAULT_URL))
    case.refresh_from_db()
    assert (case.standing, case.cause_class, case.fingerprint, case.answer) == ("reproduced", "", "", "")
    html = page_of(triagers)
    assert re.sub("<wbr>", "", html).count(f"{PRIVATE} decides about torch, and could not be asked from here") == 4, (
        "the verdict, the reply, the same in Markdown, and what its button copies"
    )
    assert "no compatible file" not in html
    assert "ten lines" not in html
    document = triagers.token_client("viewer").get("/api/v1/teams/triage/cases/1").json()
    assert (document["cause_class"], document["answer"], document["verdict"]["causes"]) == ("", "", [])


def test_a_case_without_an_answer_has_its_reply(triagers: Triagers) -> None:
    case = a_judged_case(triagers, PROSE)
    assert case.verdict
    html = page_of(triagers)
    assert re.sub(r"\s+", " ", case.verdict["reply"]).split(" ")[0] in html


def test_while_other_words_are_solved_the_earlier_reply_is_not_the_answer(triagers: Triagers) -> None:
    url = "https://code.test/issues/7"
    case = a_judged_case(triagers, url=url)
    assert case.verdict
    Case.objects.filter(pk=case.pk).update(answer="ten lines")
    fuller = f"{TORCH}\nIt is the same on another machine.\n"
    told = triagers.client().post("/team/triage/cases/new", {"text": fuller, "url": url}, follow=True)
    assert "Its words are other ones now: it is solved again." in told.content.decode()
    page = page_of(triagers)
    assert "it is being solved again" in page
    assert "The answer, to copy" not in page
    assert "data-copy" not in page, "nothing that does not hold is copied with one click"
    assert page.index("Before: the verdict on the earlier words") < page.index("The earlier reply")
    assert "ten lines" not in page
    earlier = page[page.index("The earlier reply") :]
    earlier = earlier[: earlier.index("</pre>")]
    assert "Thank you for the report!" in earlier
    assert "/r/" not in earlier, "the permalink leads to what is not solved yet"
    client = triagers.client()
    assert "solved again" in client.get("/team/triage/").content.decode()
    document = triagers.token_client("viewer").get("/api/v1/teams/triage/cases/1").json()
    parts = (document["is_judged"], document["verdict"], document["answer"], document["reply"])
    assert parts == (False, None, "", "")
    case.refresh_from_db()
    judge(case)
    again = page_of(triagers)
    assert "The answer, to copy" in again
    assert "Before: the verdict" not in again


def test_where_no_duplicate_is_listed_it_is_said_why(triagers: Triagers) -> None:
    case = a_case(triagers)
    assert "They are looked for as soon as the verdict is there." in page_of(triagers)
    judge(case)
    assert "No other case of the team has this cause." in page_of(triagers)
    a_judged_case(triagers, f"Another\n\n{TORCH}")
    assert "Merge into #2" in page_of(triagers)
    assert "No other case" not in page_of(triagers)
    a_judged_case(triagers, PROSE)
    other = triagers.client().get("/team/triage/cases/3").content.decode()
    assert "They are found by the cause, and this case has none." in other
    Case.objects.filter(pk=case.pk).update(merged_into=Case.objects.get(number=2))
    assert "They are found" not in page_of(triagers)


def test_a_viewer_changes_nothing(triagers: Triagers) -> None:
    a_judged_case(triagers)
    html = page_of(triagers, "viewer")
    assert "<form" in html, "to sign out"
    assert re.findall(r'<form method="post" action="([^"]+)"', html) == ["/account/sign-out"]


def test_what_has_not_changed_is_not_sent_again(triagers: Triagers) -> None:
    case = a_judged_case(triagers)
    since = re.search(r"\?since=(\d+)", page_of(triagers))
    assert since
    client = triagers.client("viewer")
    assert client.get(f"{PAGE}?since={since[1]}").status_code == 204
    change_case(triagers.as_member().actor, case, case.version, Edit(note="Hello"))
    part = client.get(f"{PAGE}?since={since[1]}")
    assert part.status_code == 200
    assert part.content.decode().strip().startswith('<div id="live"')
    assert "Hello" in part.content.decode()


def test_a_case_takes_a_fixed_number_of_queries(triagers: Triagers) -> None:
    first = a_judged_case(triagers)
    counts, client = [], triagers.client()
    for number in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
        for more in range(3):
            a_judged_case(triagers, f"{number} {more}\n\n{TORCH}")
            change_case(triagers.as_member().actor, first, first.version, Edit(note="x"))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** `code`", "<p><strong>bold</strong> <code>code</code></p>"),
        ("<script>alert(1)</script>", ""),
        ("<img src=x onerror=alert(1)>", ""),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](https://a.test/)", '<p><a href="https://a.test/" rel="nofollow noopener noreferrer">x</a></p>'),
        ("![x](https://a.test/y.png)", "<p></p>"),
        ("# Title", "Title"),
    ],
)
def test_a_note_is_cleaned(text: str, html: str) -> None:
    found = notes.rendered(text).strip()
    assert "<script" not in found
    assert "<img" not in found
    if html:
        assert found == html


def test_the_buttons_follow_a_verdict_but_not_another_person(triagers: Triagers) -> None:
    case = a_case(triagers)
    member = triagers.client("member")
    before = re.search(r"\?since=(\d+)", page_of(triagers))
    assert before
    judge(case)
    case.refresh_from_db()
    part = member.get(f"{PAGE}?since={before[1]}").content.decode()
    assert 'hx-swap-oob="true"' in part
    assert f'name="version" value="{case.version}"' in part
    assert ">Explained</button>" in part
    assert 'hx-swap-oob="true"' not in triagers.client("viewer").get(f"{PAGE}?since={before[1]}").content.decode()
    judged = re.search(r"\?since=(\d+)", page_of(triagers))
    assert judged
    change_case(triagers.as_member().actor, case, case.version, Edit(state="explained"))
    assert 'hx-swap-oob="true"' not in member.get(f"{PAGE}?since={judged[1]}").content.decode()


def test_where_it_was_reproduced_in_part_the_reply_says_so_and_nothing_else(triagers: Triagers, rf: object) -> None:
    case = a_judged_case(triagers)
    Case.objects.filter(pk=case.pk).update(standing="partly", answer="ten lines")
    html = page_of(triagers)
    assert "ten lines" not in html
    assert "The answer, to copy" in html
