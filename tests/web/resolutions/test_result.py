"""The permalink: complete in one response when finished, following along while it runs."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.authors import make_author
from tests.support.documents import (
    TORCH,
    a_comparison,
    a_failed,
    a_finished_submission,
    a_package,
    a_resolution,
    a_row,
    a_side,
    a_submission,
    an_asked,
    an_unsatisfiable,
    end,
    the_torch_documents,
)
from webui.resolutions.models import Solve, State, Submission

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def text_of(page: str) -> str:
    """A page without its markup, blanks collapsed."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.replace("<wbr>", ""))).split())


def show(client: Client, submission: Submission, view: str = "differences") -> str:
    response = client.get(f"/r/{submission.pk}?view={view}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_finished_page_is_complete_in_one_response(client: Client) -> None:
    page = show(client, a_finished_submission(asked=an_asked(exclude_newer="2024-11-29")))
    words = text_of(page)
    assert "torch is ◆ 2.5.1 with uv sync and ● 2.4.1 with uv pip install" in words.replace("\xa0", " ")
    assert "1 other project differs at Python 3.8, Linux x86_64: triton; 1 project agrees." in words
    assert "torch-2.4.1- cp38-cp38-manylinux1_x86_64 .whl" in words
    assert (
        "metadata torch-2.5.1- cp39-none-macosx_11_0_arm64 .whl installs no file fits Python 3.8, Linux x86_64" in words
    )
    assert "A lock reads one file for all platforms, so the two can differ" in words
    assert "as of 2024-11-29" in words
    assert "emulates uv 0.13.8" in words
    assert not re.search(r'hx-trigger="(load|revealed|every)', page)
    assert "http-equiv" not in page


@pytest.mark.parametrize(("installed", "is_built"), [("a-1.tar.gz", True), ("a-1.zip", True), ("a-1.whl", False)])
def test_a_row_says_what_is_built_from_source(client: Client, installed: str, is_built: bool) -> None:
    single, universal, comparison = the_torch_documents()
    comparison["rows"][0]["single"]["install_file"] = installed
    page = show(client, a_finished_submission(single, universal, comparison))
    assert ("build built from source" in text_of(page)) is is_built


def test_divergent_rows_come_first_and_asked_ones_before_them(client: Client) -> None:
    page = show(client, a_finished_submission())
    assert re.findall(r'<tr id="row-([\w-]+)" class="(\w+)"', page) == [
        ("torch", "differs"),
        ("triton", "differs"),
        ("sympy", "agrees"),
    ]


def test_versions_of_forks_have_their_markers(client: Client) -> None:
    words = text_of(show(client, a_finished_submission()))
    assert "1.13.3 where python_full_version < '3.9'" in words
    assert "1.14.0 where python_full_version >= '3.9'" in words


def test_all_packages_name_those_of_other_environments(client: Client) -> None:
    words = text_of(show(client, a_finished_submission(), "packages"))
    assert "1 more in the lock, for other environments" in words
    assert "colorama 0.4.6 sys_platform == 'win32'" in words


def test_the_input_is_shown_with_its_lines(client: Client) -> None:
    page = show(client, a_finished_submission(), "input")
    line = re.search(r'<li id="L6" class="differs">(.*?)</li>', page, re.DOTALL)
    assert line
    assert text_of(line[1]) == '6 "torch", ● 2.4.1 ◆ 2.5.1'


def test_the_record_says_how_to_repeat_it(client: Client) -> None:
    words = text_of(show(client, a_finished_submission(asked=an_asked(exclude_newer="2024-11-29")), "record"))
    target = "--python 3.8 --platform x86_64-unknown-linux-gnu --exclude-newer 2024-11-29"
    assert f"python -m resolver_core resolve pyproject.toml --mode both --no-default-groups {target}" in words
    assert "uv pip compile pyproject.toml --python-version 3.8 --python-platform x86_64-unknown-linux-gnu" in words
    assert "uv lock --exclude-newer 2024-11-29" in words
    assert "file rule on-target in-scope" in words
    assert "metadata file beside it 2.0 kB" in words
    assert "https://index.test/simple 2024-11-29 12:00 UTC" in words


def test_an_unknown_view_is_the_first_one(client: Client) -> None:
    assert "Differences" in show(client, a_finished_submission(), "nonsense")


def test_agreement_is_said(client: Client) -> None:
    documents = [a_resolution(label, [a_package("a", "1.0")]) for label in ("single", "universal")]
    side = a_side("1.0", "a-1.0-py3-none-any.whl")
    words = text_of(show(client, a_finished_submission(*documents, a_comparison([a_row("a", "none", side, side)]))))
    assert "The lock and an install here agree: 1 project, the same versions." in words
    assert "Nothing differs." in words


@pytest.mark.parametrize(
    ("difference", "single", "universal", "words"),
    [
        ("presence", None, a_side("1.0", "a.whl"), "a is ◆ 1.0 with uv sync and ● absent with uv pip install"),
        ("presence", a_side("1.0", "a.whl"), None, "a is ◆ absent with uv sync and ● 1.0 with uv pip install"),
        (
            "metadata",
            a_side("1.0", "a.whl"),
            a_side("1.0", "b.whl"),
            "a is 1.0 in both, but ◆ the lock and ● the install",
        ),
        ("source", a_side("1.0", "a.whl"), a_side("1.0", "a.whl"), "a 1.0 comes from ◆ https://index.test/simple"),
    ],
)
def test_every_kind_of_difference_has_its_sentence(
    client: Client, difference: str, single: object, universal: object, words: str
) -> None:
    row = a_row("a", difference, single, universal)  # type: ignore[arg-type]
    documents = [a_resolution(label) for label in ("single", "universal")]
    shown = text_of(show(client, a_finished_submission(*documents, a_comparison([row])))).replace("\xa0", " ")
    assert words in shown


def test_unsatisfiable_is_told_in_words_with_the_users_lines(client: Client) -> None:
    page = show(client, a_finished_submission(an_unsatisfiable("single"), an_unsatisfiable("universal")))
    words = text_of(page)
    assert "No version of torch fits what is asked for, neither for ● the install on" in words.replace("\xa0", " ")
    assert "Your project needs torch>=9, and there is no such version." in words
    assert '6 "torch",' in words
    assert "The whole argument Your requirements cannot be met." in words
    assert "Retry" not in words


def test_a_very_long_proof_is_cut_and_never_breaks_the_page(client: Client) -> None:
    document = an_unsatisfiable("single")
    steps = [{"text": f"step {n}", "projects": [], "lines": [], "causes": [n - 1] * (n > 0)} for n in range(3000)]
    document["conflict"]["proof"] = {"steps": steps}
    page = show(client, a_finished_submission(document, an_unsatisfiable("universal")))
    assert "step 2999" in page
    assert "step 0<" not in page


def test_one_side_that_fails_names_what_failed_and_offers_a_retry(client: Client) -> None:
    single, _, _ = the_torch_documents()
    page = show(client, a_finished_submission(single, a_failed("universal"), a_comparison([])))
    words = text_of(page)
    assert "◆ the lock could not get past tornado 6.4.2" in words.replace("\xa0", " ")
    assert "The index lists the file and answers 404 for it." in words
    assert "HTTP status 404" in words
    assert "tornado-6.4.2-cp38-abi3-macosx_10_9_universal2.whl" in words.replace(" ", "")
    assert "Retry" in words
    assert "torch" in words


def test_two_failures_share_one_sentence(client: Client) -> None:
    submission = a_finished_submission(a_failed("single"), a_failed("universal"), a_comparison([]))
    words = text_of(show(client, submission)).replace("\xa0", " ")
    assert "Neither side has a result: ● the install on Python 3.8, Linux x86_64 and ◆ the lock each could" in words


def test_a_broken_solve_says_so_and_offers_a_retry(client: Client) -> None:
    submission = a_submission()
    for solve in submission.solves.all():
        end(solve, State.FAILED, error="No answer within 300 seconds; the solve was stopped.")
    words = text_of(show(client, submission))
    assert "No answer within 300 seconds" in words
    assert "was given up" in words
    assert "Retry" in words


def test_a_running_page_polls_and_refreshes_itself_without_script(client: Client) -> None:
    submission = a_submission()
    make_author(client, submission)
    single = submission.solve("single")
    progress = {
        "projects": 23, "metadata_read": 17, "forks_open": 1, "forks_closed": 2, "decisions": 12, "chosen": 9,
        "conflicts": 2, "latest": "torch 2.5.1",
    }  # fmt: skip
    Solve.objects.filter(pk=single.pk).update(state=State.RUNNING, started_at=timezone.now(), progress=progress)
    page = show(client, submission)
    words = text_of(page)
    assert '<noscript><meta http-equiv="refresh"' in page
    assert f'hx-get="/r/{submission.pk}' in page
    assert 'hx-trigger="every 1s"' in page
    assert (
        "projects chosen 9 of 23 known parts solved 2 of 3 metadata read 17 clashes 2 last choice torch 2.5.1" in words
    )
    assert '<progress value="9" max="23"' in page
    assert "● single-platform is ahead." in words
    assert "waiting for a worker" in words
    assert "Cancel" in words


def test_the_finished_side_is_shown_before_the_other_one(client: Client) -> None:
    submission = a_submission()
    single, _, _ = the_torch_documents()
    end(submission.solve("single"), State.DONE, document=single)
    Solve.objects.filter(pk=submission.solve("universal").pk).update(state=State.RUNNING, started_at=timezone.now())
    words = text_of(show(client, Submission.objects.get(pk=submission.pk)))
    assert "● single-platform is there; ◆ universal is still solving." in words
    assert "packages, there already" in words
    assert "torch 2.4.1" in words


def test_the_place_in_the_queue_is_shown(client: Client) -> None:
    a_submission()
    page = show(client, a_submission())
    assert "waiting for a worker, 2 solves ahead" in page
    assert "waiting for a worker, 3 solves ahead" in page


def test_htmx_gets_the_part_that_changes_and_stops_at_the_end(client: Client) -> None:
    running, finished = a_submission(), a_finished_submission()
    polled = client.get(f"/r/{running.pk}", headers=HTMX)
    last = client.get(f"/r/{finished.pk}", headers=HTMX)
    assert (polled.status_code, last.status_code) == (200, 286)
    for response in (polled, last):
        assert response.content.decode().lstrip().startswith('<div id="resolution"')
        assert "HX-Request" in response["Vary"]


def test_both_solves_done_is_still_running_until_they_are_compared(client: Client) -> None:
    submission = a_submission()
    for solve, document in zip(submission.solves.order_by("label"), the_torch_documents(), strict=False):
        end(solve, State.DONE, document=document)
    assert client.get(f"/r/{submission.pk}", headers=HTMX).status_code == 200


def test_cancel_stops_both(client: Client) -> None:
    submission = a_submission()
    make_author(client, submission)
    assert client.post(f"/r/{submission.pk}/cancel").status_code == 302
    assert set(submission.solves.values_list("state", flat=True)) == {State.CANCELLED}
    assert "was cancelled" in text_of(show(client, Submission.objects.get()))


def test_only_the_author_cancels(client: Client) -> None:
    submission = a_submission()
    make_author(Client(), submission)
    assert "Cancel" not in text_of(show(client, submission))
    assert client.post(f"/r/{submission.pk}/cancel").status_code == 403
    assert set(submission.solves.values_list("state", flat=True)) == {State.QUEUED}


def test_a_paste_makes_its_author(client: Client) -> None:
    address = client.post("/", {"text": TORCH})["Location"]
    assert "Cancel" in text_of(client.get(address).content.decode())
    assert client.post(f"{address}/cancel").status_code == 302
    assert "Cancel" not in text_of(Client().get(client.post("/", {"text": TORCH})["Location"]).content.decode())


def test_retry_queues_what_failed_and_keeps_what_was_answered(client: Client, queue: list[int]) -> None:
    single, _, _ = the_torch_documents()
    submission = a_finished_submission(single, a_failed("universal"), a_comparison([]))
    client.post(f"/r/{submission.pk}/retry")
    again = Submission.objects.get()
    assert again.solve("single").state == State.DONE
    assert again.solve("universal").state == State.QUEUED
    assert queue == [again.solve("universal").pk]
    assert again.comparison() is None


def test_retry_of_an_answer_changes_nothing(client: Client, queue: list[int]) -> None:
    submission = a_finished_submission()
    client.post(f"/r/{submission.pk}/retry")
    assert not queue
    assert Submission.objects.get().comparison()


def test_refresh_is_a_comparison_of_its_own(client: Client, queue: list[int]) -> None:
    submission = a_finished_submission(asked=an_asked(exclude_newer="2024-11-29"))
    location = client.post(f"/r/{submission.pk}/refresh")["Location"]
    fresh = Submission.objects.exclude(pk=submission.pk).get()
    assert location == f"/r/{fresh.pk}"
    assert fresh.options["refresh"] is True
    assert len(queue) == 2
    assert "torch is" in text_of(show(client, submission))


def test_the_pasted_text_can_be_saved(client: Client) -> None:
    submission = a_finished_submission()
    response = client.get(f"/r/{submission.pk}/pyproject.toml")
    assert response.content.decode() == submission.text
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/r/nothing", "/r/nothing/pyproject.toml", "/nowhere", "/r/" + "x" * 500])
def test_what_is_not_there_is_a_styled_404(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Nothing here" in response.content.decode()


@pytest.mark.parametrize("action", ["cancel", "retry", "refresh"])
def test_actions_need_post_and_a_known_address(client: Client, action: str) -> None:
    assert client.get(f"/r/nothing/{action}").status_code == 405
    assert client.post(f"/r/nothing/{action}").status_code == 404


def test_a_shared_link_has_a_title_and_a_description(client: Client) -> None:
    page = show(client, a_finished_submission()).replace("\xa0", " ")
    assert '<meta property="og:title" content="torch is ◆ 2.5.1 with uv sync and ● 2.4.1 with uv pip install">' in page
    assert "<title>torch is ◆ 2.5.1 with uv sync" in page


def test_link_previews_may_ask_for_the_head_alone(client: Client) -> None:
    assert client.head(f"/r/{a_finished_submission().pk}").status_code == 200


def test_the_same_clash_on_both_sides_is_told_once(client: Client) -> None:
    page = show(client, a_finished_submission(an_unsatisfiable("single"), an_unsatisfiable("universal")))
    assert page.count('aria-label="No solution, ') == 1
    other = show(client, a_finished_submission(an_unsatisfiable("single"), an_unsatisfiable("universal", lines=(7,))))
    assert other.count('aria-label="No solution, ') == 2


def test_a_text_that_asks_for_nothing_is_told_so(client: Client) -> None:
    page = show(client, a_finished_submission(a_resolution("single", []), a_resolution("universal", []), None))
    assert "There is nothing to compare: the text asks for no packages." in text_of(page)
