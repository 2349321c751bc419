"""The tasks: load what is asked, call the core, store what it answers. Nobody else solves."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from celery import current_app, shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from resolver_core import (
    BudgetExceeded,
    Cancelled,
    CoreError,
    NoDefaultIndex,
    ProblemSyntaxError,
    Repeatable,
    ResolutionDocument,
    UnknownExperiment,
    answers_to_json,
    ask,
    experiment_at,
    experiment_from_json,
    explain,
    known_divergence,
    minimise,
    repeat_experiment,
    repetition_to_json,
    resolve,
    to_json,
)
from webui.database_locks import held_alone, hold_until_commit
from webui.hosting import tallies
from webui.hosting.log_context import belonging_to, known
from webui.insisting import AWAY, insist
from webui.resolutions.asking.labels import Label, single_label
from webui.resolutions.documents import AnswerToQuestion
from webui.resolutions.models import Comparison, Question, QuestionKind, Solve, State, Submission
from webui.resolutions.task_names import CHECK_WITH_UV, KEEP_VERDICT, RENDER_PAGE
from webui.resolutions.working import (
    budgets,
    index_data,
    leases,
    own_uv,
    questions,
    queue,
    report_verdicts,
    retention,
    uv_checks,
)
from webui.resolutions.working.comparing import compared
from webui.resolutions.working.exactly import solved_exactly
from webui.resolutions.working.found_reasons import FoundReasons
from webui.resolutions.working.progress import Progress
from webui.resolutions.working.shrinking import NothingProvenYet, Shrinking
from webui.workers import containment
from webui.workers.interrupting import Interrupted, interruptible

log = logging.getLogger(__name__)


@shared_task(name="resolutions.solve")
def solve(solve_id: int) -> None:
    """Solve what is next in turn (queue.py). The id says that there is something, not that it is this one's turn.

    A message that finds nothing does nothing; when a solve ends, what waits then gets a message of its own.
    """
    claim = queue.claim_next()
    if claim is None:
        return
    row = Solve.objects.select_related("submission").get(pk=claim.solve_id)
    request = known("request") if row.pk == solve_id else ""
    with belonging_to(request=request, submission=row.submission_id, solve=row.pk):
        _solve(row, claim)
    _send_next()


def _solve(row: Solve, claim: leases.Claim) -> None:
    seconds = budgets.seconds_for(row.submission, budgets.usual_seconds(row))
    began = time.monotonic()
    if seconds is not None:
        progress = Progress(claim, seconds)
        with progress.kept(), containment.killed_after(seconds + settings.KILL_SECONDS):
            state, document, error = _run(row, progress)
        tallies.add("read", "kept", times=progress.counts.reads[True])
        tallies.add("read", "index", times=progress.counts.reads[False])
    else:
        state, document, error = State.FAILED, None, budgets.spent()
    if insist(lambda: leases.finish(claim, state, document=document, error=error), settings.LEASE_SECONDS):
        tallies.add("solve", state, time.monotonic() - began)
        log.info("solve %s ended: %s", row.label, state)
        _compare_what_is_there(row.submission_id)
        _queue_verdict(row.submission_id)
        if row.label == Label.EXPLANATION and settings.UV_CHECK == "always":
            _queue_checks(row.submission)


def _queue_verdict(submission_id: str) -> None:
    """The verdict on the report, once everything else has ended: it goes on with what was read."""
    submission = Submission.with_answers().get(pk=submission_id)
    explaining = submission.explaining
    if not submission.report or submission.is_running or not (explaining is None or explaining.has_ended):
        return
    question, is_new = questions.put(submission, QuestionKind.REPORT, "", 1)
    if is_new:
        try:
            send_question(question)
        except OperationalError:
            log.warning("no message could be sent for the verdict of submission %s", submission_id)


def _queue_checks(submission: Submission) -> None:
    """A check at every target; `_send_next` sends for them one after the other."""
    for number in range(1, len(submission.asked.all_targets) + 1):
        questions.put(submission, QuestionKind.CHECK, "", number)


def _send_next() -> None:
    """Whoever waited for a worker of this asker's gets one; a broker that is down is the sweeper's business."""
    waiting = queue.next_key()
    if waiting is not None:
        try:
            solve.delay(waiting)
        except OperationalError:
            log.warning("no message could be sent for solve %s", waiting)
    elif (check := questions.waiting_check()) is not None:
        try:
            check_with_uv.delay(check)
        except OperationalError:
            log.warning("no message could be sent for check %s", check)


@shared_task(name="resolutions.compare_sides")
def compare_sides(submission_id: str) -> None:
    """Compare the answers of a submission: for one whose worker died between solving and comparing."""
    _compare_what_is_there(submission_id)


@shared_task(name="resolutions.answer", time_limit=budgets.longest_question() + 30)
def answer(question_id: int) -> None:
    """Answer a question about a submission from the index data that are kept with it."""
    _answer(question_id)


@shared_task(name=CHECK_WITH_UV, time_limit=settings.ANSWER_SECONDS + 30)
def check_with_uv(question_id: int) -> None:
    """Ask the real uv. The messages have a queue and a worker of their own, so that no solve waits behind a check.

    While any solve waits, or the reasons are looked for, a check stays where it is: `_send_next` sends for it again.
    """
    if queue.next_key() is None and questions.can_be_checked(question_id):
        _answer(question_id)


def send_question(question: Question) -> None:
    """Send the message for a queued question, to the queue of its kind."""
    (check_with_uv if question.kind == QuestionKind.CHECK else answer).delay(question.pk)


def _answer(question_id: int) -> None:
    row = questions.claim(question_id)
    if row is not None:
        with belonging_to(submission=row.submission_id, question=row.pk):
            _answer_claimed(row)


def _answer_claimed(row: Question) -> None:
    seconds = budgets.seconds_for(row.submission, budgets.seconds_of_question(row))
    if seconds is None:
        questions.finish(row, State.FAILED, None, budgets.spent())
        return
    began, deadline = timezone.now(), time.monotonic() + seconds
    try:
        with containment.killed_after(seconds + settings.KILL_SECONDS):
            document = _answered(row, lambda: time.monotonic() > deadline)
    except Cancelled:
        questions.finish(row, State.FAILED, None, f"No answer within {seconds:g} seconds.")
    except BudgetExceeded as error:
        questions.finish(row, State.FAILED, None, budgets.gave_up(error))
    except CoreError as error:
        questions.finish(row, State.FAILED, None, str(error))
    except AWAY:
        raise  # likewise: it is queued again
    except Exception:
        log.exception("question %s of submission %s broke", row.pk, row.submission_id)
        questions.finish(row, State.FAILED, None, "Something broke on our side. It is in the log.")
    else:
        questions.finish(row, State.DONE, document)
    finally:
        budgets.charge(row.submission_id, began, timezone.now())
        tallies.add("question", row.kind, (timezone.now() - began).total_seconds())
        if row.kind == QuestionKind.CHECK:
            _send_next()


@shared_task(name="resolutions.sweep")
def sweep() -> None:
    """Queue again what dead workers held, and compare what was left uncompared. Of several sweepers one is at it."""
    with held_alone("sweep") as is_ours:
        if is_ours:
            _sweep()


def _sweep() -> None:
    for question in questions.stale():
        send_question(question)
    for solve_id in leases.sweep():
        solve.delay(solve_id)
    for submission_id in queue.uncompared():
        compare_sides.delay(submission_id)
    if retention.is_due():
        retain.delay()


@shared_task(name="resolutions.retain")
def retain() -> None:
    """Have the verdicts of expired answers written down, and remove all else of those that have one."""
    retention.make_room()
    for submission_id in retention.without_verdict(timezone.now()):
        current_app.signature(KEEP_VERDICT, args=[submission_id]).delay()
    retention.remove_expired()


def adopt_orphans() -> None:
    """Where no worker can be at work (before the first one starts): what is running was lost, what is queued waits."""
    leases.release_all()
    for solve_id in Solve.objects.filter(state=State.QUEUED).order_by("pk").values_list("pk", flat=True):
        solve.delay(solve_id)


def _run(row: Solve, progress: Progress) -> tuple[State, ResolutionDocument | None, str]:
    """How the solve ended: its state, its document, and the reason where there is no document."""
    try:
        with interruptible():
            return State.DONE, _document(row, progress), ""
    except (Cancelled, Interrupted):
        return _stopped(progress)
    except MemoryError:
        log.warning("solve %s of submission %s ran out of memory", row.label, row.submission_id)
        return State.FAILED, None, f"This needs more than the {settings.WORKER_MEMORY_MB} MB that one worker may use."
    except BudgetExceeded as error:
        return State.FAILED, None, budgets.gave_up(error)
    except ProblemSyntaxError as error:
        return State.FAILED, None, f"The text can no longer be read: {error}"
    except NoDefaultIndex as error:
        return State.FAILED, None, f"This installation has {error}."
    except AWAY:
        raise  # nothing is wrong with it: the lease runs out, and it is taken up again
    except Exception:
        log.exception("solve %s of submission %s broke", row.label, row.submission_id)
        return State.FAILED, None, "Something broke on our side while solving this. It is in the log."


def _document(row: Solve, progress: Progress) -> ResolutionDocument | None:
    asked = row.submission.asked
    problem = asked.problem(row.submission.created_at)
    if row.label == Label.LOCK:
        return to_json(asked.locked_resolution(problem))
    if row.label == Label.EXPLANATION:
        _explain(row.submission, progress)
        return None
    submission, default_index = row.submission, index_data.default_index(row.submission)
    policy = asked.policy(row.label, problem, default_index)
    with (
        index_data.opened_to_solve(submission) as index,
        index_data.kept_afterwards(submission, index, default_index),
    ):
        resolution = resolve(problem, policy, index, on_event=progress.on_event, should_stop=progress.should_stop)
    return to_json(resolution)


def _explain(submission: Submission, progress: Progress) -> None:
    """Look for the reasons at every target. Storing them and keeping the index data do not depend on each other."""
    asked = submission.asked
    problem, default_index = asked.problem(submission.created_at), index_data.default_index(submission)
    targets = tuple(asked.environment(label) for label in asked.singles)
    found = FoundReasons(targets, progress.claim)
    with (
        index_data.opened(submission) as index,
        index_data.kept_afterwards(submission, index, default_index),
        found.folded_afterwards(),
    ):
        found.explanation = explain(
            problem,
            targets,
            asked.options(default_index),
            index,
            asked.selection(),
            on_found=found.take,
            on_ladders=found.take_ladders,
            should_stop=progress.should_stop,
        )


def _answered(row: Question, should_stop: Callable[[], bool]) -> AnswerToQuestion:
    if row.kind == QuestionKind.CHECK:
        return uv_checks.checked(row)
    if row.kind == QuestionKind.OWN_UV:
        return own_uv.compared(row)
    if row.kind == QuestionKind.REPORT:
        return report_verdicts.judged(row, should_stop)
    if row.kind == QuestionKind.SMALLEST:
        return _smallest(row, should_stop)
    if row.kind == QuestionKind.EXACTLY:
        return solved_exactly(
            row.submission, lambda problem, policy, index: resolve(problem, policy, index, should_stop=should_stop)
        )
    submission, asked = row.submission, row.submission.asked
    problem, default_index = asked.problem(submission.created_at), index_data.default_index(submission)
    environment = asked.environment(single_label(row.target))
    options, selection = asked.options(default_index), asked.selection()
    with index_data.opened(submission) as index:
        if row.kind == QuestionKind.EXPERIMENT:
            experiment = _experiment(submission, row.text)
            there = experiment.target or environment
            again = repeat_experiment(problem, there, options, index, selection, experiment, should_stop=should_stop)
            return repetition_to_json(again)
        about = [row.text] if row.kind == QuestionKind.WHY else []
        instead = [row.text] if row.kind == QuestionKind.WHY_NOT else []
        with index_data.kept_afterwards(submission, index, default_index):
            answers = ask(
                problem, environment, options, index, selection, about=about, instead=instead, should_stop=should_stop
            )
    return answers_to_json(answers)


def _smallest(row: Question, should_stop: Callable[[], bool]) -> AnswerToQuestion:
    """The smallest project; what is there when the time is over, or when somebody stops it, is the answer."""
    question, search = uv_checks.uv_question(row.submission, row.target), Shrinking(row, should_stop)
    asked = (question.problem, question.target, question.options)
    with index_data.opened(row.submission) as index:
        try:
            found = minimise(
                *asked,
                index,
                question.selection,
                root=search.project,
                goal=known_divergence(row.submission.reasons, question.target, search.project),
                seconds=search.seconds,
                on_progress=search.on_progress,
                should_stop=search.should_stop,
            )
        except Cancelled:
            raise NothingProvenYet from None
    return search.document(found)


def _experiment(submission: Submission, place: str) -> Repeatable:
    stored = experiment_at(submission.reasons, place)
    if stored is None:
        raise UnknownExperiment(f"there is no experiment {place}")
    return experiment_from_json(stored)


def _stopped(progress: Progress) -> tuple[State, None, str]:
    if progress.timed_out:
        return State.FAILED, None, f"No answer within {progress.deadline_seconds:g} seconds; the solve was stopped."
    return State.CANCELLED, None, ""


def _compare_what_is_there(submission_id: str) -> None:
    submission = Submission.objects.prefetch_related("solves", "comparisons").get(pk=submission_id)
    found = [compared(submission, label) for label in submission.uncompared()]
    # Together, so that no reader takes an answer whose reasons are not looked for yet for one that has none.
    with transaction.atomic():
        hold_until_commit(f"comparisons of {submission_id}")  # the last of several workers sees all of them
        Comparison.objects.bulk_create(found, ignore_conflicts=True)  # two workers may have compared at once
        can_be_explained = Submission.with_answers().get(pk=submission_id).can_be_explained
        is_explained = settings.EXPLAIN_SECONDS > 0 and can_be_explained
        if is_explained:
            _queue_explanation(submission_id)
    if not is_explained:
        _have_page_rendered(submission_id)


def _have_page_rendered(submission_id: str) -> None:
    """Ask for the page ahead of its first reader. A queue that is down must not undo the answer."""
    try:
        current_app.signature(RENDER_PAGE, args=[submission_id]).delay()
    except (OSError, OperationalError):
        log.warning("the page of submission %s is left to its first reader", submission_id, exc_info=True)


def _queue_explanation(submission_id: str) -> None:
    with transaction.atomic():
        row, is_new = Solve.objects.get_or_create(
            submission_id=submission_id, label=Label.EXPLANATION, defaults={"queued_at": timezone.now()}
        )
        if is_new:
            transaction.on_commit(lambda: solve.delay(row.pk), robust=True)
