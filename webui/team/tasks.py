"""The tasks of the team: verdicts are taken as soon as they are there, and what found the queue full is asked again."""

from __future__ import annotations

from celery import shared_task

from webui.team import intake, verdicts


@shared_task(name="team.take_verdicts")
def take_verdicts() -> None:
    """Give the cases that wait for one their verdicts."""
    for case in verdicts.waiting_to_be_asked():
        intake.ask(case)
    verdicts.take_due()
