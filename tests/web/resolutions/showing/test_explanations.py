"""Reasons are shown where an explanation document has them, and nowhere else."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.support.documents import (
    a_comparison,
    a_failed,
    a_finished_submission,
    a_row,
    a_side,
    an_asked,
    an_explanation,
    end,
    the_torch_documents,
)
from webui.resolutions.models import Comparison, State, Submission
from webui.resolutions.showing.explanations import Explanation

pytestmark = pytest.mark.django_db


def explained(**changes: object) -> Submission:
    submission = a_finished_submission()
    submission.explanation = an_explanation(**changes)
    submission.save()
    return submission


def explained_in_many_ways() -> Submission:
    """torch proven with its consequence, sympy equal in both and yet told, extra without a reason."""
    single, universal, comparison = the_torch_documents()
    comparison["rows"].insert(2, a_row("extra", "version", a_side("1", "extra-1.whl"), a_side("2", "extra-2.whl")))
    document = an_explanation()
    target, cause = document["divergences"][0]["target"], document["divergences"][0]["cause"]
    fell = cause | {"class": "backtracking", "proven": False, "proof": "not-proven"}
    finding = {"project": "sympy", "mode": "universal", "target": target, "cause": fell, "fixes": []}
    submission = a_finished_submission(single, universal, comparison)
    submission.explanation = document | {"findings": [finding]}
    submission.save()
    return submission


def options(page: str, name: str) -> list[tuple[str, str, bool]]:
    """The options of a select box: value, words, whether it is chosen."""
    box = re.search(f'<select name="{name}"[^>]*>(.*?)</select>', page, re.DOTALL)
    assert box
    found = re.findall(r'<option value="([^"]*)"( selected)?>(.*?)</option>', box[1])
    return [(value, text, bool(chosen)) for value, chosen, text in found]


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.replace("<wbr>", ""))).split())


def show(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_document_no_reason_is_said(client: Client) -> None:
    submission = a_finished_submission()
    page = show(client, submission.get_absolute_url()) + show(client, f"{submission.get_absolute_url()}/p/torch")
    for trace in ('class="cause"', "fixes", "follows from", "proven", 'class="why"', "<h2>Why"):
        assert trace not in page, trace


def test_the_headline_says_why_and_how_many_follow(client: Client) -> None:
    page = words(show(client, explained().get_absolute_url()))
    assert "torch 2.5.1 has no file for Python 3.8. 1 other follows from it: triton." in page
    assert "Nothing more differs at Python 3.8, Linux x86_64; 1 project agrees." in page


def test_rows_have_their_cause_and_consequences_their_root(client: Client) -> None:
    page = show(client, explained().get_absolute_url())
    row = re.search(r'<tr id="row-torch".*?</tr>', page, re.DOTALL)
    follower = re.search(r'<tr id="row-triton".*?</tr>', page, re.DOTALL)
    assert row
    assert "no compatible file proven" in words(row[0])
    assert follower
    assert "follows from torch" in words(follower[0])


def test_the_drawer_has_the_experiments_and_the_fix(client: Client) -> None:
    page = words(show(client, f"{explained().get_absolute_url()}/p/torch"))
    assert "single with the file rule of the lock 2.5.1 supports it" in page
    assert "The lock read torch-2.5.1- cp39-none-macosx_11_0_arm64 .whl" in page
    assert "Narrow requires-python Both modes now agree on everything" in page
    assert "Follow from it: triton." in page


def test_a_fix_opens_as_a_new_paste(client: Client) -> None:
    page = show(client, explained().get_absolute_url())
    address = html.unescape(re.findall(r'href="(/\?from=[^"]+fix=[^"]+)"', page)[0])
    assert "requires-python = &quot;&gt;=3.9&quot;" in show(client, address)


def test_a_cause_that_is_not_proven_says_so(client: Client) -> None:
    document = an_explanation()
    document["divergences"][0]["cause"] |= {"proven": False, "proof": "not-proven"}
    page = words(show(client, explained(divergences=document["divergences"]).get_absolute_url()))
    assert "has no file for Python 3.8 (not proven)." in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cause=no-compatible-file", ["torch", "triton"]),
        ("cause=no-compatible-file&q=tri", ["triton"]),
        ("cause=no-compatible-file&show=agreeing", []),
        ("cause=no-compatible-file&show=all&sort=name", ["torch", "triton"]),
        ("cause=backtracking", ["sympy"]),
        ("cause=backtracking&show=all", ["sympy"]),
        ("cause=unexplained", ["extra"]),
        ("cause=yanked", []),
    ],
)
def test_rows_are_filtered_by_cause_together_with_the_rest(client: Client, query: str, expected: list[str]) -> None:
    page = show(client, f"{explained_in_many_ways().get_absolute_url()}?{query}")
    assert re.findall(r'<tr id="row-(\w+)"', page) == expected


def test_the_filter_offers_the_causes_with_their_numbers(client: Client) -> None:
    page = show(client, f"{explained_in_many_ways().get_absolute_url()}?cause=no-compatible-file")
    assert options(page, "cause") == [
        ("", "every cause", False),
        ("no-compatible-file", "no compatible file (2)", True),
        ("backtracking", "backtracking (1)", False),
        ("unexplained", "not explained (1)", False),
    ]
    assert [words for _, words, _ in options(page, "show")] == ["divergent (2)", "all (2)", "agreeing (0)"]


def test_a_cause_in_the_address_that_no_row_has_is_said_and_escaped(client: Client) -> None:
    page = show(client, f'{explained().get_absolute_url()}?cause="><script>x')
    assert "<script>x" not in page
    assert '"><script>x (0)' in words(page)
    assert "No row fits the filter." in page


def test_badges_say_how_far_a_cause_is_proven_and_lead_to_its_rows(client: Client) -> None:
    submission = explained_in_many_ways()
    page = show(client, submission.get_absolute_url())
    cells = {
        project: words(cell)
        for project, cell in re.findall(r'<tr id="row-(\w+)".*?<td class="cause"[^>]*>(.*?)</td>', page, re.DOTALL)
    }
    assert cells == {
        "torch": "no compatible file proven",
        "triton": "no compatible file, as torch",
        "sympy": "backtracking not proven; equal in both",
        "extra": "not explained",
    }
    address = html.unescape(re.findall(r'class="badge cause-badge" href="([^"]+)"', page)[0])
    assert re.findall(r'<tr id="row-(\w+)"', show(client, address)) == ["torch", "triton"]


# -- findings, failures, several causes, several targets ----------------------------------------


def test_a_finding_leads_where_nothing_differs(client: Client) -> None:
    document = an_explanation()
    target, cause = document["divergences"][0]["target"], document["divergences"][0]["cause"]
    fell = cause | {"class": "backtracking", "summary": "Both modes fall back to sympy 1.13.3."}
    finding = {"project": "sympy", "mode": "both", "target": target, "cause": fell, "fixes": []}
    single, universal, _ = the_torch_documents()
    side = a_side("1.13.3", "sympy-1.13.3-py3-none-any.whl")
    rows = [a_row(name, "none", side, side) for name in ("mpmath", "sympy")]
    submission = a_finished_submission(single, universal, a_comparison(rows))
    Submission.objects.filter(pk=submission.pk).update(
        explanation=document | {"divergences": [], "findings": [finding]}
    )
    page = show(client, submission.get_absolute_url())
    text = words(page).replace("\xa0", " ")
    told = "both in ◆ the lock and in ● an install here, a release years older than the newest"
    assert f"sympy is 1.13.3 {told} · Whichwheel" in text
    assert (
        "Both modes fall back to sympy 1.13.3. Nothing differs at Python 3.8, Linux x86_64: 2 projects agree." in text
    )
    assert page.index('id="row-sympy"') < page.index('id="row-mpmath"')
    assert "1 agrees" in text


def test_what_stopped_a_lock_is_explained_at_the_top(client: Client) -> None:
    single, _, _ = the_torch_documents()
    universal = a_failed("universal")
    message = universal["failure"]["message"]
    cause = an_explanation()["divergences"][0]["cause"] | {"summary": f"{message} The other wheel can be read."}
    failure = {
        "mode": "universal",
        "target": None,
        "kind": "fetch",
        "projects": ["tornado"],
        "cause": cause,
        "fixes": [],
    }
    submission = a_finished_submission(single, universal, a_comparison([]))
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation(divergences=[], failures=[failure]))
    page = show(client, submission.get_absolute_url())
    lede = re.search(r'<p class="lede">(.*?)</p>', page)
    assert lede
    assert lede[1].endswith("The other wheel can be read.")
    assert "◆ the lock could not get past tornado 6.4.2." in words(page).replace("\xa0", " ")


def test_further_causes_are_told_in_the_drawer(client: Client) -> None:
    document = an_explanation()
    further = document["divergences"][0]["cause"] | {"class": "python-range", "summary": "The range is wide."}
    document["divergences"][0]["further_causes"] = [further]
    submission = explained(divergences=document["divergences"])
    text = words(show(client, f"{submission.get_absolute_url()}/p/torch"))
    assert "What else takes part The range is wide. python range proven" in text


def test_every_move_of_a_fix_is_there_and_many_are_folded(client: Client) -> None:
    document = an_explanation()
    for number, is_open in ((7, False), (2, True)):
        moves = [f"lock everywhere tried: higher: p{one} 1 → 2" for one in range(number)]
        document["divergences"][0]["fixes"][0]["moves"] = moves
        page = show(client, explained(divergences=document["divergences"]).get_absolute_url())
        assert ('<details class="moves" open>' in page) is is_open
        assert all(move in words(page) for move in moves)


def test_a_command_stands_where_a_patch_would(client: Client) -> None:
    document = an_explanation()
    document["divergences"][0]["fixes"][0] |= {"command": "uv lock --upgrade-package torch", "patch": ""}
    page = show(client, explained(divergences=document["divergences"]).get_absolute_url())
    assert 'data-copy="uv lock --upgrade-package torch"' in page
    assert "Copy the patch" not in page


def test_a_whole_answer_stands_before_half_of_one(client: Client) -> None:
    document = an_explanation()
    fix = document["divergences"][0]["fixes"][0]
    half, whole = ({**fix, "title": title, "patch": title, "still_differ": left} for title, left in HALF_AND_WHOLE)
    document["divergences"][0]["fixes"] = [half, whole]
    page = words(show(client, explained(divergences=document["divergences"]).get_absolute_url()))
    assert page.index("the whole of it") < page.index("half of it")


HALF_AND_WHOLE: tuple[tuple[str, list[str]], ...] = (("half of it", ["sympy"]), ("the whole of it", []))


def test_what_was_tried_in_vain_is_one_folded_line(client: Client) -> None:
    document = an_explanation()
    document["divergences"][0]["in_vain"] = [{"title": "narrow it", "verdict": "still differ: torch"}]
    page = words(show(client, explained(divergences=document["divergences"]).get_absolute_url()))
    assert "Tried too, and not offered: narrow it narrow it: still differ: torch" in page


def test_several_targets_lead_with_the_root(client: Client) -> None:
    asked = an_asked(targets=("3.12/aarch64-apple-darwin",))
    side, other = a_side("1", "a-1-py3-none-any.whl"), a_side("2", "a-2-py3-none-any.whl")
    single, universal, _ = the_torch_documents()
    comparison = a_comparison([a_row(name, "version", side, other) for name in ("alpha", "torch")])
    submission = a_finished_submission(single, universal, comparison, asked)
    end(submission.solve("single-2"), State.DONE, document=single | {"label": "single"})
    Comparison.objects.create(submission=submission, label="single-2", document=comparison)
    Submission.objects.filter(pk=submission.pk).update(explanation=an_explanation())
    page = show(client, submission.get_absolute_url())
    assert re.findall(r'<tr class="differs" id="row-(\w+)"', page) == ["torch", "alpha"]
    assert "torch is ◆ 2 in the lock" in words(page).replace("\xa0", " ")
    assert '<p class="lede">torch 2.5.1 has no file for Python 3.8. 1 other project differs at some target' in page


def test_another_target_is_not_explained_by_this_one() -> None:
    assert Explanation(an_explanation(), "3.9", "x86_64-unknown-linux-gnu").divergences == []


def test_the_api_serves_the_document(client: Client) -> None:
    submission = explained()
    assert client.get(f"/api/v1/resolutions/{submission.pk}").json()["explanation"] == submission.explanation
