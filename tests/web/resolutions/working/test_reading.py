"""What a submission's runs ask of indexes is counted together, and what was found before the end of it is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.support.documents import a_submission, an_asked
from tests.support.private_index import private_index
from tests.support.served_index import ServedIndex, served_index
from tests.support.whole_application import CHAIN, TORCH_FILES, a_long_chain
from webui.resolutions.asking.asked import Asked
from webui.resolutions.asking.labels import Label
from webui.resolutions.models import EventBatch, Question, QuestionKind, Solve, State, Submission
from webui.resolutions.working import index_data, permalinks, reading, tasks
from webui.resolutions.working.reading import Account

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def a_near_index(settings: Settings) -> None:
    settings.ALLOW_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def chain(settings: Settings) -> Iterator[ServedIndex]:
    """Twelve projects, each a page and a metadata file."""
    with served_index(a_long_chain(12)) as index:
        settings.DEFAULT_INDEX = index.url
        yield index


def solved(submission: Submission) -> Submission:
    """Everything that is queued, solved in turn."""
    while (row := submission.solves.filter(state=State.QUEUED).first()) is not None:
        tasks.solve(row.pk)
    return Submission.objects.get(pk=submission.pk)


def a_chain(**changes: object) -> Asked:
    return Asked(CHAIN, python="3.12", **changes)  # type: ignore[arg-type]


def test_both_answers_and_the_targets_share_the_requests(settings: Settings, chain: ServedIndex) -> None:
    settings.SUBMISSION_REQUESTS = 15
    submission = solved(a_submission(a_chain(targets=("3.13/macos",))))
    assert submission.index_requests == 15
    assert {row.state for row in submission.answers} == {State.FAILED}
    for row in submission.answers:
        assert row.error.startswith("The solver gave up: stopped after 15 requests to indexes. The answers of this")
        assert row.error.endswith("What was found by then is kept.")
    assert EventBatch.objects.filter(solve__submission=submission).exists()


def test_what_the_first_one_left_is_enough_for_the_second(settings: Settings, chain: ServedIndex) -> None:
    settings.SUBMISSION_REQUESTS = 24  # pages and metadata of one solve: the second finds them in the store
    submission = solved(a_submission(a_chain()))
    assert {row.state for row in submission.answers} == {State.DONE}
    assert submission.index_requests == 24
    assert submission.index_bytes > 0


def test_reading_anew_costs_anew(settings: Settings, chain: ServedIndex) -> None:
    settings.SUBMISSION_REQUESTS = 30
    submission = solved(a_submission(a_chain(refresh=True)))
    states = {row.label: row.state for row in submission.answers}
    assert states == {"single": State.DONE, "universal": State.FAILED}
    assert submission.index_requests == 30
    assert submission.solve("single").document is not None


def test_bytes_are_shared_too(settings: Settings, chain: ServedIndex) -> None:
    settings.SUBMISSION_MEGABYTES = 1
    submission = a_submission(a_chain())
    Submission.objects.filter(pk=submission.pk).update(index_bytes=1024 * 1024 - 100)
    assert "stopped after 1,048,576 bytes from indexes. The answers" in solved(submission).solve("single").error


def test_no_limit_is_that_of_each_run(settings: Settings, chain: ServedIndex) -> None:
    settings.SUBMISSION_REQUESTS = settings.SUBMISSION_MEGABYTES = 0
    submission = a_submission(a_chain())
    Submission.objects.filter(pk=submission.pk).update(index_requests=10_000_000, index_bytes=10**15)
    assert {row.state for row in solved(submission).answers} == {State.DONE}


def test_the_reasons_and_a_question_spend_of_the_same(settings: Settings, queue: list[int]) -> None:
    with served_index(TORCH_FILES) as index:
        settings.DEFAULT_INDEX = index.url
        submission = solved(a_submission(an_asked()))
        explaining = submission.solve(Label.EXPLANATION)
        assert explaining.state == State.DONE
        found = submission.explanation
        settings.SUBMISSION_REQUESTS = submission.index_requests
        known = permalinks.ask(submission, QuestionKind.WHY, "torch", 1)
        tasks.answer(known.pk)
        assert Question.objects.get(pk=known.pk).state == State.DONE  # what is kept costs nothing
        submission.index_data.delete()
        settings.DATA_DIR = settings.DATA_DIR / "another"
        anew = permalinks.ask(submission, QuestionKind.WHY_NOT, "torch==2.5.1", 1)
        tasks.answer(anew.pk)
    anew.refresh_from_db()
    assert anew.state == State.FAILED
    assert "share them" in anew.error
    assert Submission.objects.get(pk=submission.pk).explanation == found
    assert found is not None


def test_runs_at_the_same_time_hear_of_each_other(settings: Settings) -> None:
    settings.SUBMISSION_REQUESTS = 100
    submission = a_submission()
    first, second = Account(submission.pk), Account(submission.pk)
    for _ in range(60):
        first.budget.spend_request()
    first.settle_some()
    for _ in range(10):
        second.budget.spend_request()
    second.settle_some()
    assert second.budget.requests_elsewhere == 0  # too few to ask
    second.settle()
    assert second.budget.requests_elsewhere == 60
    first.settle()
    assert first.budget.requests_elsewhere == 0  # nothing new was spent, so nothing is asked
    first.budget.spend_request()
    first.settle()
    assert first.budget.requests_elsewhere == 10
    submission.refresh_from_db()
    assert submission.index_requests == 71
    assert Account(submission.pk).budget.requests_elsewhere == 71


def a_page_is_told() -> bool:
    return "PageRead" in str(list(EventBatch.objects.values_list("events", flat=True)))


def test_a_private_answer_is_known_before_anybody_can_see_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_index() as server:
        monkeypatch.setenv(
            "WHICHWHEEL_INDEX_CREDENTIALS", f"url {server.base}/private login reader password 0perator-s3cret"
        )
        seen: list[bool] = []
        mark = reading.mark_private
        monkeypatch.setattr(reading, "mark_private", lambda pk: (seen.append(a_page_is_told()), mark(pk)))
        for folder, is_private in (("ok", False), ("private/simple", True)):
            text = CHAIN.replace("step-0", "demo")
            submission = a_submission(a_chain(index_url=f"{server.base}/{folder}"))
            Submission.objects.filter(pk=submission.pk).update(text=text)
            submission = solved(Submission.objects.get(pk=submission.pk))
            assert {row.state for row in submission.answers} == {State.DONE}
            assert submission.used_operator_credentials is is_private
            assert bool(seen) is is_private
            assert a_page_is_told()
            EventBatch.objects.all().delete()
        assert not seen[0]


def test_kept_data_that_are_private_make_an_answer_private(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_index() as server:
        monkeypatch.setenv(
            "WHICHWHEEL_INDEX_CREDENTIALS", f"url {server.base}/private login reader password 0perator-s3cret"
        )
        settings.DEFAULT_INDEX = f"{server.base}/private/simple"
        submission = a_submission(a_chain())
        Submission.objects.filter(pk=submission.pk).update(text=CHAIN.replace("step-0", "demo"))
        submission = Submission.objects.get(pk=submission.pk)
        with index_data.opened(submission) as index:
            problem = submission.asked.problem(submission.created_at)
            policy = submission.asked.policy("single", problem, settings.DEFAULT_INDEX)
            tasks.resolve(problem, policy, index)
            index_data.keep(submission, index, settings.DEFAULT_INDEX)
    Submission.objects.filter(pk=submission.pk).update(used_operator_credentials=False)
    with index_data.opened(submission):
        assert Submission.objects.get(pk=submission.pk).used_operator_credentials
    assert Solve.objects.filter(submission=submission).count() == 2
