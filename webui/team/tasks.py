"""The tasks of the team: verdicts are taken as soon as they are there, what found the queue full is asked again, and
whatever may have changed since.
"""

from __future__ import annotations

from celery import shared_task

from webui.team import asked_again, index_changes, intake, verdicts


@shared_task(name="team.take_verdicts")
def take_verdicts() -> None:
    """Give the cases that wait for one their verdicts."""
    for case in verdicts.waiting_to_be_asked():
        intake.ask(case)
    verdicts.take_due()
    asked_again.ask_some()
    asked_again.take_due()


@shared_task(name="team.ask_again_of_new_uv")
def ask_again_of_new_uv() -> None:
    """Have cases solved again that were judged with another uv."""
    asked_again.begin_of_new_uv()


@shared_task(name="team.ask_again_of_changed_indexes")
def ask_again_of_changed_indexes() -> None:
    """Have cases solved again of which an index says something else now."""
    index_changes.begin_of_changed_indexes()
