"""A permalink is checked with the real uv: on a button or always, after everything else, on the kept data alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from tests.support.builders import a_release, an_index
from tests.support.described import assert_described
from tests.support.documents import a_submission, an_asked
from tests.web.resolutions.working.test_questions import serve
from webui.resolutions.models import IndexData, Question, State, Submission
from webui.resolutions.working import questions, tasks, uv_checks

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TORCH = {
    "torch": [
        a_release("torch", "2.4.1", "sympy", tag="cp38-cp38-manylinux1_x86_64"),
        a_release("torch", "2.5.1", "sympy", tag="cp39-cp39-manylinux1_x86_64"),
    ],
    "sympy": {"1.13.3": [], "1.12": []},
}


@pytest.fixture
def solved(queue: list[int], monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Submission:
    """A submission with its answers; the reasons are not looked for yet."""
    settings.UV_CHECK = "button"
    serve(monkeypatch, TORCH)
    assert an_index(TORCH)
    monkeypatch.setattr(tasks.check_with_uv, "delay", tasks.check_with_uv)
    submission = a_submission()
    for row in submission.solves.all():
        tasks.solve(row.pk)
    return Submission.objects.get(pk=submission.pk)


def explained(submission: Submission) -> None:
    tasks.solve(submission.solves.get(label="explanation").pk)


def the_check(submission: Submission) -> Question:
    return Question.objects.get(submission=submission, kind="check")


def test_the_button_asks_uv_and_the_page_has_the_badge(solved: Submission, client: Client) -> None:
    explained(solved)
    page = client.get(solved.get_absolute_url()).content.decode()
    assert "Check with the real uv" in page
    answer = client.post(f"{solved.get_absolute_url()}/check", follow=True).content.decode()
    assert the_check(solved).uv_check == {**(the_check(solved).uv_check or {}), "verdict": "agrees"}
    assert "checked with uv 0.13.8: the same 2 versions" in answer
    assert "checked with uv 0.13.8: the same 2 versions" in client.get(solved.get_absolute_url()).content.decode()


def test_it_follows_the_reasons_where_it_is_always_wanted(solved: Submission, settings: Settings) -> None:
    settings.UV_CHECK = "always"
    explained(solved)
    assert the_check(solved).state == State.DONE


def test_it_waits_until_nothing_else_does(solved: Submission) -> None:
    """The search for the reasons is queued, so the check stays queued; when that has ended it is sent for."""
    row, _ = questions.put(solved, "check", "", 1)
    tasks.check_with_uv(row.pk)
    assert the_check(solved).state == State.QUEUED
    explained(solved)
    assert the_check(solved).state == State.DONE


def test_it_waits_until_the_reasons_are_found(solved: Submission) -> None:
    """Only then the index data are kept; a worker that has begun the search does not wait any more."""
    searching = solved.solves.filter(label="explanation")
    searching.update(state=State.RUNNING)
    row, _ = questions.put(solved, "check", "", 1)
    tasks.check_with_uv(row.pk)
    assert the_check(solved).state == State.QUEUED
    searching.update(state=State.QUEUED)
    explained(solved)
    assert the_check(solved).state == State.DONE


def test_an_installation_that_asks_no_uv_has_neither_button_nor_address(
    solved: Submission, client: Client, settings: Settings
) -> None:
    settings.UV_CHECK = "never"
    explained(solved)
    assert "real uv" not in client.get(solved.get_absolute_url()).content.decode()
    assert client.post(f"{solved.get_absolute_url()}/check").status_code == 404


@pytest.mark.parametrize("target", ["9" * 5000, "\u00b2", "-1", "0", "two"])
def test_a_number_that_is_no_target_asks_about_the_first(solved: Submission, client: Client, target: str) -> None:
    explained(solved)
    assert client.post(f"{solved.get_absolute_url()}/check", {"target": target}).status_code == 302
    assert the_check(solved).target == 1


def test_without_kept_data_it_says_so(solved: Submission, client: Client) -> None:
    explained(solved)
    IndexData.objects.all().delete()
    client.post(f"{solved.get_absolute_url()}/check")
    assert the_check(solved).state == State.FAILED
    assert "were not kept" in the_check(solved).error


def test_a_difference_is_kept_for_the_maintainers(
    solved: Submission, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    explained(solved)
    row = solved.solves.get(label="universal")
    assert row.document is not None
    for package in row.document["packages"]:
        if package["name"] == "sympy":
            package["version"] = "1.12"
    row.save()
    client.post(f"{solved.get_absolute_url()}/check")
    call_command("differences", export=tmp_path)
    assert solved.pk in capsys.readouterr().out
    (written,) = tmp_path.glob("*.json")
    scenario = json.loads(written.read_text())
    assert scenario["check"]["verdict"] == "differs"
    assert scenario["index_data"]["pages"]
    assert "sympy" in client.get(the_check(solved).get_absolute_url()).content.decode()


def test_the_api_has_it(solved: Submission, client: Client) -> None:
    explained(solved)
    address = f"/api/v1/resolutions/{solved.pk}"
    assert "uv_check" not in client.get(address).json()
    client.post(f"{solved.get_absolute_url()}/check")
    found = client.get(address).json()["uv_check"]
    assert found["verdict"] == "agrees"
    assert [mode["mode"] for mode in found["modes"]] == ["lock", "compile"]


def test_every_target_is_checked_and_the_lock_once(
    solved: Submission, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_modes: list[str] = []
    check_mode = uv_checks.check_mode

    def noted(question: Any, mode: Any, *others: Any) -> Any:
        asked_modes.append(f"{mode} {question.target.python}")
        return check_mode(question, mode, *others)

    monkeypatch.setattr(uv_checks, "check_mode", noted)
    explained(solved)  # nothing else waits
    settings.UV_CHECK = "always"
    submission = a_submission(an_asked(targets=("3.10/x86_64-unknown-linux-gnu",)))
    for row in submission.solves.all():
        tasks.solve(row.pk)
    explained(submission)
    assert asked_modes == ["lock 3.8", "compile 3.8", "compile 3.10"]
    answer = client.get(f"/api/v1/resolutions/{submission.pk}").json()
    assert_described(answer, "SubmissionDocument")
    assert [(entry["target"], entry["uv_check"]["verdict"]) for entry in answer["targets"]] == [
        (1, "agrees"),
        (2, "agrees"),
    ]
    assert answer["uv_check"] == answer["targets"][0]["uv_check"]
    overview = client.get(submission.get_absolute_url()).content.decode()
    assert "compile at Python 3.8" in overview
    assert "compile at Python 3.10" in overview
    assert overview.count("✓ lock: checked with uv") == 1
    second = client.get(f"{submission.get_absolute_url()}?view=differences&target=2").content.decode()
    assert second.count("✓ compile: checked with uv 0.13.8") == 1


def test_the_button_of_all_targets_asks_at_each(solved: Submission, client: Client) -> None:
    explained(solved)  # nothing else waits
    submission = a_submission(an_asked(targets=("3.10/x86_64-unknown-linux-gnu",)))
    for row in submission.solves.all():
        tasks.solve(row.pk)
    explained(submission)
    page = client.get(submission.get_absolute_url()).content.decode()
    assert 'name="target" value="all"' in page
    response = client.post(f"{submission.get_absolute_url()}/check", {"target": "all"}, follow=True)
    assert response.content.decode().count(": checked with uv 0.13.8") == 6  # each badge, and in the answer to copy
    assert "Check with the real uv" not in response.content.decode()
    assert Question.objects.filter(submission=submission, kind="check", state=State.DONE).count() == 2
