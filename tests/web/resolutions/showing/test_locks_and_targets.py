"""A pasted uv.lock and several targets: from the form to the stored answers."""

from __future__ import annotations

import pytest
from django.test import Client
from packaging.utils import canonicalize_name

from resolver_core.answer.lock_verdict import LockVerdict, StaleLock, StaleReason
from resolver_core.codec.lock_verdict import lock_verdict_entry
from resolver_core.explain.wording.lock_verdicts import KEPT
from tests.support.documents import LOCK, a_finished_submission, a_submission, an_asked, the_torch_documents
from tests.support.whole_application import TORCH
from webui.resolutions.asking.asked import Asked
from webui.resolutions.models import Submission
from webui.resolutions.showing.parts.commands import commands

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queue")]

MAC = "3.12/aarch64-apple-darwin"
WINDOWS = "3.9/x86_64-pc-windows-msvc"


def paste(client: Client, **fields: object) -> tuple[int, str]:
    response = client.post("/", {"text": TORCH, "python": "3.8", **fields})
    return response.status_code, response.content.decode()


def labels() -> list[str]:
    return [row.label for row in Submission.objects.get().solves.order_by("pk")]


def test_a_lock_is_kept_and_preferred(client: Client) -> None:
    assert paste(client, lock=LOCK)[0] == 302
    submission = Submission.objects.get()
    assert submission.lock == LOCK
    assert labels() == ["single", "universal"]
    asked = submission.asked
    policy = asked.policy("universal", asked.problem(submission.created_at), "https://index.test/simple")
    assert policy.lock
    assert [str(package.version) for package in policy.lock.packages] == ["2.4.1"]


def test_a_lock_to_compare_with_is_an_answer_of_its_own(client: Client) -> None:
    assert paste(client, lock=LOCK, compare_lock="true")[0] == 302
    assert labels() == ["single", "universal", "uv.lock"]


POETRY_LOCK = """\
[[package]]
name = "torch"
version = "2.4.0"

[metadata]
lock-version = "2.1"
python-versions = "*"
content-hash = "00"
"""


def test_a_lock_of_another_tool_is_always_an_answer_of_its_own(client: Client) -> None:
    assert paste(client, lock=POETRY_LOCK)[0] == 302
    assert labels() == ["single", "universal", "uv.lock"]
    asked = Submission.objects.get().asked
    problem = asked.problem(Submission.objects.get().created_at)
    policy = asked.policy("universal", problem, "https://index.test/simple")
    assert policy.lock is None
    assert asked.locked_resolution(problem).label == "poetry.lock"
    assert paste(client, lock=POETRY_LOCK.replace("2.4.0", "new"))[0] == 422


def test_mistakes_in_a_lock_have_their_lines_and_both_texts_stay(client: Client) -> None:
    status, page = paste(client, lock=LOCK.replace("2.4.1", "two"))
    assert status == 422
    assert "1 mistake in your uv.lock" in page
    assert 'data-field="lock" data-line="12"' in page
    assert "version = &quot;two&quot;" in page
    assert "&quot;torch&quot;" in page
    assert not Submission.objects.exists()


def test_a_lock_of_another_project_cannot_be_compared(client: Client) -> None:
    other = LOCK.replace("old-python", "another")
    assert paste(client, lock=other)[0] == 302
    status, page = paste(client, lock=other, compare_lock="true")
    assert status == 422
    assert "in your uv.lock" in page


def test_a_lock_has_its_own_limit(client: Client, settings: object) -> None:
    settings.LOCK_LIMIT_BYTES = 100  # type: ignore[attr-defined]
    status, page = paste(client, lock=LOCK)
    assert status == 422
    assert "Your uv.lock is longer than" in page


@pytest.mark.parametrize("lock", ["\0", "\ud800", "[" * 9999, "version = 1\n[[package]]\nname = 3", "version = 2"])
def test_hostile_locks_are_mistakes(client: Client, lock: str) -> None:
    response = client.post("/api/v1/resolutions", {"text": TORCH, "lock": lock}, content_type="application/json")
    assert response.status_code == 422
    assert response.json()["lock_mistakes"]


def test_the_lock_is_part_of_the_question() -> None:
    assert len({an_asked(lock=lock).digest(None) for lock in ("", LOCK, LOCK + "\n")}) == 3
    assert an_asked(lock=LOCK).digest(None) != an_asked(lock=LOCK, compare_lock=True).digest(None)


def test_the_commands_name_the_lock() -> None:
    own, _, universal = commands(an_asked(lock=LOCK))
    assert "--lock uv.lock" in own.line
    assert "with the pasted uv.lock beside it" in universal.title


def test_every_target_is_solved_once(client: Client) -> None:
    main = "3.8/x86_64-unknown-linux-gnu"
    assert paste(client, targets=[MAC, main, WINDOWS, MAC])[0] == 302
    submission = Submission.objects.get()
    assert submission.options["targets"] == [MAC, WINDOWS]
    assert labels() == ["single", "single-2", "single-3", "universal"]
    asked = submission.asked
    assert [asked.environment(label).platform for label in asked.singles] == [
        "x86_64-unknown-linux-gnu",
        "aarch64-apple-darwin",
        "x86_64-pc-windows-msvc",
    ]
    problem = asked.problem(submission.created_at)
    assert asked.policy("single-3", problem, "https://index.test/simple").target == asked.environment("single-3")


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ([f"3.{minor}/aarch64-apple-darwin" for minor in range(8, 16)], "At most 8 targets"),
        (["3.12/amiga"], "amiga"),
    ],
)
def test_too_many_and_unknown_targets_are_refused(client: Client, targets: list[str], words: str) -> None:
    status, page = paste(client, targets=targets)
    assert status == 422
    assert words in page


def test_each_target_has_its_commands() -> None:
    lines = [command.line for command in commands(Asked(TORCH, targets=(MAC,)))]
    assert sum("--python 3.12 --platform aarch64-apple-darwin" in line for line in lines) == 1
    assert sum("--python-platform aarch64-apple-darwin" in line for line in lines) == 1


def test_the_api_takes_a_lock_and_targets(client: Client) -> None:
    body = {"text": TORCH, "lock": LOCK, "compare_lock": True, "targets": [MAC]}
    answer = client.post("/api/v1/resolutions", body, content_type="application/json")
    assert answer.status_code == 202
    document = client.get(answer.json()["url"]).json()
    assert set(document["solves"]) == {"single", "single-2", "universal", "uv.lock"}
    assert [(one["label"], one["python"]) for one in document["targets"]] == [("single", "3.12"), ("single-2", "3.12")]
    assert document["lock"] is None
    assert document["explanation"] is None


def test_a_stored_question_keeps_its_lock_when_it_is_changed(client: Client) -> None:
    submission = a_submission(an_asked(lock=LOCK, compare_lock=True, targets=(WINDOWS, "3.8.5/aarch64-apple-darwin")))
    page = client.get(f"/?from={submission.pk}").content.decode()
    assert "source = { registry" in page
    assert 'name="compare_lock" value="true" checked' in page
    assert f'value="{WINDOWS}" aria-label="Python 3.9, Windows x86_64" checked' in page
    assert 'value="3.8.5/aarch64-apple-darwin" checked' in page


# -- what became of a pasted uv.lock ----------------------------------------------------------------


def with_verdict(verdict: LockVerdict | None) -> Submission:
    single, universal, comparison = the_torch_documents()
    if verdict is not None:
        universal["lock"] = lock_verdict_entry(verdict)
    return a_finished_submission(single, universal, comparison)


def test_the_page_says_that_a_lock_is_kept(client: Client) -> None:
    address = f"/r/{with_verdict(LockVerdict()).pk}"
    assert KEPT in client.get(address).content.decode()
    assert client.get(f"{address}?view=record").content.decode().count(KEPT) == 2


def test_the_page_says_why_a_lock_is_stale_and_escapes_it(client: Client) -> None:
    reason = StaleReason(StaleLock.INDEX, locked=("<script>alert(1)</script>",), project=canonicalize_name("a"))
    page = client.get(f"/r/{with_verdict(LockVerdict(reason)).pk}").content.decode()
    assert "a: its index is not configured any more" in page
    assert "<script>alert" not in page


def test_without_a_lock_nothing_is_said_of_one(client: Client) -> None:
    page = client.get(f"/r/{with_verdict(None).pk}?view=record").content.decode()
    assert "The uv.lock" not in page


def test_the_date_of_the_question_is_no_setting_of_the_project() -> None:
    index = "https://index.test/simple"
    assert an_asked(exclude_newer="2024-11-29").options(index).as_of
    assert not an_asked().options(index).as_of
